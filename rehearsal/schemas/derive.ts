// Reads off the recordings what a plugin makes of inputs, field by field: its family, defaults, sets, and what is unset.
import { isDeepStrictEqual } from "node:util";
import type { Observed, Unset } from "../providers/traits.ts";
import { isList, isObject, isSecret, isUnknown, type Value, type Values } from "../providers/value.ts";
import type { Call } from "./trim.ts";

type Table = Map<string, Set<string>>;

interface Seen {
  readonly defaults: Table;
  readonly withoutDefault: Set<string>;
  readonly sets: Set<string>;
  readonly preview: Table;
  readonly made: Table;
  hasDefaults: boolean;
}

/** What the calls show of each type. Only Check and Create count: the others are what this is tested on. */
export function observed(calls: readonly Call[]): { [token: string]: Observed } {
  const all = new Map<string, Seen>();
  for (const { method, type, request, response, error } of calls) {
    if (error !== undefined || /^(pulumi|sentry):/.test(type ?? "pulumi:")) continue;
    const seen = all.get(type) ?? fresh();
    all.set(type, seen);
    if (method === "Check") ofCheck(seen, request["news"], response["inputs"] ?? null);
    if (method === "Create") {
      const table = request["preview"] === true ? seen.preview : seen.made;
      ofCreate(seen, table, request["properties"] ?? null, response["properties"] ?? null);
    }
  }
  return Object.fromEntries(
    [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, seen]) => [type, told(type, seen)]),
  );
}

const fresh = (): Seen => ({
  defaults: new Map(),
  withoutDefault: new Set(),
  sets: new Set(),
  preview: new Map(),
  made: new Map(),
  hasDefaults: false,
});

const add = (table: Table, path: string, text: string): void => {
  table.set(path, (table.get(path) ?? new Set()).add(text));
};

const at = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

function ofCheck(seen: Seen, news: Value | undefined, inputs: Value, path = ""): void {
  const given = plainly(news);
  const taken = plainly(inputs);
  if (isList(given) && isList(taken)) {
    for (const [index, one] of taken.entries()) ofCheck(seen, given[index], one, `${path}[]`);
  } else if (isObject(given) && isObject(taken)) {
    if ("__defaults" in taken) seen.hasDefaults = true;
    for (const [name, value] of Object.entries(taken)) {
      if (name === "__defaults") continue;
      const byDefault =
        isList(taken["__defaults"] ?? null) && (taken["__defaults"] as string[]).includes(name);
      if (byDefault) add(seen.defaults, at(path, name), JSON.stringify(value));
      else ofCheck(seen, given[name], value, at(path, name));
    }
  }
}

function ofCreate(seen: Seen, table: Table, inputs: Value, outputs: Value, path = ""): void {
  const given = plainly(inputs);
  const answered = plainly(outputs);
  if (isList(given) && isList(answered)) {
    if (isSortedFrom(given, answered)) seen.sets.add(path);
    else
      for (const [index, one] of answered.entries())
        ofCreate(seen, table, given[index] ?? null, one, `${path}[]`);
  } else if (isObject(given) && isObject(answered)) {
    for (const name of new Set([...Object.keys(given), ...Object.keys(answered)])) {
      if (name.startsWith("__")) continue;
      if ((given[name] ?? null) === null) add(table, at(path, name), inAWord(answered, name));
      else ofCreate(seen, table, given[name] ?? null, answered[name] ?? null, at(path, name));
    }
  }
}

/** Without a secret mark; what is null in it stays. */
const plainly = (value: Value | undefined): Value => (isSecret(value) ? value.value : (value ?? null));

function inAWord(values: Values, name: string): string {
  if (!(name in values)) return "absent";
  const value = plainly(values[name]);
  return isUnknown(value) ? "unknown" : JSON.stringify(value);
}

const isSortedFrom = (given: readonly Value[], answered: readonly Value[]): boolean =>
  given.every((one) => typeof one === "string") &&
  !isDeepStrictEqual(given, answered) &&
  isDeepStrictEqual([...given].sort(), answered);

function told(type: string, seen: Seen): Observed {
  const paths = [...new Set([...seen.preview.keys(), ...seen.made.keys()])].sort();
  return {
    family: type.startsWith("command:") ? "native" : seen.hasDefaults ? "sdk" : "framework",
    defaults: Object.fromEntries(
      [...seen.defaults].sort().map(([path, texts]) => [path, [...texts][0] ?? ""]),
    ),
    sets: [...seen.sets].sort(),
    unset: Object.fromEntries(
      paths.map((path) => [path, [one(seen.preview, path), one(seen.made, path, seen.preview)]]),
    ),
  };
}

/** The one value that was seen; several, or one that a preview did not know and that says something, are the service's. */
function one(table: Table, path: string, preview?: Table): Unset {
  const [first = "absent", ...others] = table.get(path) ?? [];
  const wasUnknown = preview?.get(path)?.has("unknown") === true;
  return others.length > 0 || (wasUnknown && saysSomething(first)) ? "service" : first;
}

/** A text or number that is not empty is a value of the recording's own service. */
const saysSomething = (text: string): boolean =>
  !["absent", "null", '""', "0", "false", "true", "[]", "{}"].includes(text);
