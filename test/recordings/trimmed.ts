// What stands here of the recordings and descriptions in `../shared`: the part that clients and stand-ins are held to.
// `node toolchain/run.mjs test/recordings/write.ts` writes it anew; a test compares.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { described } from "./described.ts";

export const project = resolve(import.meta.dirname, "../..");
export const shared = resolve(project, "../shared");

/** A request and its answer, as Datadog's own test suites have recorded them. */
export interface Recording {
  readonly scenario: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Where what was sent matters. */
  readonly body?: Fields | null;
  readonly status: number;
  readonly response: unknown;
}
export type Fields = Readonly<Record<string, unknown>>;

const families = ["corrections", "dashboards", "downtimes", "events", "logsmetrics", "metrics", "monitors"];
const all = [...families, "oncall", "provider", "slos", "synthetics", "teams", "authentication"];

/** The trimmed files, by their paths in the project. */
export function trimmedFiles(): Record<string, string> {
  const recorded = all.flatMap(recordingsIn);
  const kept: Record<string, Recording[]> = {
    authentication: recordingsIn("authentication"),
    dashboards: recorded.filter(isDashboard).filter(isFirst),
    downtimes: recorded.filter(isDowntime).map(withoutPeople).filter(isFirst),
    errors: recorded.filter(({ status }) => status >= 400).map(withoutBody),
    events: recorded.filter(({ path, status }) => path === "/api/v1/events" && status < 400),
    metrics: recorded.filter(({ path }) => path.startsWith("/api/v1/query?")).map(shortened),
    monitors: recorded.filter(isMonitor).filter(isFirst).map(shortened),
  };
  const recordings = Object.entries(kept).map(([family, those]) => [
    `test/recordings/datadog/${family}.jsonl`,
    lines(those),
  ]);
  const descriptions = described((name) => JSON.parse(readFileSync(join(shared, "api-specs", name), "utf8")));
  return { ...Object.fromEntries(recordings), ...descriptions };
}

function recordingsIn(family: string): Recording[] {
  const text = readFileSync(join(shared, "service-recordings", `datadog-${family}.jsonl`), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const lines = (those: readonly unknown[]) => `${those.map((one) => JSON.stringify(one)).join("\n")}\n`;

/** The widgets of the one dashboard, and a dashboard of every kind, with groups. */
const widgets = ["timeseries", "note", "manage_status", "slo_list", "group"];

function isDashboard({ scenario, method, path, status, body }: Recording): boolean {
  if (!path.startsWith("/api/v1/dashboard") || status >= 400) return false;
  const isMade = method === "POST" && kindsIn(body).some((kind) => widgets.includes(kind));
  return isMade || (method === "GET" && !isLife(scenario));
}

/** Whether it is of the life of one thing, from making it to taking it away. */
const isLife = (scenario: string) => scenario.startsWith("TestAcc");

function kindsIn(dashboard: unknown): string[] {
  if (typeof dashboard !== "object" || dashboard === null) return [];
  const { widgets, type, definition } = dashboard as Fields;
  const own = typeof type === "string" && definition === undefined ? [type] : [];
  const inner = Array.isArray(widgets) ? widgets : [];
  return [...own, ...[definition, ...inner].flatMap(kindsIn)];
}

/** What was found of one monitor or of several, and what the service says of a definition. */
function isMonitor({ method, path, status, response }: Recording): boolean {
  if (!path.startsWith("/api/v1/monitor") || status >= 400) return false;
  const [first] = Array.isArray(response) ? response : [response];
  return /\/monitor\/(search|.*validate)$/.test(path) || (method !== "DELETE" && "query" in first);
}

/** The lives of three, and what is found of a monitor: in these is all that is known of occurrences. */
function isDowntime({ scenario, method, path, status }: Recording): boolean {
  if (!/^\/api\/v2\/.*downtime/.test(path) || method === "DELETE" || status >= 400) return false;
  return isLife(scenario) || path.endsWith("/downtime_matches");
}

/** Of the life of one thing that was recorded, the first answer to each kind of request. */
function isFirst({ method, path, scenario }: Recording, index: number, among: readonly Recording[]): boolean {
  const kindOf = (one: string) => one.replace(/\/[^/]*\d[^/?]*/g, "/{id}");
  const same = (one: Recording) =>
    one.scenario === scenario && one.method === method && kindOf(one.path) === kindOf(path);
  return !isLife(scenario) || method === "PATCH" || among.findIndex(same) === index;
}

function withoutBody({ body: _, ...rest }: Recording): Recording {
  return rest;
}

/** Whoever made a downtime comes with it, and is read by nobody. */
function withoutPeople({ response, ...rest }: Recording): Recording {
  const { included: _, ...kept } = response as Fields;
  return { ...rest, response: kept };
}

/** The first of what is long: of the points that were measured, the monitors that were found, and how many of each. */
function shortened({ body, path, response, ...rest }: Recording): Recording {
  const isCut = (key: string) =>
    ["pointlist", "times", "monitors", "status", "tag", "muted", "type"].includes(key);
  const cut = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return (isCut(key) ? value.slice(0, 3) : value).map((one) => cut(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one, name)]));
  };
  const sent = path.endsWith("/validate") ? { body } : {};
  return {
    ...rest,
    path,
    ...sent,
    response: /search|query/.test(path) ? cut(response) : response,
  } as Recording;
}
