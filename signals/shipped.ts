// Where each metric of the runbook's table can be measured, and the signals that ship; config chooses, adds and replaces.
import { healthTag } from "./scope.ts";
import type { Signals } from "./signal.ts";
import { type Source, type Sources, type Statistic, signalFrom } from "./source.ts";

const percentiles: readonly [Statistic, ...Statistic[]] = ["p95", "avg", "p50", "p75", "p90", "p99", "max"];
const means: readonly [Statistic, ...Statistic[]] = ["avg", "p50", "p75", "p90", "p95", "p99", "max"];

const spans = {
  "apm-v0": { request: "next.request", query: "pg.query", needs: "dd-trace in the application" },
  "apm-v1": {
    request: "http.server.request",
    query: "postgresql.query",
    needs: "dd-trace in the application, with DD_TRACE_SPAN_ATTRIBUTE_SCHEMA=v1",
  },
  otel: {
    request: "http.server.request",
    query: "postgresql.query",
    needs: "OpenTelemetry in the application, and Datadog's new names of operations",
  },
} as const;

/** The same thing measured on the spans of each tracer. */
function onSpans(
  of: (span: { request: string; query: string }, name: string) => Pick<Source, "measure" | "filter" | "unit">,
): Record<string, Source> {
  return Object.fromEntries(
    Object.entries(spans).map(([name, { needs, ...span }]) => [name, { ...of(span, name), needs }]),
  );
}

const vercel = {
  needs: "Vercel's integration of Datadog",
  assumes:
    "Vercel's metrics are taken to carry the tags env and service, which Datadog does not document: set them on the drain",
} as const;

/** Of SendGrid's events those that are counted, and what their count is called. */
export const sendgridEvents = ["delivered", "processed"] as const;
export const sendgridMetric = (event: (typeof sendgridEvents)[number]) => `sendgrid.events.${event}`;
/** What the probe publishes, in milliseconds. */
export const realtimeMetric = "realtime.latency";

/**
 * By the id of the metric. What people cause (requests, emails) may be missing at night, and tells nobody then; a probe
 * runs always, and is broken when it is silent. The minima are the fewest of which two failed ones are not too many by
 * the shipped runbook; the runs of a probe are counted on, so there is none for them. docs/signals.md cites where each
 * name comes from.
 */
export const sourcesOf: Readonly<Record<string, Sources>> = {
  "error-rate": {
    shipped: "apm-v0",
    window: "5m",
    onMissingData: "show_no_data",
    sources: {
      ...onSpans(({ request }) => ({
        measure: {
          kind: "ratio",
          part: `trace.${request}.errors`,
          whole: `trace.${request}.hits`,
          minimum: 200,
        },
        unit: "percent",
      })),
      vercel: {
        measure: {
          kind: "ratio",
          part: "vercel.functions.errors",
          whole: "vercel.functions.invocations",
          minimum: 200,
        },
        unit: "percent",
        ...vercel,
      },
    },
  },
  "api-latency-p95": {
    shipped: "apm-v0",
    window: "5m",
    onMissingData: "show_no_data",
    sources: {
      ...onSpans(({ request }) => ({
        measure: { kind: "value", metric: `trace.${request}`, statistics: percentiles },
        unit: "s",
      })),
      // A gauge has no percentiles: what is slowest is at least as slow as 95% of all.
      vercel: {
        measure: { kind: "value", metric: "vercel.functions.duration", statistics: ["max", "avg"] },
        unit: "ns",
        ...vercel,
      },
    },
  },
  "database-latency": {
    shipped: "apm-v0",
    window: "5m",
    onMissingData: "show_no_data",
    sources: {
      ...onSpans(({ query }, name) => ({
        measure: { kind: "value", metric: `trace.${query}`, statistics: means },
        unit: "s",
        // The old schema gives the database's spans a service of their own.
        ...(name === "apm-v0" && { filter: "env:$environment,service:$service-postgres" }),
      })),
      dbm: {
        measure: { kind: "totals", total: "postgresql.queries.time", count: "postgresql.queries.count" },
        unit: "ns",
        needs: "Database Monitoring, with env and service among the tags of the Agent's instance",
      },
      pg_stat_statements: {
        measure: {
          kind: "totals",
          total: "supabase.pg_stat_statements.total_time_seconds.count",
          count: "supabase.pg_stat_statements.total_queries.count",
        },
        unit: "s",
        needs:
          "Datadog's integration of Supabase, with env and service among the tags of the Agent's instance",
      },
    },
  },
  uptime: {
    shipped: "synthetics",
    window: "1d",
    onMissingData: "show_and_notify_no_data",
    sources: {
      synthetics: {
        measure: {
          kind: "ratio",
          part: "synthetics.test_runs",
          tag: "status:success",
          whole: "synthetics.test_runs",
        },
        unit: "percent",
        filter: `env:$environment,service:$service,${healthTag}`,
        needs: "nothing else: the stack declares the health test itself",
      },
    },
  },
  "email-delivery-rate": {
    shipped: "sendgrid-logs",
    window: "1h",
    onMissingData: "show_no_data",
    sources: {
      "sendgrid-logs": {
        measure: {
          kind: "ratio",
          part: sendgridMetric("delivered"),
          whole: sendgridMetric("processed"),
          minimum: 40,
        },
        unit: "percent",
        needs: "SendGrid's event webhook to Datadog's log intake, with env and service",
      },
    },
  },
  "realtime-latency": {
    shipped: "probe",
    window: "5m",
    onMissingData: "show_and_notify_no_data",
    sources: {
      probe: {
        measure: { kind: "value", metric: realtimeMetric, statistics: ["avg", "max"] },
        unit: "ms",
        needs: "a probe that publishes this gauge, with env and service",
      },
    },
  },
};

/** What ships, by the id of the metric. */
export const shippedSignals: Signals = Object.fromEntries(
  Object.entries(sourcesOf).map(([id, of]) => [
    id,
    signalFrom(of, { source: of.shipped, window: of.window, aggregation: undefined }),
  ]),
);
