// The part of GitHub's, Slack's and SendGrid's descriptions that is about the routes in use, in one form: OpenAPI 3.

/** What is read of a description; a part of it may be a `$ref` to another. */
interface Described {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, Content>>;
  /** Slack's. */
  readonly schema?: object;
  /** Slack's, by the type. */
  readonly examples?: Readonly<Record<string, unknown>>;
}
interface Content {
  readonly schema: object;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}
interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  /** Slack's. */
  readonly type?: string;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Described;
  readonly responses: Readonly<Record<string, Described>>;
}
interface Description {
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  };
  /** Slack's. */
  readonly definitions?: Readonly<Record<string, object>>;
}

/** Where GitHub's examples stand: what the stand-in does not know of a thing is as in these. */
export const examplesFile = "rehearsal/services/githubExamples.jsonl";

const githubRoutes = [
  "",
  "/commits",
  "/commits/{commit_sha}/pulls",
  "/commits/{ref}",
  "/commits/{ref}/check-runs",
  "/commits/{ref}/status",
  "/compare/{basehead}",
  "/contents/{path}",
  "/pulls/{pull_number}/commits",
  "/pulls/{pull_number}/reviews",
  "/releases/tags/{tag}",
].map((path) => `/repos/{owner}/{repo}${path}`);

/** Each by the path that it has in the project. */
export function described(read: (name: string) => Description): Record<string, string> {
  const github = read("github-routes.json");
  const [slackAsItIs, sendgrid] = [read("slack-web-routes.json"), read("sendgrid-mail-v3.json")];
  const slack = openApi3(slackAsItIs);
  const slackRoutes = ["/auth.test", "/chat.postMessage", "/conversations.replies"];
  const cuts = {
    github: cutOf(github, githubRoutes, ["get"]),
    slack: cutOf(slack, slackRoutes, ["get", "post"]),
    sendgrid: cutOf(sendgrid, ["/v3/mail/send"], ["post"]),
    examples: {
      slack: Object.fromEntries(slackRoutes.map((route) => [route, slackExamples(slackAsItIs, route)])),
      sendgrid: sendgridExamples(sendgrid),
    },
  };
  const files = Object.entries(cuts).map(([name, cut]) => [
    `test/recordings/${name}.json`,
    `${JSON.stringify(cut)}\n`,
  ]);
  return { ...Object.fromEntries(files), [examplesFile]: examplesOf(github) };
}

/** The routes with what they refer to, without words for people; parameters, bodies and answers in their places. */
function cutOf(spec: Description, routes: readonly string[], methods: readonly string[]): object {
  const paths = Object.fromEntries(
    routes.map((route) => {
      const used = Object.entries(spec.paths[route] ?? {}).filter(([method]) => methods.includes(method));
      return [route, Object.fromEntries(used.map(([method, one]) => [method, operationIn(spec, one)]))];
    }),
  );
  const schemas: Record<string, object> = {};
  const follow = (node: object): void => {
    for (const ref of refsIn(node)) {
      const name = ref.split("/").at(-1) ?? "";
      if (name in schemas) continue;
      const schema = withoutWords(at<object>(spec, ref));
      schemas[name] = schema;
      follow(schema);
    }
  };
  follow(paths);
  return { openapi: "3.0.3", info: spec.info, paths, components: { schemas } };
}

function at<T>(spec: Description, ref: string): T {
  const keys = ref.slice(2).split("/");
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], spec) as T;
}

function operationIn(spec: Description, { parameters = [], requestBody, responses }: Operation): object {
  const inPlace = <T extends { readonly $ref?: string }>(node: T): T =>
    node.$ref === undefined ? node : at<T>(spec, node.$ref);
  const contentOf = (described: Described): Described => {
    const used = Object.entries(inPlace(described).content ?? {}).filter(([type]) =>
      /json$|urlencoded$/.test(type),
    );
    if (used.length === 0) return {};
    return { content: Object.fromEntries(used.map(([type, { schema }]) => [type, { schema }])) };
  };
  const body = requestBody && { required: inPlace(requestBody).required ?? false, ...contentOf(requestBody) };
  const answers = Object.entries(responses).map(([status, one]) => [status, contentOf(one)]);
  return withoutWords({
    parameters: parameters.map(inPlace),
    ...(body && { requestBody: body }),
    responses: Object.fromEntries(answers),
  });
}

function refsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [value] : refsIn(value)));
}

