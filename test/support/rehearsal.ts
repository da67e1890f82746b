// Runs commands on the rehearsal stack inside the process of the test.
import type { RunResult } from "../../engine/result.ts";
import { type RunOptions, run } from "../../engine/run.ts";
import program from "../../index.ts";

/** Runs a command on the rehearsal stack inside this process, silently, saying yes to whatever is asked. */
export async function rehearse(
  options: Pick<RunOptions, "command" | "stateFolder"> & Partial<RunOptions>,
): Promise<RunResult> {
  return await run({
    stack: "rehearsal",
    program,
    confirm: async () => {},
    onOutput: () => {},
    color: "never",
    signal: new AbortController().signal,
    ...options,
  });
}
