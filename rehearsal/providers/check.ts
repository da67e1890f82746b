// Finds every unknown, missing and wrongly typed property of a resource's inputs.
import { closest, distance } from "fastest-levenshtein";
import { inWords, type Shape, type Shapes } from "./shape.ts";
import type { Problem } from "./table.ts";
import { isList, isObject, isSecret, isUnknown, type Value, type Values } from "./value.ts";

/** A name further away than this share of its length is not a slip of the pen. */
const NEAR = 0.5;

/**
 * Every problem in the inputs, in the order of the properties. A value that is not known yet fits any shape;
 * secrets are looked into, but never quoted.
 * @param whose what has these properties, for the message: a resource token or "the datadog provider"
 */
export function problemsIn(shapes: Shapes, inputs: Values, whose: string): Problem[] {
  return propertiesProblems(shapes, inputs, { whose, path: "", hidden: false });
}

interface Place {
  readonly whose: string;
  readonly path: string;
  /** Inside a secret: values must not be quoted. */
  readonly hidden: boolean;
}

function propertiesProblems(shapes: Shapes, values: Values, place: Place): Problem[] {
  const unknown = Object.keys(values)
    .filter((name) => !Object.hasOwn(shapes, name) && !name.startsWith("__"))
    .map((name) => unknownProperty(shapes, name, place));
  const known = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = values[name] ?? null;
    if (value !== null) return valueProblems(shape, value, inside(place, name));
    return shape.required ? [missingProperty(name, shape, place)] : [];
  });
  return [...unknown, ...known];
}

function unknownProperty(shapes: Shapes, name: string, place: Place): Problem {
  const names = Object.keys(shapes);
  const nearest = names.length > 0 ? closest(name, names) : "";
  const near = nearest !== "" && distance(name, nearest) <= Math.max(name.length, nearest.length) * NEAR;
  const mend = near ? `did you mean "${nearest}"?` : `it takes ${names.sort().join(", ")}`;
  return {
    property: inside(place, name).path,
    reason: `found "${name}", which ${owner(place)} does not take; ${mend}`,
  };
}

const missingProperty = (name: string, shape: Shape, place: Place): Problem => ({
  property: inside(place, name).path,
  reason: `found nothing, required ${inWords(shape)}: set "${name}" of ${owner(place)}`,
});

function valueProblems(shape: Shape, value: Value, place: Place): Problem[] {
  if (isSecret(value)) return valueProblems(shape, value.value, { ...place, hidden: true });
  if (isUnknown(value) || shape.kind === "any" || value === null) return [];
  if (shape.kind === "list" && isList(value))
    return value.flatMap((one, at) =>
      valueProblems(shape.of, one, { ...place, path: `${place.path}[${at}]` }),
    );
  if (shape.kind === "map" && isObject(value))
    return Object.entries(value).flatMap(([key, one]) => valueProblems(shape.of, one, inside(place, key)));
  if (shape.kind === "object" && isObject(value)) return propertiesProblems(shape.properties, value, place);
  return fits(shape, value) ? [] : [wrongType(shape, value, place)];
}

function fits(shape: Shape, value: Value): boolean {
  if (shape.kind === "integer") return Number.isInteger(value);
  if (shape.kind === "oneOf") return typeof value === "string" && shape.values.includes(value);
  return typeof value !== "object" && typeof value === shape.kind;
}

function wrongType(shape: Shape, value: Value, place: Place): Problem {
  const quoted = place.hidden || typeof value === "object" ? "" : ` (${JSON.stringify(value)})`;
  const mend = shape.kind === "string" && quoted !== "" ? `: write ${JSON.stringify(String(value))}` : "";
  return {
    property: place.path,
    reason: `found ${kindOf(value)}${quoted}, required ${inWords(shape)}${mend}`,
  };
}

function kindOf(value: Value): string {
  if (isList(value)) return "a list";
  return isObject(value) ? "an object" : `a ${typeof value}`;
}

/** The path of a property in the engine's notation: a name with other signs than letters goes in brackets. */
const inside = (place: Place, name: string): Place => ({ ...place, path: pathTo(place.path, name) });

export function pathTo(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

const owner = (place: Place): string =>
  place.path === "" ? place.whose : `"${place.path}" of ${place.whose}`;