/** A field of that name is a schema; the words about one are text. */
function withoutWords<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutWords) as T;
  if (typeof node !== "object" || node === null) return node;
  const words = ["description", "title", "example", "examples"];
  const isWord = (key: string, value: unknown) =>
    words.includes(key) &&
    !(typeof value === "object" && value !== null && ("type" in value || "$ref" in value));
  const kept = Object.entries(node).filter(([key, value]) => !isWord(key, value) && !key.startsWith("x-"));
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, withoutWords(value)]));
  // What an object must have is a field of it, though the copy that we have has lost some named `summary`.
  const { properties, required } = copy as { properties?: object; required?: unknown };
  if (properties === undefined || !Array.isArray(required)) return copy as T;
  return {
    ...copy,
    properties: { ...Object.fromEntries(required.map((name) => [name, {}])), ...properties },
  } as T;
}

/** Slack's is in the form before: fields of a form are parameters there, and a refusal is what comes by default. */
function openApi3({ info, paths, definitions = {} }: Description): Description {
  const moved = <T>(node: T): T =>
    JSON.parse(JSON.stringify(node).replaceAll("#/definitions/", "#/components/schemas/"));
  const operations = Object.entries(moved(paths)).map(([path, methods]) => {
    const entries = Object.entries(methods).map(([method, one]) => [method, operation3(one)]);
    return [path, Object.fromEntries(entries)];
  });
  return {
    info,
    paths: Object.fromEntries(operations),
    components: { schemas: anyOfEach(moved(definitions)) },
  };
}

function operation3({ parameters = [], responses }: Operation): Operation {
  const inForm = parameters.filter((one) => one.in === "formData");
  const others = parameters.filter((one) => one.in !== "formData");
  const properties = Object.fromEntries(inForm.map(({ name, type }) => [name, { type }]));
  const required = inForm.filter((one) => one.required).map(({ name }) => name);
  const schema = { type: "object", properties, additionalProperties: false, required };
  // Slack refuses with 200.
  const answers = [responses["200"], responses["default"]].map((one) => anyOfEach(one?.schema));
  return {
    parameters: others.map(({ type, ...one }) => ({ ...one, schema: { type } })),
    ...(inForm.length > 0 && {
      requestBody: { required: true, content: { "application/x-www-form-urlencoded": { schema } } },
    }),
    responses: { 200: { content: { "application/json": { schema: { anyOf: answers } } } } },
  };
}

/** Where Slack lists what a thing may be, it says `items`, which of an object means nothing. */
function anyOfEach<T>(node: T): T {
  if (Array.isArray(node)) return node.map(anyOfEach) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key === "items" && Array.isArray(value) ? "anyOf" : key,
    anyOfEach(value),
  ]);
  return Object.fromEntries(entries) as T;
}

/** What the route answers, and how it refuses. */
function slackExamples({ paths }: Description, route: string): object {
  const [operation] = Object.values(paths[route] ?? {});
  const example = (status: string) => operation?.responses[status]?.examples?.["application/json"];
  return { answer: example("200"), refusal: example("default") };
}

/** How the sending of a mail is refused, by the status. */
function sendgridExamples(spec: Description): object {
  const responses = spec.paths["/v3/mail/send"]?.["post"]?.responses ?? {};
  const entries = Object.entries(responses).flatMap(([status, { $ref }]) => {
    if ($ref === undefined) return [];
    const { content = {} } = at<Described>(spec, $ref);
    return Object.values(content["application/json"]?.examples ?? {}).map(({ value }) => [status, value]);
  });
  return Object.fromEntries(entries);
}

const examples = {
  repository: "full-repository-default-response",
  commit: "commit",
  comparison: "commit-comparison",
  checkRuns: "check-run-paginated",
  status: "combined-commit-status",
  pullRequests: "pull-request-simple-items",
  reviews: "pull-request-review-items",
  release: "release",
  file: "content-file-response-if-content-is-a-file",
};

/**
 * Without what a thing need not have, and is long, or what the description does not know of it. The copy of it that we have
 * has lost every `description` and `summary`: there is none. One example lacks a repository's language.
 */
function examplesOf({ components }: Description): string {
  const left = ["parent", "source", "template_repository", "network_count", "subscribers_count"];
  const wordless = (one: Readonly<Record<string, unknown>>) => ({
    ...one,
    ...(["full_name", "external_url", "context"].some((key) => key in one) && { description: null }),
    ...("annotations_count" in one && { summary: null }),
    ...("full_name" in one && !("language" in one) && { language: null }),
  });
  const lines = Object.entries(examples).map(([name, example]) => {
    const isWhole = name === "repository";
    const value = JSON.stringify(components.examples?.[example]?.value, (key, one) => {
      if (key === "milestone") return null;
      if (key === "labels" || key === "requested_teams") return [];
      if (left.includes(key) && (typeof one === "object" || !isWhole)) return undefined;
      return typeof one === "object" && one !== null && !Array.isArray(one) ? wordless(one) : one;
    });
    return `{"name":${JSON.stringify(name)},"value":${value}}`;
  });
  return `${lines.join("\n")}\n`;
}
