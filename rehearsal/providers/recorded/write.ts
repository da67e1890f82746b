// Writes what the stand-ins are held to: recordings of the vendors' plugins, trimmed, and what can be read off them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { observed } from "./derive.ts";
import { type Call, callsIn, steps, trimmed } from "./trim.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** Where the trimmed recordings stand in the project. */
export const recordings = join(root, "test", "recordings", "providers");

/** The recordings in a folder, by step. */
export const read = (folder: string): Map<string, Call[]> =>
  new Map(steps.map((step) => [step, callsIn(readFileSync(join(folder, `${step}.jsonl`), "utf8"))]));

/** The files that are made of the recordings in the folder, by their path in the project. */
export function files(folder: string): Map<string, string> {
  const whole = read(folder);
  const cut = trimmed(whole);
  const lines = (calls: readonly Call[]): string => calls.map((call) => `${JSON.stringify(call)}\n`).join("");
  const seen = observed([...(whole.get("preview") ?? []), ...(whole.get("create") ?? [])]);
  return new Map([
    ...steps.map((step) => [`test/recordings/providers/${step}.jsonl`, lines(cut.get(step) ?? [])] as const),
    ["rehearsal/providers/recorded/observed.json", `${inLines(seen)}\n`] as const,
  ]);
}

/** As the formatter writes it: short lists on one line. */
const inLines = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, inside: string) => `[${inside.replace(/,\n\s+/g, ", ")}]`,
  );

export function write(folder: string): void {
  mkdirSync(recordings, { recursive: true });
  for (const [path, text] of files(folder)) writeFileSync(join(root, path), text);
}
