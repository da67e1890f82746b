// Runs a program to its end, and keeps what it printed.
import { spawn } from "node:child_process";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export async function ended(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const result: Ended = { code: null, stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (result.stdout += text));
  child.stderr.on("data", (text) => (result.stderr += text));
  result.code = await new Promise((resolve) => child.on("close", resolve));
  return result;
}
