// Runs commands on the rehearsal stack, each test file in a state folder of its own that is gone afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "mocha";
import type { RunResult } from "../../engine/result.ts";
import { type RunOptions, run } from "../../engine/run.ts";
import program from "../../index.ts";

/** A folder that is removed when the tests around the call are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "marsana-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command on the rehearsal stack inside this process, silently, saying yes to whatever is asked. */
export async function rehearse(
  options: Pick<RunOptions, "command" | "stateFolder"> & Partial<RunOptions>,
): Promise<RunResult> {
  return await run({
    stack: "rehearsal",
    program,
    confirm: async () => true,
    onOutput: () => {},
    color: "never",
    signal: new AbortController().signal,
    ...options,
  });
}
