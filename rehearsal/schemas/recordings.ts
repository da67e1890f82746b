// What the stand-ins are held to, as files of this project: recordings of the vendors' plugins, trimmed, and what is read off them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { observed } from "./derive.ts";
import { type Call, callsIn, steps, trimmed } from "./trim.ts";

const project = resolve(import.meta.dirname, "../..");

/** Where the whole recordings are, beside the project; they need not be there. */
export const wholeRecordings = resolve(project, "../shared/provider-recordings");

/** Where the trimmed recordings stand in the project. */
export const recordings = join(project, "test/recordings/providers");

/** The recordings in a folder, by step. */
export const read = (folder: string): Map<string, Call[]> =>
  new Map(steps.map((step) => [step, callsIn(readFileSync(join(folder, `${step}.jsonl`), "utf8"))]));

/** Every file by its path in the project, with its text. */
export function recordedFiles(): Readonly<Record<string, string>> {
  const whole = read(wholeRecordings);
  const cut = trimmed(whole);
  const lines = (calls: readonly Call[]): string => calls.map((call) => `${JSON.stringify(call)}\n`).join("");
  const seen = observed([...(whole.get("preview") ?? []), ...(whole.get("create") ?? [])]);
  return Object.fromEntries([
    ...steps.map((step) => [`test/recordings/providers/${step}.jsonl`, lines(cut.get(step) ?? [])]),
    ["rehearsal/providers/generated/observed.json", `${inLines(seen)}\n`],
  ]);
}

/** As the project's formatter has it: short lists on one line. */
const inLines = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, inside: string) => `[${inside.replace(/,\n\s+/g, ", ")}]`,
  );
