// What the stand-ins are held to, as files of this project: recordings of the vendors' plugins, trimmed, and what is read off them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { observed } from "./derive.ts";
import { formatted } from "./formatted.ts";
import { type Call, callsIn, steps, trimmed } from "./trim.ts";

const project = resolve(import.meta.dirname, "../..");

/** Where the recordings were made, beside the project; they need not be there. */
const source = resolve(project, "../shared/provider-recordings");

const observedFile = "rehearsal/providers/generated/observed.json";

/** Where they stand in the project: compressed, as nobody reads them line by line. */
export const recordings = join(project, "test/recordings/providers");

/** The calls of one step. */
export const recorded = (step: (typeof steps)[number]): Call[] =>
  callsIn(gunzipSync(readFileSync(join(recordings, `${step}.jsonl.gz`))).toString("utf8"));

/** Every file by its path in the project, with its content before it is compressed. */
export function recordedFiles(): Readonly<Record<string, string>> {
  const files = steps.map((step) => {
    const calls = trimmed(callsIn(readFileSync(join(source, `${step}.jsonl`), "utf8")));
    return [step, calls] as const;
  });
  const seen = observed(files.flatMap(([step, calls]) => (/preview|create/.test(step) ? calls : [])));
  return Object.fromEntries([
    ...files.map(([step, calls]) => [
      `test/recordings/providers/${step}.jsonl.gz`,
      calls.map((call) => `${JSON.stringify(call)}\n`).join(""),
    ]),
    ["test/recordings/providers/stack.yaml", readFileSync(join(source, "stack.yaml"), "utf8")],
    [observedFile, formatted(JSON.stringify(seen), observedFile)],
  ]);
}
