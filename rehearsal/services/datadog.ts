// Stands in for Datadog's API: the monitors and dashboards of one account, as they are read and validated.
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { parseMonitorQuery, queryProblem } from "../../signals/query/monitorQuery.ts";
import type { Environment } from "../faults.ts";
import { measuredBody, rangeSchema } from "./datadogMetrics.ts";
import type { ServiceRoutes } from "./index.ts";

/** A monitor as the stack declares it; a composite has no thresholds, and judges by the ids of others. */
export interface DeclaredMonitor {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly message: string;
  readonly tags: readonly string[];
  readonly monitorThresholds?: Readonly<
    Partial<Record<"critical" | "warning" | "criticalRecovery" | "warningRecovery", string>>
  >;
  readonly priority: string;
  readonly onMissingData?: string;
  readonly notifyNoData?: boolean;
}

type ThresholdsBody = Partial<
  Record<"critical" | "warning" | "critical_recovery" | "warning_recovery", number>
>;

/** What the stack declares of no monitor: somebody else must have set it. */
interface OtherOptions {
  readonly evaluation_delay: number;
  readonly timeout_h: number;
  readonly scheduling_options: object;
}

/** A monitor as the service tells of it. */
export type MonitorBody = ReturnType<typeof monitorBody>;

export interface DashboardBody {
  readonly id: string;
  readonly title: string;
  readonly layout_type: "ordered";
  readonly widgets: readonly object[];
}

export interface DatadogState {
  /** Default: none. The stack's own are known to whoever starts the services. */
  readonly monitors?: readonly MonitorBody[];
  readonly dashboards?: readonly DashboardBody[];
  /** What was posted, oldest first. Whoever starts the services may look into it. */
  readonly events?: EventBody[];
  /** What a query has measured at an instant; undefined where nothing was. Default: nothing ever was. */
  readonly measured?: (query: string, at: Date) => number | undefined;
}

export interface EventBody {
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

const eventSchema = z.object({
  title: z.string().min(1),
  text: z.string().min(1).max(4000),
  tags: z.array(z.string()).default([]),
});

const apiKey = "rehearsal-datadog-api-key";
const appKey = "rehearsal-datadog-app-key";

export function datadog({
  monitors = [],
  dashboards = [],
  events = [],
  measured,
}: DatadogState = {}): ServiceRoutes {
  const routes = new Hono<Environment>();
  routes.use(admit);
  routes.get("/api/v1/monitor", (c) => c.json(monitors.filter(asked(c))));
  routes.post("/api/v1/monitor/validate", async (c) => {
    const problem = definitionProblem(await c.req.json().catch(() => undefined));
    return problem === undefined ? c.json({}) : c.json({ errors: [problem] }, 400);
  });
  routes.get("/api/v1/dashboard/:id", (c) => {
    const { id } = c.req.param();
    const found = dashboards.find((one) => one.id === id);
    return found === undefined
      ? c.json({ errors: [`Dashboard with ID ${id} not found`] }, 404)
      : c.json(found);
  });
  routes.post("/api/v1/events", async (c) => {
    const { data } = eventSchema.safeParse(await c.req.json().catch(() => undefined));
    if (data === undefined) return c.json({ errors: ["Payload is not in the expected format"] }, 400);
    events.push(data);
    const id = events.length;
    const event = { ...data, id, url: `https://app.datadoghq.com/event/event?id=${id}` };
    return c.json({ status: "ok", event }, 202);
  });
  routes.get("/api/v1/query", (c) => {
    const { data } = rangeSchema.safeParse(c.req.query());
    return data === undefined
      ? c.json({ errors: ["Invalid query input"] }, 400)
      : c.json(measuredBody(data, measured));
  });
  return {
    path: "/datadog",
    routes,
    environment: (url) => ({ DATADOG_API_URL: url, DATADOG_API_KEY: apiKey, DATADOG_APP_KEY: appKey }),
  };
}

/** The service's view of a monitor that was declared, has data, and says nothing. */
export function monitorBody(declared: DeclaredMonitor, id: number) {
  const { name, type, query, message, tags, priority, onMissingData, notifyNoData } = declared;
  const { critical, warning, criticalRecovery, warningRecovery } = declared.monitorThresholds ?? {};
  const thresholds: ThresholdsBody = {
    ...(critical !== undefined && { critical: Number(critical) }),
    ...(warning !== undefined && { warning: Number(warning) }),
    ...(criticalRecovery !== undefined && { critical_recovery: Number(criticalRecovery) }),
    ...(warningRecovery !== undefined && { warning_recovery: Number(warningRecovery) }),
  };
  const silenced: Record<string, number | null> = {};
  const others: Partial<OtherOptions> = {};
  const downtimes: { id: number; scope: string[]; start: number; end?: number | null }[] = [];
  return {
    id,
    name,
    type,
    query,
    message,
    tags: [...tags],
    priority: Number(priority),
    multi: true,
    created: "2026-01-05T09:00:00.000000+00:00",
    modified: "2026-01-05T09:00:00.000000+00:00",
    restricted_roles: null,
    draft_status: "published",
    overall_state: "OK",
    matching_downtimes: downtimes,
    options: {
      thresholds,
      silenced,
      ...others,
      include_tags: true,
      require_full_window: false,
      ...(onMissingData !== undefined && { on_missing_data: onMissingData }),
      ...(notifyNoData !== undefined && { notify_no_data: notifyNoData }),
    },
  };
}

/** An event is taken from whoever has an API key; all else needs an application key, too. */
const admit = createMiddleware(async (c, next) => {
  const isKnown = c.req.path.endsWith("/api/v1/events") || c.req.header("dd-application-key") === appKey;
  if (isKnown && c.req.header("dd-api-key") === apiKey) return await next();
  return c.json({ errors: ["Forbidden"] }, 403);
});

/** Whether a monitor carries the tags that the query asks for. */
function asked(c: Context): (monitor: MonitorBody) => boolean {
  const tags = c.req.query("monitor_tags")?.split(",") ?? [];
  return (monitor) => tags.every((tag) => monitor.tags.includes(tag));
}

const definitionSchema = z.object({
  type: z.string(),
  query: z.string(),
  options: z
    .object({
      thresholds: z
        .object({
          critical: z.number().optional(),
          warning: z.number().optional(),
          critical_recovery: z.number().optional(),
          warning_recovery: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
});

const invalidQuery = "The value provided for parameter 'query' is invalid";

/** The service reads the query, and compares the number in it with the thresholds, which stay off a composite. */
function definitionProblem(body: unknown): string | undefined {
  const { data } = definitionSchema.safeParse(body);
  if (data === undefined || queryProblem(data.type, data.query) !== undefined) return invalidQuery;
  const parsed = parseMonitorQuery(data.type, data.query);
  if (parsed.kind === "composite") return undefined;
  const { comparator, threshold } = parsed;
  const { thresholds } = data.options ?? {};
  if (thresholds === undefined) return undefined;
  const { critical, warning, critical_recovery, warning_recovery } = thresholds;
  if (threshold !== critical)
    return `Alert threshold (${critical}) does not match that used in the query (${threshold}).`;
  const recoversTooEarly = (at: number | undefined, recovery: number | undefined) =>
    at !== undefined &&
    recovery !== undefined &&
    (comparator.startsWith(">") ? recovery > at : recovery < at);
  if (recoversTooEarly(critical, critical_recovery) || recoversTooEarly(warning, warning_recovery))
    return "alert and alert recovery criteria are such that the monitor can be simultaneously in alert and alert recovery states";
  return undefined;
}
