// The order of the test files: the longest first, so that no core is left alone with one at the end.
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Times = Record<string, number>;

/** Where a clone keeps how long each file took, in milliseconds. */
const kept = join(".state", "test-times.json");

/** What a test calls that runs the engine, or starts programs. */
const starts = /requireEngine|openRehearsal|openAccounts|describeGate|describeFreePages|ended\(/;

/** Files whose time is not known come by what can be seen: the second tier, then those that start programs, then by size. */
export function longestFirst(root: string, files: readonly string[]): string[] {
  const times = timesIn(root);
  const guess = (file: string) => {
    const path = join(root, file);
    const tier = file.endsWith(".rest.test.ts") ? 120_000 : 0;
    return tier + statSync(path).size + (starts.test(readFileSync(path, "utf8")) ? 60_000 : 0);
  };
  const cost = new Map(files.map((file) => [file, times[file] ?? guess(file)]));
  return files.toSorted((a, b) => (cost.get(b) ?? 0) - (cost.get(a) ?? 0));
}

export function keepTimes(root: string, times: Readonly<Times>): void {
  const file = join(root, kept);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...timesIn(root), ...times }, undefined, 2)}\n`);
}

/** They are of use, not needed: without them, or where they cannot be read, files are guessed. */
function timesIn(root: string): Times {
  try {
    return JSON.parse(readFileSync(join(root, kept), "utf8"));
  } catch {
    return {};
  }
}
