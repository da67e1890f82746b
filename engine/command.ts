// The engine's command line in a process group of its own, so that one Ctrl-C at a terminal is one interrupt to it.
import { spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute } from "node:path";
import * as cmd from "@pulumi/pulumi/automation/cmd.js";
import * as errors from "@pulumi/pulumi/automation/errors.js";

interface CommandResult {
  stdout: string;
  stderr: string;
  code: number;
}

/** What the SDK's types leave out of what it exports. */
interface Internals {
  CommandResult: new (stdout: string, stderr: string, code: number) => CommandResult;
  createCommandError: (result: CommandResult) => Error;
}
const { CommandResult, createCommandError } = { ...cmd, ...errors } as unknown as Internals;

/**
 * The engine on PATH. The SDK starts it in our own group, where a terminal's interrupt reaches it beside the one that we
 * send; at the second the engine stops without waiting for what it has begun.
 */
export async function engineCommand(): Promise<cmd.PulumiCommand> {
  const found = await cmd.PulumiCommand.get();
  return Object.assign(found, { run: run.bind(undefined, found.command) });
}

/** As the SDK does it, but for the group. */
async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
  onOutput?: (text: string) => void,
  onError?: (text: string) => void,
  signal?: AbortSignal,
): Promise<CommandResult> {
  const { PATH } = { ...process.env, ...variables };
  const env = {
    ...process.env,
    ...variables,
    ...(isAbsolute(command) && { PATH: `${dirname(command)}${delimiter}${PATH}` }),
    PULUMI_AUTOMATION_API: "true",
  };
  const all = args.includes("--non-interactive") ? args : [...args, "--non-interactive"];
  const engine = spawn(command, all, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  const heard = (stream: keyof typeof said, tell?: (text: string) => void) => (text: string) => {
    said[stream] += text;
    tell?.(text);
  };
  engine.stdout.setEncoding("utf8").on("data", heard("stdout", onOutput));
  engine.stderr.setEncoding("utf8").on("data", heard("stderr", onError));
  const interrupt = () => void engine.kill("SIGINT");
  if (signal?.aborted) interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  const code = await new Promise<number>((resolve) => {
    engine.on("error", (error) => {
      said.stderr += error.message;
      resolve(-2);
    });
    engine.on("close", (number) => resolve(number ?? -2));
  });
  signal?.removeEventListener("abort", interrupt);
  const result = new CommandResult(said.stdout.trimEnd(), said.stderr.trimEnd(), code);
  if (code !== 0) throw createCommandError(result);
  return result;
}
