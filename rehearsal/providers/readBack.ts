// What Read of the vendors' plugins answers: of a thing that the engine knows, and of one that is imported.
import { isDeepStrictEqual } from "node:util";
import { below, isEmpty, marked, plainKeepingNulls } from "./fields.ts";
import type { Shape, Shapes } from "./shape.ts";
import type { Resource } from "./table.ts";
import { type Traits, traitsOf } from "./traits.ts";
import { asSecret, isList, isObject, isSecret, type Value, type Values } from "./value.ts";

/** What Read answers of a thing that the engine knows: the inputs as the service has them. */
export function refreshedInputs(token: string, resource: Resource, inputs: Values): Values {
  const traits = traitsOf(token);
  const known = readBack(traits, inputs, "") as Values;
  return marked(resource.inputs, known);
}

function readBack(traits: Traits, value: Value, path: string): Value {
  if (isSecret(value)) return asSecret(readBack(traits, value.value, path));
  if (isList(value)) {
    const items = value.map((one) => readBack(traits, one, `${path}[]`));
    return traits.isSet(path) && !traits.keepsOrder(path) ? [...items].sort() : items;
  }
  if (!isObject(value)) return value;
  const nulled = Object.keys(value).filter((name) => traits.suppressed(below(path, name), value));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      if (name === "__defaults" && isList(one)) {
        const left = one.filter((other) => !nulled.includes(String(other)));
        return left.length === 0 ? [] : [[name, left]];
      }
      return [[name, nulled.includes(name) ? null : readBack(traits, one, below(path, name))]];
    }),
  );
}

/**
 * What Read answers as outputs: some fields come back empty where Create had left them null.
 * @param isImport whether the engine knows nothing but the id
 */
export function refreshedOutputs(token: string, outputs: Values, isImport = false): Values {
  const traits = traitsOf(token);
  const given = isImport ? { ...outputs, ...traits.atImport } : outputs;
  const walk = (value: Value, path: string): Value => {
    if (isSecret(value)) return asSecret(walk(value.value, path));
    if (isList(value)) return value.map((one) => walk(one, `${path}[]`));
    if (value === null) return traits.readsBack(path) ?? null;
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, walk(one, below(path, name))]),
    );
  };
  return walk(given, "") as Values;
}

/**
 * What Read makes of outputs where the engine knows nothing but an id: those inputs that are neither empty nor what
 * the plugin would fill in anyway.
 */
export function importedInputs(token: string, resource: Resource, outputs: Values): Values {
  const traits = traitsOf(token);
  const extract = (shapes: Shapes, values: Values, path: string): Values => {
    const kept = Object.keys(shapes).flatMap((name) => {
      const own = below(path, name);
      if (!(name in values) || traits.lostAtImport(own)) return [];
      const value = plainKeepingNulls(values[name] ?? null);
      const standard = traits.family === "sdk" ? traits.standardOf(own) : undefined;
      const isStandard = standard === undefined ? isEmpty(value) : isDeepStrictEqual(value, standard);
      if (isStandard && shapes[name]?.required !== true) return [];
      return [[name, inside(shapes[name], value, own)] as const];
    });
    return { ...Object.fromEntries(kept), ...(traits.family === "sdk" && { __defaults: [] }) };
  };
  const inside = (shape: Shape | undefined, value: Value, path: string): Value => {
    if (shape?.kind === "list" && isList(value))
      return value.map((one) => inside(shape.of, plainKeepingNulls(one), `${path}[]`));
    return shape?.kind === "object" && isObject(value) ? extract(shape.properties, value, path) : value;
  };
  return marked(resource.inputs, extract(resource.inputs, outputs, ""));
}
