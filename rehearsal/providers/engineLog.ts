// Sends lines to the engine that attached the stand-ins, to be shown beside the resource they belong to.
import { credentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/engine_pb.js";

/** The way to the engine's own log. Until an engine is known, what is written goes nowhere. */
export class EngineLog {
  #address = "";
  #engine: services.EngineClient | undefined;
  #last: Promise<void> = Promise.resolve();

  /** @param address of the engine, as it introduces itself; a new one takes the place of the old */
  connect(address: string): void {
    if (address === "" || address === this.#address) return;
    this.close();
    this.#address = address;
    this.#engine = new services.EngineClient(address, credentials.createInsecure());
  }

  /** Shows a passing line beside the resource; lines arrive in their order. */
  status(urn: string, message: string): void {
    const engine = this.#engine;
    if (!engine) return;
    const request = new messages.LogRequest()
      .setSeverity(messages.LogSeverity.INFO)
      .setUrn(urn)
      .setMessage(message)
      .setEphemeral(true);
    // An engine that has gone away reads no lines; the command itself goes on.
    const send = () => new Promise<void>((resolve) => engine.log(request, () => resolve()));
    this.#last = this.#last.then(send);
  }

  /** Waits until every line so far has been sent. */
  sent(): Promise<void> {
    return this.#last;
  }

  close(): void {
    this.#engine?.close();
    this.#engine = undefined;
    this.#address = "";
  }
}
