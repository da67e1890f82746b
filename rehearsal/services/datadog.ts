// Stands in for Datadog's API: the monitors and dashboards of one account, as they are read and validated. Its answers have
// the fields that Datadog's own have been recorded with, which a test compares.
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import type { Environment } from "../faults.ts";
import { type AddedToMonitor, addedToMonitor, dashboardAnswer, eventAnswer } from "./datadogAdditions.ts";
import { measuredBody, rangeSchema } from "./datadogMetrics.ts";
import { definitionProblem } from "./datadogValidation.ts";
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
export interface MonitorBody extends AddedToMonitor {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly message: string;
  readonly tags: string[];
  readonly priority: number | null;
  readonly multi: boolean;
  readonly draft_status: string;
  readonly overall_state: string;
  readonly matching_downtimes: DowntimeBody[];
  readonly options: Partial<OtherOptions> & {
    /** Not there for a composite, or the monitor of a test. */
    readonly thresholds?: ThresholdsBody;
    readonly silenced: Record<string, number | null>;
    readonly include_tags: boolean;
    readonly notify_audit: boolean;
    readonly new_host_delay: number;
    readonly require_full_window?: boolean;
    readonly on_missing_data?: string;
    readonly notify_no_data?: boolean;
    /** The id of the test that it is of. */
    readonly synthetics_check_id?: string;
  };
}

/** A downtime that silences a monitor; in seconds since 1970. */
export interface DowntimeBody {
  readonly id: number;
  readonly scope: string[];
  readonly start: number;
  readonly end?: number | null;
  readonly active?: boolean;
  readonly monitor_id?: number | null;
  readonly groups?: string[];
}

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

export function datadog(state: DatadogState = {}, now: () => Date): ServiceRoutes {
  const { monitors = [], dashboards = [], events = [], measured } = state;
  const routes = new Hono<Environment>();
  routes.use(admit);
  routes.get("/api/v1/monitor", (c) => {
    const withDowntimes = c.req.query("with_downtimes") === "true";
    const found = monitors.filter(asked(c));
    return c.json(withDowntimes ? found : found.map((one) => ({ ...one, matching_downtimes: [] })));
  });
  routes.post("/api/v1/monitor/validate", async (c) => {
    const problem = definitionProblem(await c.req.json().catch(() => undefined));
    return problem === undefined ? c.json({}) : c.json({ errors: [problem] }, 400);
  });
  routes.get("/api/v1/dashboard/:id", (c) => {
    const { id } = c.req.param();
    const found = dashboards.find((one) => one.id === id);
    return found === undefined
      ? c.json({ errors: [`Dashboard with ID ${id} not found`] }, 404)
      : c.json(dashboardAnswer(found));
  });
  routes.post("/api/v1/events", async (c) => {
    const { data } = eventSchema.safeParse(await c.req.json().catch(() => undefined));
    if (data === undefined) return c.json({ errors: ["Payload is not in the expected format"] }, 400);
    events.push(data);
    return c.json({ status: "ok", event: eventAnswer(data, events.length, now()) }, 202);
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
export function monitorBody(declared: DeclaredMonitor, id: number): MonitorBody {
  const { name, type, query, message, tags, priority, onMissingData, notifyNoData } = declared;
  const { critical, warning, criticalRecovery, warningRecovery } = declared.monitorThresholds ?? {};
  const thresholds: ThresholdsBody = {
    ...(critical !== undefined && { critical: Number(critical) }),
    ...(warning !== undefined && { warning: Number(warning) }),
    ...(criticalRecovery !== undefined && { critical_recovery: Number(criticalRecovery) }),
    ...(warningRecovery !== undefined && { warning_recovery: Number(warningRecovery) }),
  };
  return {
    ...addedToMonitor,
    id,
    name,
    type,
    query,
    message,
    tags: [...tags],
    priority: Number(priority),
    multi: true,
    draft_status: "published",
    overall_state: "OK",
    matching_downtimes: [],
    options: {
      ...(declared.monitorThresholds !== undefined && { thresholds }),
      silenced: {},
      include_tags: true,
      notify_audit: false,
      new_host_delay: 300,
      require_full_window: false,
      ...(onMissingData !== undefined && { on_missing_data: onMissingData }),
      ...(notifyNoData !== undefined && { notify_no_data: notifyNoData }),
    },
  };
}

/** The monitor that the service makes of a synthetic test, as it was recorded for "Get a synthetics monitor s details". */
export function testMonitorBody(
  test: Pick<DeclaredMonitor, "name" | "message" | "tags" | "priority"> & {
    readonly locations: readonly string[];
    /** `api` for HTTP, else with the kind: `api-ssl`, `api-multi`. */
    readonly kind: string;
  },
  id: number,
): MonitorBody {
  const { locations, kind, tags, ...declared } = test;
  const own = [`check_type:${kind}`, "check_status:live", "ci_execution_rule:blocking"];
  const probes = locations.map((one) => `probe_dc:${one}`);
  const body = monitorBody({ ...declared, tags, type: "synthetics alert", query: "no_query" }, id);
  const { require_full_window: _, ...options } = body.options;
  return {
    ...body,
    tags: [...tags, ...probes, ...own],
    multi: false,
    options: { ...options, on_missing_data: "show_no_data", synthetics_check_id: `tst-tst-${id}` },
  };
}

/** An event is taken from whoever has an API key; all else needs an application key, too. */
const admit = createMiddleware(async (c, next) => {
  const isKnown = c.req.path.endsWith("/api/v1/events") || c.req.header("dd-application-key") === appKey;
  const given = c.req.header("dd-api-key");
  if (isKnown && given === apiKey) return await next();
  return c.json({ errors: [given === undefined ? "API key required" : "Forbidden"] }, 403);
});

/** Whether a monitor carries the tags that the query asks for. */
function asked(c: Context): (monitor: MonitorBody) => boolean {
  const tags = c.req.query("monitor_tags")?.split(",") ?? [];
  return (monitor) => tags.every((tag) => monitor.tags.includes(tag));
}
