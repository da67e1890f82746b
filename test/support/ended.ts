// Runs a program to its end, on a given text to read, and keeps what it printed.
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
  input = "",
): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: "pipe" });
  const result: Ended = { code: null, stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (result.stdout += text));
  child.stderr.on("data", (text) => (result.stderr += text));
  // A program that reads nothing may be gone before it is written to.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  result.code = await new Promise((resolve) => child.on("close", resolve));
  return result;
}
