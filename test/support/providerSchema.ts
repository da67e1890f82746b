// The packages' own schemas as JSON Schemas of their resources' inputs.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

interface Shape {
  type?: string;
  $ref?: string;
  items?: Shape;
  additionalProperties?: Shape;
  oneOf?: Shape[];
  enum?: { value: unknown }[];
  properties?: Record<string, Shape>;
  required?: string[];
}

interface Package {
  resources: Record<string, { inputProperties?: Record<string, Shape>; requiredInputs?: string[] }>;
  types?: Record<string, Shape>;
}

export const schemaFolder = resolve(import.meta.dirname, "../../../shared/provider-schemas");
export const haveSchemas = existsSync(schemaFolder);

const versions: Readonly<Record<string, string>> = {
  datadog: "5.11.0",
  vercel: "5.4.1",
  sentry: "0.0.9",
  command: "1.2.1",
};

const read = new Map<string, Package>();
const compiled = new Map<string, ValidateFunction>();

function packageOf(token: string): Package {
  const [name = ""] = token.split(":");
  const found: Package =
    read.get(name) ??
    JSON.parse(readFileSync(resolve(schemaFolder, `${name}-${versions[name]}.json`), "utf8"));
  read.set(name, found);
  return found;
}

/** Where the inputs do not fit the package's schema of the resource, and why. */
export function contractProblems(token: string, inputs: object): string[] {
  const from = packageOf(token);
  const resource = from.resources[token];
  if (resource === undefined) return [`the package has no ${token}`];
  const schema = objectSchema(resource.inputProperties ?? {}, resource.requiredInputs ?? [], from);
  const validate = compiled.get(token) ?? new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  compiled.set(token, validate);
  if (validate(inputs)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`,
  );
}

function objectSchema(properties: Record<string, Shape>, required: readonly string[], from: Package): object {
  // The files have lost every property of this name; that a resource has it, the SDK's declarations say to the tables.
  const all = { description: { type: "string" }, ...properties };
  const shapes = Object.entries(all).map(([name, shape]) => [name, jsonSchema(shape, from)]);
  return { type: "object", properties: Object.fromEntries(shapes), required, additionalProperties: false };
}

function jsonSchema(shape: Shape, from: Package): unknown {
  if (shape.$ref !== undefined) {
    if (!shape.$ref.startsWith("#/types/")) return true;
    const type = from.types?.[decodeURIComponent(shape.$ref.slice("#/types/".length))];
    if (type === undefined) throw new Error(`the schema has no ${shape.$ref}`);
    return jsonSchema(type, from);
  }
  if (shape.oneOf !== undefined) return { anyOf: shape.oneOf.map((one) => jsonSchema(one, from)) };
  if (shape.enum !== undefined) return { enum: shape.enum.map(({ value }) => value) };
  if (shape.type === "array") return { type: "array", items: jsonSchema(shape.items ?? {}, from) };
  if (shape.properties !== undefined) return objectSchema(shape.properties, shape.required ?? [], from);
  if (shape.type === "object")
    return { type: "object", additionalProperties: jsonSchema(shape.additionalProperties ?? {}, from) };
  return shape.type === undefined ? true : { type: shape.type };
}
