// The notation in which the stand-ins' tables say what a property may hold: string, list(string), required(object({…})).

interface Flags {
  readonly required?: true;
  readonly secret?: true;
  /** A change of this property makes a new resource instead of changing the old one. */
  readonly replaces?: true;
  /** Always there in what the provider returns, also where the program leaves it out. */
  readonly computed?: true;
}

/** What one property may hold, with its flags. */
export type Shape = Flags &
  (
    | { readonly kind: "string" | "integer" | "number" | "boolean" | "any" }
    | { readonly kind: "oneOf"; readonly values: readonly string[] }
    | { readonly kind: "list" | "map"; readonly of: Shape }
    | { readonly kind: "object"; readonly properties: Shapes }
  );

export type Shapes = { readonly [name: string]: Shape };

export const string: Shape = { kind: "string" };
export const integer: Shape = { kind: "integer" };
export const number: Shape = { kind: "number" };
export const boolean: Shape = { kind: "boolean" };
export const any: Shape = { kind: "any" };

/** One of the words the provider's schema lists. */
export const oneOf = (...values: string[]): Shape => ({ kind: "oneOf", values });
export const list = (of: Shape): Shape => ({ kind: "list", of });
export const map = (of: Shape): Shape => ({ kind: "map", of });
export const object = (properties: Shapes): Shape => ({ kind: "object", properties });

export const required = (shape: Shape): Shape => ({ ...shape, required: true });
export const secret = (shape: Shape): Shape => ({ ...shape, secret: true });
export const replaces = (shape: Shape): Shape => ({ ...shape, replaces: true });
export const computed = (shape: Shape): Shape => ({ ...shape, computed: true });

/** The shape in words, for "required …" in a message: `a list of strings`. */
export function inWords(shape: Shape): string {
  switch (shape.kind) {
    case "oneOf":
      return `one of ${shape.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "list":
      return `a list of ${plural(shape.of)}`;
    case "map":
      return `a map of ${plural(shape.of)}`;
    case "integer":
      return "a whole number";
    case "object":
      return "an object";
    case "any":
      return "any value";
    default:
      return `a ${shape.kind}`;
  }
}

function plural(shape: Shape): string {
  switch (shape.kind) {
    case "oneOf":
      return `words, each ${inWords(shape)}`;
    case "list":
    case "map":
      return `${shape.kind}s of ${plural(shape.of)}`;
    case "integer":
      return "whole numbers";
    case "any":
      return "values";
    default:
      return `${shape.kind}s`;
  }
}
