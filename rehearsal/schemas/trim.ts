// Cuts a recording of the vendors' plugins down to what the stand-ins are held to, so that it can stand in the project.
import { createHash } from "node:crypto";
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

/** What no stand-in answers for: the bridge's own bookkeeping, and what only the recording engine needed. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "__pulumi_raw_state_delta",
  "__meta",
  "resourceStatusAddress",
  "resourceStatusToken",
  "randomSeed",
  "name",
  "type",
]);

/** Longer texts say nothing more about how a plugin treats them. */
const LONGEST_TEXT = 160;

/** The calls about resources and providers that have a stand-in; Sentry's old plugin has none to be held to. */
export const callsIn = (text: string): Call[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Call)
    .filter(({ type }) => type !== undefined && !/^(sentry|pulumi:providers:sentry)/.test(type));

/**
 * The calls without what no stand-in answers for, with long texts cut the same way wherever they stand, and without
 * the resources whose calls all look like another's.
 */
export function trimmed(files: ReadonlyMap<string, readonly Call[]>): Map<string, Call[]> {
  const short = [...files].map(([name, calls]) => [name, calls.map(shortened)] as const);
  const telling = tellingUrns(short.flatMap(([, calls]) => calls));
  const seen = new Set<string>();
  const isNew = ({ step: _, ...call }: Call): boolean => {
    const text = JSON.stringify(call);
    return !seen.has(text) && seen.add(text) !== undefined;
  };
  return new Map(
    short.map(([name, calls]) => [
      name,
      calls.filter((call) => telling.has(urnOf(call.request)) && isNew(call)),
    ]),
  );
}

const urnOf = (request: Values): string => String(request["urn"] ?? "");

/** As few resources as show every form of call, and every provider's own calls. */
function tellingUrns(calls: readonly Call[]): ReadonlySet<string> {
  const forms = new Map<string, Set<string>>();
  for (const call of calls) {
    const form = [call.method, call.type, call.error !== undefined, ...formOf(call.request)].join();
    forms.set(urnOf(call.request), (forms.get(urnOf(call.request)) ?? new Set()).add(form));
  }
  const telling = new Set<string>();
  const shown = new Set<string>();
  const rest = ([, has]: [string, Set<string>]): number => [...has].filter((form) => !shown.has(form)).length;
  for (const id of importedIds(calls))
    for (const { request, response } of calls) if (response["id"] === id) telling.add(urnOf(request));
  for (;;) {
    const [best] = [...forms].sort((a, b) => rest(b) - rest(a));
    if (best === undefined || rest(best) === 0) return telling;
    telling.add(best[0]);
    for (const form of best[1]) shown.add(form);
  }
}

/** What is imported was made before, under another urn. */
const importedIds = (calls: readonly Call[]): string[] =>
  calls.flatMap(({ method, request }) =>
    method === "Read" && request["properties"] === undefined
      ? [String(request["id"]).split("/").at(-1) ?? ""]
      : [],
  );

/** The names of what is set, at any depth. */
function formOf(value: Value, path = ""): string[] {
  if (isList(value)) return [...new Set(value.flatMap((one) => formOf(one, `${path}[]`)))];
  if (!isObject(value)) return [path];
  return Object.entries(value)
    .flatMap(([name, one]) => formOf(one, `${path}.${name}`))
    .sort();
}

const shortened = (call: Call): Call => ({
  ...call,
  request: withoutRest(call.request, true),
  response: withoutRest(call.response ?? {}, true),
});

function withoutRest(values: Values, top = false): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !LEFT_OUT.has(name) || (!top && (name === "name" || name === "type")))
      .map(([name, value]) => [name, kept(name, value)]),
  );
}

function kept(name: string, value: Value): Value {
  if (name === "urn" || name === "failures") return value;
  return name === "dashboard" ? dashboard(value) : cut(value);
}

function cut(value: Value): Value {
  if (isList(value)) return value.map(cut);
  if (isObject(value)) return withoutRest(value);
  if (typeof value !== "string" || value.length <= LONGEST_TEXT || /last_\d/.test(value)) return value;
  const digest = createHash("sha256").update(value).digest("hex").slice(0, 8);
  return `${value.slice(0, 40).replaceAll("\n", " ")}… ${digest}`;
}

/** A dashboard without its widgets: their digest says whether two are the same. */
function dashboard(value: Value): Value {
  if (typeof value !== "string" || !value.startsWith("{") || value.length <= LONGEST_TEXT) return value;
  const { widgets, ...rest } = JSON.parse(value) as Values;
  const digest = createHash("sha256")
    .update(sortedText(widgets ?? []))
    .digest("hex")
    .slice(0, 8);
  const order = Object.keys(JSON.parse(value) as Values);
  const cutOff: Values = { ...rest, widgets: digest, description: "…" };
  return JSON.stringify(Object.fromEntries(order.map((name) => [name, cutOff[name] ?? null])));
}

const sortedText = (value: Value): string =>
  JSON.stringify(value, (_, one: Value) =>
    isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
