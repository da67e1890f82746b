// Starts the stand-ins for a test and speaks to them as the engine does, with plain values for messages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { startStandIns } from "../../rehearsal/providers/index.ts";
import type { Problem } from "../../rehearsal/providers/table.ts";
import { fromWire, toWire, type Values } from "../../rehearsal/providers/value.ts";

/** The instant that the services of a test take for the present. */
export const now = new Date("2026-02-03T10:00:00Z");

/** A URN of the given resource; the name tells two of them apart. */
export const urnOf = (token: string, name = "one"): string =>
  `urn:pulumi:rehearsal::marsana-fleet::${token}::${name}`;

type Reply<Response> = (error: ServiceError | null, response: Response) => void;

const reply = <Response>(send: (callback: Reply<Response>) => void): Promise<Response> =>
  new Promise((resolve, reject) => send((error, response) => (error ? reject(error) : resolve(response))));

export interface Diff {
  readonly changes: "none" | "some";
  /** The top-level properties that differ. */
  readonly diffs: readonly string[];
  readonly replaces: readonly string[];
  /** `path: KIND` for every difference, sorted. */
  readonly detailed: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** The calls of one stand-in. */
export class Provider {
  readonly client: services.ResourceProviderClient;

  constructor(port: string) {
    this.client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  async check(urn: string, news: Values): Promise<{ inputs: Values; problems: readonly Problem[] }> {
    const request = new messages.CheckRequest().setUrn(urn).setNews(toWire(news));
    return checkOf(await reply((callback) => this.client.check(request, callback)));
  }

  async checkConfig(news: Values): Promise<readonly Problem[]> {
    const request = new messages.CheckRequest().setNews(toWire(news));
    return checkOf(await reply((callback) => this.client.checkConfig(request, callback))).problems;
  }

  async diff(urn: string, olds: Values, news: Values, ignored: string[] = []): Promise<Diff> {
    const request = new messages.DiffRequest()
      .setId("id")
      .setUrn(urn)
      .setOlds(toWire(olds))
      .setNews(toWire(news));
    request.setOldInputs(toWire(olds)).setIgnorechangesList(ignored);
    const response = await reply<messages.DiffResponse>((callback) => this.client.diff(request, callback));
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const detailed: string[] = [];
    response.getDetaileddiffMap().forEach((one, path) => {
      detailed.push(`${path}: ${kinds.find(([, kind]) => kind === one.getKind())?.[0]}`);
    });
    return {
      changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_NONE ? "none" : "some",
      diffs: response.getDiffsList(),
      replaces: response.getReplacesList(),
      detailed: detailed.sort(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(
    urn: string,
    inputs: Values,
    preview = false,
    timeoutSeconds = 0,
  ): Promise<{ id: string; outputs: Values }> {
    const request = new messages.CreateRequest().setUrn(urn).setProperties(toWire(inputs));
    request.setPreview(preview).setTimeout(timeoutSeconds);
    const response = await reply<messages.CreateResponse>((callback) =>
      this.client.create(request, callback),
    );
    return { id: response.getId(), outputs: fromWire(response.getProperties()) };
  }

  /** @param outputs what the engine knows of the thing: nothing at import, where the id is the one for import */
  async read(
    urn: string,
    id: string,
    outputs: Values = {},
  ): Promise<{ id: string; inputs: Values; outputs: Values }> {
    const request = new messages.ReadRequest().setUrn(urn).setId(id).setProperties(toWire(outputs));
    const response = await reply<messages.ReadResponse>((callback) => this.client.read(request, callback));
    return {
      id: response.getId(),
      inputs: fromWire(response.getInputs()),
      outputs: fromWire(response.getProperties()),
    };
  }

  async update(
    urn: string,
    before: { id: string; inputs: Values; outputs: Values },
    news: Values,
    preview = false,
  ): Promise<Values> {
    const request = new messages.UpdateRequest()
      .setUrn(urn)
      .setId(before.id)
      .setNews(toWire(news))
      .setPreview(preview);
    request.setOlds(toWire(before.outputs)).setOldInputs(toWire(before.inputs));
    const response = await reply<messages.UpdateResponse>((callback) =>
      this.client.update(request, callback),
    );
    return fromWire(response.getProperties());
  }

  async delete(urn: string, before: { id: string; outputs: Values }): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(urn)
      .setId(before.id)
      .setProperties(toWire(before.outputs));
    await reply<empties.Empty>((callback) => this.client.delete(request, callback));
  }

  async cancel(): Promise<void> {
    await reply<empties.Empty>((callback) => this.client.cancel(new empties.Empty(), callback));
  }
}

function checkOf(response: messages.CheckResponse): { inputs: Values; problems: readonly Problem[] } {
  // A resource's failures name their place in the text alone, a provider's in a field of their own.
  const problems = response.getFailuresList().map((failure) => {
    const [, reason, property] =
      /^(.*)\. Examine values at '[^.]*\.(.*)'\.$/s.exec(failure.getReason()) ?? [];
    return { property: property ?? failure.getProperty(), reason: reason ?? failure.getReason() };
  });
  return { inputs: fromWire(response.getInputs()), problems };
}

/** The four stand-ins of a test, with their state in a folder of their own. */
export class TestStandIns {
  /** Where the services keep their state; there from the first start on. */
  folder = "";
  /** What makes an engine attach to them; empty until they are started. */
  environment: Record<string, string> = {};
  readonly #providers = new Map<string, Provider>();
  #close = async (): Promise<void> => {};

  async start(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
    if (this.folder === "") this.folder = mkdtempSync(join(tmpdir(), "stand-ins-"));
    const standIns = await startStandIns({ now: () => now, stateFolder: this.folder, environment });
    this.#close = standIns.close;
    this.environment = { ...standIns.environment };
    for (const pair of standIns.environment.PULUMI_DEBUG_PROVIDERS.split(",")) {
      const [name = "", port = ""] = pair.split(":");
      this.#providers.set(name, new Provider(port));
    }
  }

  /** The stand-in of a package, by its name or by the token of a resource. */
  of(packageOrToken: string): Provider {
    const found = this.#providers.get(packageOrToken.split(":")[0] ?? "");
    if (!found) throw new Error(`no stand-in for ${packageOrToken}`);
    return found;
  }

  /** Ends the stand-ins; what exists in them stays. */
  async stop(): Promise<void> {
    for (const { client } of this.#providers.values()) client.close();
    this.#providers.clear();
    await this.#close();
  }

  async stopAndForget(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
