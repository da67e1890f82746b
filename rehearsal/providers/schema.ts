// Writes a package's schema from its table, for an engine that asks which resources and properties there are.
import type { Shape, Shapes } from "./shape.ts";
import type { Package, Resource } from "./table.ts";
import type { Values } from "./value.ts";

/** The schema of the resources that the stand-in knows. Nested objects are written as maps of any value. */
export const schemaOf = (one: Package): Values => ({
  name: one.name,
  version: one.version,
  config: { variables: properties(one.configuration) },
  provider: { inputProperties: properties(one.configuration) },
  resources: Object.fromEntries(
    Object.entries(one.resources).map(([token, resource]) => [token, resourceSchema(resource)]),
  ),
});

function resourceSchema({ inputs, outputs }: Resource): Values {
  const shapes = Object.fromEntries(Object.entries(outputs).map(([name, { shape }]) => [name, shape]));
  const requiredInputs = Object.keys(inputs).filter((name) => inputs[name]?.required);
  return {
    inputProperties: properties(inputs),
    requiredInputs,
    properties: properties({ ...inputs, ...shapes }),
    required: [...new Set([...requiredInputs, ...Object.keys(outputs)])],
  };
}

const properties = (shapes: Shapes): Values =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, property(shape)]));

const property = (shape: Shape): Values => ({
  ...typeSpec(shape),
  ...(shape.secret && { secret: true }),
  ...(shape.replaces && { willReplaceOnChanges: true }),
});

function typeSpec(shape: Shape): Values {
  switch (shape.kind) {
    case "oneOf":
      return { type: "string" };
    case "list":
      return { type: "array", items: typeSpec(shape.of) };
    case "map":
      return { type: "object", additionalProperties: typeSpec(shape.of) };
    case "object":
      return { type: "object", additionalProperties: typeSpec({ kind: "any" }) };
    case "any":
      return { $ref: "pulumi.json#/Any" };
    default:
      return { type: shape.kind };
  }
}
