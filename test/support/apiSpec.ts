// The descriptions of their APIs that services publish, as judges of requests and answers.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: { type?: string };
}

type Contents = Record<string, { schema: object }>;

interface Described {
  content?: Contents;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Contents };
  responses: Record<string, Described | { $ref: string }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** A request and its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  /** With the query. */
  path: string;
  body?: string;
  /** Without it only the request is judged. */
  answer?: { status: number; body: string };
}

/** How a description is read, where a service says more than it. */
interface Reading {
  /** Whether answers may have fields that are not described. Default: no. */
  readonly moreInAnswers?: boolean;
  /** Whether the bodies of refusals are judged too: not every service describes them as they are. Default: no. */
  readonly refusals?: boolean;
}

const form = "application/x-www-form-urlencoded";

/** The description of one service's API. It is read when it is asked for the first time. */
export class ApiSpec {
  readonly #file: string;
  readonly #reading: Reading;
  #document: Document | undefined;
  readonly #ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, coerceTypes: false }));

  /** @param name of the file among the published descriptions, JSON or YAML; what stands in the project goes first */
  constructor(name: string, reading: Reading = {}) {
    const folders = ["../recordings", "../../../shared/api-specs"];
    const files = folders.map((folder) => resolve(import.meta.dirname, folder, name));
    this.#file = files.find((file) => existsSync(file)) ?? name;
    this.#reading = reading;
  }

  get isHere(): boolean {
    return existsSync(this.#file);
  }

  /** What in the exchange is not as the service describes it; empty where all of it is. */
  problems({ method, path, body, answer }: Exchange): string[] {
    const url = new URL(path, "http://127.0.0.1");
    const found = operationFor(this.#read(), method, url.pathname);
    if (found === undefined) return [`${method} ${url.pathname}: the service describes no such request`];
    const { operation, values } = found;
    const problems = [
      ...this.#parameterProblems(operation, values, url.searchParams),
      ...this.#contentProblems(
        "request",
        operation.requestBody?.content,
        body,
        operation.requestBody?.required,
      ),
    ];
    if (answer === undefined) return problems;
    const described = operation.responses[String(answer.status)];
    if (described === undefined) return [...problems, `answer: ${answer.status} is not described`];
    // Of a refusal the service describes that there is one, and not always its body.
    if ((answer.status >= 400 && !this.#reading.refusals) || "$ref" in described) return problems;
    return [...problems, ...this.#contentProblems("answer", described.content, answer.body, false)];
  }

  #read(): Document {
    if (this.#document !== undefined) return this.#document;
    const text = readFileSync(this.#file, "utf8");
    const document: Document = this.#file.endsWith(".json") ? JSON.parse(text) : parse(text);
    for (const id of ["closed", "open"])
      this.#ajv.addSchema({ $id: id, components: readable(document.components, id === "closed") });
    this.#document = document;
    return document;
  }

  #parameterProblems(
    { parameters = [] }: Operation,
    inPath: ReadonlyMap<string, string>,
    query: URLSearchParams,
  ): string[] {
    const known = new Set(parameters.filter((one) => one.in === "query").map(({ name }) => name));
    const unknown = [...new Set(query.keys())].filter((name) => !known.has(name));
    return [
      ...unknown.map((name) => `query ${name}: is not described`),
      ...parameters.flatMap(({ name, in: place, required, schema }) => {
        if (place === "header") return [];
        const texts = place === "query" ? query.getAll(name) : [inPath.get(name) ?? ""];
        if (texts.length === 0) return required ? [`query ${name}: is missing`] : [];
        return this.#schemaProblems(`${place} ${name}`, schema, valueOfText(schema.type, texts));
      }),
    ];
  }

  #contentProblems(
    what: string,
    content: Contents | undefined,
    body: string | undefined,
    required = false,
  ): string[] {
    const schema = content?.["application/json"]?.schema;
    const fields = content?.[form]?.schema as FormSchema | undefined;
    if (body === undefined || body === "") {
      return required || (what === "answer" && schema !== undefined) ? [`${what}: has no body`] : [];
    }
    if (fields !== undefined) return this.#schemaProblems(what, fields, valuesOfForm(fields, body));
    if (schema === undefined) return [`${what}: has a body, and none is described`];
    return this.#schemaProblems(what, schema, JSON.parse(body));
  }

  #schemaProblems(what: string, schema: object, value: unknown): string[] {
    const isClosed = what !== "answer" || !this.#reading.moreInAnswers;
    const validate = this.#ajv.compile(readable(schema, isClosed) as object);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, keyword, params }) => `${what}${instancePath}: ${keyword} ${JSON.stringify(params)}`,
    );
  }
}

/** A schema whose objects, where it is to be closed, allow no field but those described: one misspelt would pass else. */
function readable(schema: unknown, isClosed: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => readable(one, isClosed));
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === "$ref" ? String(value).replace(/^#/, isClosed ? "closed#" : "open#") : readable(value, isClosed),
  ]);
  const copy = Object.fromEntries(entries);
  if (copy.nullable === true && !("type" in copy)) {
    // The validator knows the word beside a type alone.
    const { nullable: _, ...rest } = copy;
    return { anyOf: [rest, { type: "null" }] };
  }
  if (copy.nullable === true && Array.isArray(copy.enum)) copy.enum = [...new Set([...copy.enum, null])];
  const plain = "properties" in copy && copy.type === "object" && !("allOf" in copy || "oneOf" in copy);
  return isClosed && plain && !("additionalProperties" in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

interface FormSchema {
  readonly properties: Readonly<Record<string, { readonly type?: string }>>;
}

function valuesOfForm({ properties }: FormSchema, body: string): object {
  const fields = [...new URLSearchParams(body)];
  return Object.fromEntries(
    fields.map(([name, text]) => [name, valueOfText(properties[name]?.type, [text])]),
  );
}

/** The operation of a method and a path; a template with the path's own words goes before one with a parameter. */
function operationFor({ paths }: Document, method: string, path: string) {
  const segments = path.split("/");
  const fitting = Object.entries(paths).flatMap(([template, operations]) => {
    const parts = template.split("/");
    const operation = operations[method.toLowerCase()];
    if (parts.length !== segments.length || operation === undefined) return [];
    if (!parts.every((part, index) => part.startsWith("{") || part === segments[index])) return [];
    const values = parts.flatMap((part, index): [string, string][] =>
      part.startsWith("{") ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? "")]] : [],
    );
    return [{ operation, values: new Map(values) }];
  });
  return fitting.sort((a, b) => a.values.size - b.values.size)[0];
}

function valueOfText(type: string | undefined, texts: readonly string[]): unknown {
  const [text] = texts;
  if (type === "array") return texts;
  if (type === "integer" || type === "number") return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
