// What a Diff of the vendors' plugins compares: what a thing has, with what it is to have beside what the service keeps.
import { isDeepStrictEqual } from "node:util";
import { below, isEmpty, sortedSets, valueFor } from "./fields.ts";
import type { Resource } from "./table.ts";
import { type Traits, traitsOf } from "./traits.ts";
import { isList, isObject, type Value, type Values } from "./value.ts";

/**
 * What a difference is looked for in: what the thing has beside what it is to have, without the marks of secrets. What
 * is left out is what the plugin makes of it; what the service fills in stays as it is.
 * @param has outputs, as the engine keeps them
 * @param wanted the inputs that Check gave
 */
export function comparable(token: string, resource: Resource, has: Values, wanted: Values): [Values, Values] {
  const traits = traitsOf(token);
  const known = Object.fromEntries(Object.entries(has).filter(([name]) => name in resource.inputs));
  const before = compared(traits, known, "");
  const isComputed = (path: string): boolean => path in resource.outputs || traits.isComputed(path);
  return [before, withComputed(isComputed, before, compared(traits, wanted, ""), "")];
}

function compared(traits: Traits, values: Values, path: string): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, given]) => {
      const own = below(path, name);
      if (name.startsWith("__") || traits.suppressed(own, values)) return [];
      const value = sortedSets(traits, given, own);
      const inner = comparedInside(traits, value, own);
      return isAsUnset(traits, inner, own) ? [] : [[name, inner]];
    }),
  );
}

function comparedInside(traits: Traits, value: Value, path: string): Value {
  if (isList(value)) return value.map((one) => comparedInside(traits, one, `${path}[]`));
  return isObject(value) ? compared(traits, value, path) : value;
}

/** Whether a value is none, or the one that comes of none. */
function isAsUnset(traits: Traits, value: Value, path: string): boolean {
  if (value === null) return true;
  // The SDK cannot tell an empty text, list or map from none; the plugin framework can.
  if (traits.family === "sdk" && (value === "" || (typeof value === "object" && isEmpty(value)))) return true;
  if (traits.wasSeenUnset(path))
    return isDeepStrictEqual(value, valueFor(traits.unsetOf(path, undefined, false)[1]));
  return traits.family === "sdk" && path.includes(".") && isEmpty(value);
}

/** What is wanted, and of the rest what the service has filled in. */
function withComputed(
  isComputed: (path: string) => boolean,
  before: Values,
  after: Values,
  path: string,
): Values {
  const kept = Object.entries(before).filter(([name]) => !(name in after) && isComputed(below(path, name)));
  const both = (old: Value | undefined, value: Value, own: string): Value => {
    if (isObject(value) && isObject(old)) return withComputed(isComputed, old, value, own);
    return isList(value) && isList(old) ? value.map((one, at) => both(old[at], one, `${own}[]`)) : value;
  };
  const inner = Object.entries(after).map(([name, value]) => [
    name,
    both(before[name], value, below(path, name)),
  ]);
  return Object.fromEntries([...kept, ...inner]);
}
