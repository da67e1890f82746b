// A stand-in for the engine's Node language host, which an engine built from source lacks: it runs the project's
// program as the official one does, with the SDK's own runner, so that tests can drive the plain CLI.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import languageServices from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { runPolicyPack } from "./policyHost.ts";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run");
const [engineAddress = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

type RunRequest = InstanceType<typeof language.RunRequest>;

/** Runs the program to its end; an error that the program has already shown is not shown again. */
function run(call: ServerUnaryCall<RunRequest, unknown>, callback: sendUnaryData<unknown>): void {
  const request = call.request;
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const child = spawn(
    "node",
    [
      runner,
      `--monitor=${request.getMonitorAddress()}`,
      `--engine=${engineAddress}`,
      `--organization=${request.getOrganization()}`,
      `--project=${request.getProject()}`,
      `--stack=${request.getStack()}`,
      `--parallel=${request.getParallel()}`,
      `--pwd=${folder}`,
      `--root-directory=${info?.getRootDirectory() ?? folder}`,
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info?.getEntryPoint() || ".",
    ],
    {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    },
  );
  child.on("exit", (code) => {
    const response = new language.RunResponse();
    // 32 is the runner's way to say that the user has been told what is wrong.
    if (code === 32) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with exit code ${code}`);
    callback(null, response);
  });
}

function pluginInfo(_call: unknown, callback: sendUnaryData<unknown>): void {
  const answer = new plugin.PluginInfo();
  answer.setVersion("0.0.0");
  callback(null, answer);
}

const server = new Server();
server.addService(languageServices.LanguageRuntimeService, {
  handshake: (_call: unknown, callback: sendUnaryData<unknown>) =>
    callback(null, new language.LanguageHandshakeResponse()),
  getPluginInfo: pluginInfo,
  getRequiredPackages: (_call: unknown, callback: sendUnaryData<unknown>) =>
    callback(null, new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call: unknown, callback: sendUnaryData<unknown>) =>
    callback(null, new language.GetRequiredPluginsResponse()),
  getProgramDependencies: (_call: unknown, callback: sendUnaryData<unknown>) =>
    callback(null, new language.GetProgramDependenciesResponse()),
  cancel: (_call: unknown, callback: sendUnaryData<unknown>) => callback(null, new empty.Empty()),
  run,
  runPlugin: runPolicyPack,
});
/** An engine that is killed says no goodbye: its host gets another parent, and ends. */
const engine = process.ppid;
setInterval(() => process.ppid === engine || process.exit(1), 500).unref();
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
