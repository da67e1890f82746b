// Cuts a recording of the vendors' plugins down to what says how they answer, so that it can stand in the project.
import { isList, isObject, type Value, type Values } from "../providers/value.ts";

/** One call of the engine to a plugin, and what the plugin answered. */
export interface Call {
  readonly step: string;
  readonly method: string;
  readonly type: string;
  readonly request: Values;
  readonly response: Values;
  readonly error?: readonly string[];
}

/** The recorded steps: a first preview, a first update, one with nothing to do, a refresh, edits, imports, refusals. */
export const steps = ["preview", "create", "unchanged", "refresh", "edit", "import", "refused"] as const;

/** What nobody answers for: the bridge's own bookkeeping, and what only the recording engine needed. */
const bookkeeping: ReadonlySet<string> = new Set([
  "__pulumi_raw_state_delta",
  "__meta",
  "resourceStatusAddress",
  "resourceStatusToken",
  "randomSeed",
]);

/** The calls in a file of recordings, one on each line. */
export const callsIn = (text: string): Call[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Call);

/** The same calls without the bookkeeping; what answers without content answers an empty object. */
export const trimmed = (calls: readonly Call[]): Call[] =>
  calls.map((call) => ({
    ...call,
    request: withoutBookkeeping(call.request) as Values,
    response: withoutBookkeeping(call.response ?? {}) as Values,
  }));

function withoutBookkeeping(value: Value): Value {
  if (isList(value)) return value.map(withoutBookkeeping);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !bookkeeping.has(name))
      .map(([name, one]) => [name, withoutBookkeeping(one)]),
  );
}
