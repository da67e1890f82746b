// What the modules share that do as the vendors' plugins do: marks of secrets, sets in order, what counts as empty.
import type { Shape, Shapes } from "./shape.ts";
import type { Resource } from "./table.ts";
import type { Traits } from "./traits.ts";
import { asSecret, isList, isObject, isSecret, UNKNOWN, type Value, type Values } from "./value.ts";

/** The value that a word of the table stands for; undefined for "absent". */
export function valueFor(word: string): Value | undefined {
  if (word === "absent") return undefined;
  return word === "unknown" || word === "service" ? UNKNOWN : (JSON.parse(word) as Value);
}

export const isEmpty = (value: Value): boolean =>
  value === null ||
  value === "" ||
  value === 0 ||
  value === false ||
  (isList(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

export const plainKeepingNulls = (value: Value): Value => (isSecret(value) ? value.value : value);

export const below = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** The value with every set in it sorted, as it comes back. */
export function sortedSets(traits: Traits, value: Value, path: string): Value {
  if (isSecret(value)) return sortedSets(traits, value.value, path);
  if (isList(value)) {
    const items = value.map((one) => sortedSets(traits, one, `${path}[]`));
    return traits.isSet(path) ? [...items].sort() : items;
  }
  if (!isObject(value)) return traits.normalized(path, value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== null && !name.startsWith("__"))
      .map(([name, one]) => [name, sortedSets(traits, one, path === "" ? name : `${path}.${name}`)]),
  );
}

/** The values with a secret mark wherever the tables have one. */
export function marked(shapes: Shapes, values: Values, resource?: Resource): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const shape = shapes[name] ?? resource?.outputs[name]?.shape;
      return [name, shape ? sealed(shape, value) : value];
    }),
  );
}

function sealed(shape: Shape, value: Value): Value {
  if (value === null || isSecret(value)) return value;
  if (shape.secret) return asSecret(value);
  if (shape.kind === "list" && isList(value)) return value.map((one) => sealed(shape.of, one));
  if (shape.kind === "map" && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sealed(shape.of, one)]));
  return shape.kind === "object" && isObject(value) ? marked(shape.properties, value) : value;
}
