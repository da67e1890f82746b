// Runs a command of this project in the process of the test: what it printed, and the exit code that it would end with.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Ended } from "./ended.ts";

/** What a command ends by, where it ends its process itself. */
class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

/**
 * As `node cli/….ts ARGS…` in a folder that holds the project, with no variables but these. Of each entry one test starts
 * a process: that it can be started, and that its streams and exit code are the process's.
 */
export async function inProcess(
  entry: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const load = (path: string) => import(pathToFileURL(join(cwd, path)).href);
  const result: Ended = { code: null, stdout: "", stderr: "" };
  const before = { env: process.env, cwd: process.cwd(), exit: process.exit, code: process.exitCode };
  const streams = ["stdout", "stderr"] as const;
  const writes = streams.map((name) => process[name].write);
  try {
    process.env = { ...env };
    process.chdir(cwd);
    process.exitCode = undefined;
    process.exit = (code) => {
      throw new Exit(Number(code ?? process.exitCode ?? 0));
    };
    for (const name of streams) process[name].write = kept((text) => (result[name] += text));
    const [{ cli }, { parsed }] = [await load(entry), await load("cli/arguments.ts")];
    const refused = await parsed(cli, args);
    result.code = Number(refused ?? process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    result.code = error.code;
  } finally {
    for (const [index, name] of streams.entries())
      process[name].write = writes[index] as typeof process.stdout.write;
    process.exit = before.exit;
    process.exitCode = before.code;
    process.chdir(before.cwd);
    process.env = before.env;
  }
  return result;
}

/** A `write` that keeps what is written, and says at once that it has been. */
function kept(keep: (text: string) => void): typeof process.stdout.write {
  return (chunk: Uint8Array | string, ...rest: unknown[]) => {
    keep(typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk));
    const done = rest.find((one) => typeof one === "function");
    done?.();
    return true;
  };
}
