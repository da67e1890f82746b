// How the official Node language host runs a policy pack: the engine's calls go through a proxy, which starts the pack
// only once it has been told the stack and its config, because the pack's SDK takes them from its environment.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import {
  credentials,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  type sendUnaryData,
} from "@grpc/grpc-js";
import analyzerServices from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

type RunPluginRequest = InstanceType<typeof language.RunPluginRequest>;
type StackRequest = InstanceType<typeof analyzer.AnalyzerStackConfigureRequest>;
type Client = InstanceType<typeof analyzerServices.AnalyzerClient>;

/** Serves the pack that the engine asks for, until the engine hangs up. */
export function runPolicyPack(call: ServerWritableStream<RunPluginRequest, unknown>): void {
  const { request } = call;
  const inherited = Object.fromEntries(request.getEnvList().map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  let child: ChildProcess | undefined;
  let client: Client | undefined;

  async function start(stack: StackRequest): Promise<Client> {
    const facts = {
      PROJECT: stack.getProject(),
      STACK: stack.getStack(),
      DRY_RUN: String(stack.getDryRun()),
    };
    const names = Object.entries(facts).flatMap(([name, value]) => [
      [`PULUMI_${name}`, value],
      [`PULUMI_NODEJS_${name}`, value],
    ]);
    const config = JSON.stringify(Object.fromEntries(stack.getConfigMap().getEntryList()));
    child = spawn("node", [runner, ...request.getArgsList(), "."], {
      cwd: request.getInfo()?.getProgramDirectory(),
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...inherited, ...Object.fromEntries(names), PULUMI_CONFIG: config },
    });
    if (child.stdout === null) throw new Error("the pack has no standard output");
    for await (const line of createInterface({ input: child.stdout })) {
      return new analyzerServices.AnalyzerClient(`127.0.0.1:${line}`, credentials.createInsecure());
    }
    throw new Error("the pack ended before it served");
  }

  /** Hands a call of the engine on to the pack. */
  function forward(name: string) {
    return (incoming: { request: unknown }, callback: sendUnaryData<unknown>) => {
      if (client === undefined) return callback(new Error("the pack is not configured yet"));
      return Reflect.get(client, name).call(client, incoming.request, callback);
    };
  }

  const methods = Object.keys(analyzerServices.AnalyzerService).map((name) => [name, forward(name)]);
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(analyzerServices.AnalyzerService, {
    ...Object.fromEntries(methods),
    handshake: (_: unknown, callback: sendUnaryData<unknown>) =>
      callback(null, new analyzer.AnalyzerHandshakeResponse()),
    configureStack: (incoming: { request: StackRequest }, callback: sendUnaryData<unknown>) => {
      start(incoming.request).then(
        (started) => {
          client = started;
          forward("configureStack")(incoming, callback);
        },
        (error) => callback(error),
      );
    },
  });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) return void call.destroy(error);
    const answer = new language.RunPluginResponse();
    answer.setStdout(new TextEncoder().encode(`${port}\n`));
    call.write(answer);
  });
  call.on("cancelled", () => {
    child?.kill();
    server.forceShutdown();
  });
}
