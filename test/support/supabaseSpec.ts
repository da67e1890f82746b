// The description of the Supabase Management API that the service publishes, as a judge of requests and answers.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: { type?: string };
}

type Contents = Record<string, { schema: object }>;

interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Contents };
  responses: Record<string, { content?: Contents }>;
}

interface Spec {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

const file = resolve(
  import.meta.dirname,
  "../../../shared/api-specs/supabase-management-api-v1.openapi.json",
);
export const haveSpec = existsSync(file);

/** A request and its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  /** With the query. */
  path: string;
  body?: string;
  /** Without it only the request is judged. */
  answer?: { status: number; body: string };
}

let loaded: { paths: Spec["paths"]; ajv: Ajv } | undefined;

function spec(): { paths: Spec["paths"]; ajv: Ajv } {
  if (loaded !== undefined) return loaded;
  const document: Spec = JSON.parse(readFileSync(file, "utf8"));
  const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, coerceTypes: false }));
  ajv.addSchema({ $id: "spec", components: closed(document.components) });
  loaded = { paths: document.paths, ajv };
  return loaded;
}

/** Objects that allow no field but those described: one that is misspelt would pass otherwise. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === "$ref" ? String(value).replace(/^#/, "spec#") : closed(value),
  ]);
  const copy = Object.fromEntries(entries);
  const plain = "properties" in copy && copy.type === "object" && !("allOf" in copy || "oneOf" in copy);
  return plain && !("additionalProperties" in copy) ? { ...copy, additionalProperties: false } : copy;
}

/** What in the exchange is not as the service describes it; empty where all of it is. */
export function specProblems({ method, path, body, answer }: Exchange): string[] {
  const url = new URL(path, "http://127.0.0.1");
  const found = operationFor(method, url.pathname);
  if (found === undefined) return [`${method} ${url.pathname}: the service describes no such request`];
  const { operation, values } = found;
  const problems = [
    ...parameterProblems(operation, values, url.searchParams),
    ...contentProblems("request", operation.requestBody?.content, body, operation.requestBody?.required),
  ];
  if (answer === undefined) return problems;
  const described = operation.responses[String(answer.status)];
  if (described === undefined) return [...problems, `answer: ${answer.status} is not described`];
  // Of a refusal the service describes that there is one, and not its body.
  if (answer.status >= 400) return problems;
  return [...problems, ...contentProblems("answer", described.content, answer.body, false)];
}

function operationFor(method: string, path: string) {
  const segments = path.split("/");
  for (const [template, operations] of Object.entries(spec().paths)) {
    const parts = template.split("/");
    const operation = operations[method.toLowerCase()];
    if (parts.length !== segments.length || operation === undefined) continue;
    if (!parts.every((part, index) => part.startsWith("{") || part === segments[index])) continue;
    const values = parts.flatMap((part, index): [string, string][] =>
      part.startsWith("{") ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? "")]] : [],
    );
    return { operation, values: new Map(values) };
  }
  return undefined;
}

function parameterProblems(
  { parameters = [] }: Operation,
  inPath: ReadonlyMap<string, string>,
  query: URLSearchParams,
): string[] {
  const known = new Set(parameters.filter((one) => one.in === "query").map(({ name }) => name));
  const unknown = [...new Set(query.keys())].filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `query ${name}: is not described`),
    ...parameters.flatMap(({ name, in: place, required, schema }) => {
      const texts = place === "query" ? query.getAll(name) : [inPath.get(name) ?? ""];
      if (texts.length === 0) return required ? [`query ${name}: is missing`] : [];
      const value = schema.type === "array" ? texts : schema.type === "integer" ? Number(texts[0]) : texts[0];
      return schemaProblems(`${place} ${name}`, schema, value);
    }),
  ];
}

function contentProblems(
  what: string,
  content: Contents | undefined,
  body: string | undefined,
  required = false,
): string[] {
  const schema = content?.["application/json"]?.schema;
  if (body === undefined || body === "") {
    return required || (what === "answer" && schema !== undefined) ? [`${what}: has no body`] : [];
  }
  if (schema === undefined) return [`${what}: has a body, and none is described`];
  return schemaProblems(what, schema, JSON.parse(body));
}

function schemaProblems(what: string, schema: object, value: unknown): string[] {
  const validate = spec().ajv.compile(closed(schema) as object);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, keyword, params }) => `${what}${instancePath}: ${keyword} ${JSON.stringify(params)}`,
  );
}
