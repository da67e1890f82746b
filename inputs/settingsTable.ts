// The settings as a table: every key with its type, meaning, default and example, read off the schema.
import { z } from "zod";
import { settingsSchema } from "./settings.ts";

export interface SettingRow {
  /** Below the namespace, as `pulumi config set --path` takes it; `<name>` stands for a name of one's own. */
  readonly path: string;
  readonly type: string;
  /** `always`; `no`; or the path of the optional object that the key is required in, or of the switch that asks for it. */
  readonly required: string;
  readonly default: unknown;
  readonly meaning: string;
  readonly example: string;
}

/** Every key whose value is not itself an object of keys, in the order of the schema. */
export function settingRows(): SettingRow[] {
  return rowsIn(settingsSchema, "", "always");
}

function rowsIn(schema: z.ZodType, path: string, required: string): SettingRow[] {
  const inner = unwrapped(schema);
  const optional = schema.safeParse(undefined).success;
  const within = isSwitchable(schema) ? `${path}.enabled` : optional && !hasDefault(schema) ? path : required;
  if (inner instanceof z.ZodObject) {
    return Object.entries<z.ZodType>(inner.shape).flatMap(([name, child]) =>
      rowsIn(child, path === "" ? name : `${path}.${name}`, within),
    );
  }
  const repeated = repeatedIn(inner);
  if (repeated?.schema instanceof z.ZodObject)
    return rowsIn(repeated.schema, `${path}${repeated.step}`, path);
  const { description = "", example = "" } = metaIn(schema);
  return [
    {
      path: `${path}${repeated?.step ?? ""}`,
      type: typeOf(schema),
      required: optional ? "no" : required,
      default: schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined,
      meaning: description,
      example,
    },
  ];
}

function repeatedIn(schema: z.ZodType): { schema: unknown; step: string } | undefined {
  if (schema instanceof z.ZodArray) return { schema: schema.element, step: "[0]" };
  if (schema instanceof z.ZodRecord) return { schema: schema.valueType, step: ".<name>" };
  return undefined;
}

/** The type of a value in words. */
function typeOf(schema: z.ZodType): string {
  return typeInWords(z.toJSONSchema(schema, { io: "input" }));
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  integer: "whole number",
  number: "number",
};

function typeInWords(json: z.core.JSONSchema._JSONSchema): string {
  if (typeof json === "boolean") return "any";
  if (json.enum !== undefined) return `one of ${json.enum.map((word) => `\`${word}\``).join(", ")}`;
  if (json.type === "array")
    return `list: ${typeInWords(Array.isArray(json.items) ? true : (json.items ?? true))}`;
  if (json.type === "object") return typeInWords(json.additionalProperties ?? true);
  const types: unknown = json.type;
  return (Array.isArray(types) ? types : [types]).map((type) => words[String(type)] ?? "any").join(" or ");
}

/** The names of the top-level keys whose value is an object: `pulumi config set` needs `--path` inside them. */
export const sections: readonly string[] = Object.entries<z.ZodType>(settingsSchema.shape)
  .filter(
    ([, schema]) => unwrapped(schema) instanceof z.ZodObject || unwrapped(schema) instanceof z.ZodRecord,
  )
  .map(([name]) => name);

/** The names that mean something at a path of the config; none where any name does, or where there is no object. */
export function namesAt(path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * What is required at a path, and an example of it; of one of a list what is required of the list, where it says no more.
 * Nothing where the path leads to an object or nowhere.
 */
export function requirementAt(path: readonly PropertyKey[]): { description?: string; example?: string } {
  let schema: z.ZodType | undefined = settingsSchema;
  for (const step of path) schema = schema && childOf(schema, step);
  if (schema === undefined) return {};
  const meta = metaIn(schema);
  const isElement = typeof path.at(-1) === "number" && meta.description === undefined;
  return isElement ? requirementAt(path.slice(0, -1)) : meta;
}

/** The first plain value at a path or below it, for a line that sets one; a name that anybody may choose is `<name>`. */
export function firstLeaf(path: readonly PropertyKey[]): readonly PropertyKey[] {
  const schema = schemaAt(path);
  if (schema instanceof z.ZodArray) return firstLeaf([...path, 0]);
  if (schema instanceof z.ZodRecord) return firstLeaf([...path, "<name>"]);
  const [first] = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return first === undefined ? path : firstLeaf([...path, first]);
}

/** Whether the path leads to one plain value, rather than to an object, a list, or nowhere. */
export function isLeaf(path: readonly PropertyKey[]): boolean {
  const schema = schemaAt(path);
  return !(
    schema === undefined ||
    schema instanceof z.ZodObject ||
    schema instanceof z.ZodRecord ||
    schema instanceof z.ZodArray
  );
}

function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  let schema: z.ZodType | undefined = settingsSchema;
  for (const step of path) schema = schema && childOf(schema, step);
  return schema && unwrapped(schema);
}

function childOf(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  const inner = unwrapped(schema);
  const child: unknown =
    inner instanceof z.ZodObject && Object.hasOwn(inner.shape, step)
      ? inner.shape[String(step)]
      : repeatedIn(inner)?.schema;
  return child instanceof z.ZodType ? child : undefined;
}

function hasDefault(schema: z.ZodType): boolean {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
}

function isSwitchable(schema: z.ZodType): boolean {
  return innermost(schema) instanceof z.ZodDiscriminatedUnion;
}

/** The schema itself, without what makes it optional; of what can be switched off, the keys that it has when on. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = innermost(schema);
  const on: unknown = inner instanceof z.ZodDiscriminatedUnion ? inner.options[0] : inner;
  return on instanceof z.ZodType ? on : inner;
}

function innermost(schema: z.ZodType): z.ZodType {
  const wraps =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  const inner: unknown = wraps ? schema.unwrap() : undefined;
  return inner instanceof z.ZodType ? innermost(inner) : schema;
}

function metaIn(schema: z.ZodType): { description?: string; example?: string } {
  const meta = schema.meta() ?? unwrapped(schema).meta();
  return {
    ...(typeof meta?.["description"] === "string" && { description: meta["description"] }),
    ...(typeof meta?.["example"] === "string" && { example: meta["example"] }),
  };
}
