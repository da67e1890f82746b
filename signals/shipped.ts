// The six signals that ship with the project, one for each metric of the runbook's table; config adds and replaces.
import type { Signals } from "./signal.ts";

const scope = "env:$environment,service:$service";

/**
 * Sources: APM trace metrics of the Next.js and node-postgres integrations (dd-trace v1 span names, latency in
 * seconds); `synthetics.test_runs` of the uptime test; log-based metrics on SendGrid's event log; a gauge in
 * milliseconds that a realtime probe publishes. What publishes the last three is named in docs/signals.md.
 */
export const shippedSignals: Signals = {
  "error-rate": {
    query:
      `sum(last_5m):100 * sum:trace.next.request.errors{${scope}} by {env}.as_count() / ` +
      `sum:trace.next.request.hits{${scope}} by {env}.as_count()`,
    unit: "percent",
  },
  "api-latency-p95": { query: `avg(last_5m):p95:trace.next.request{${scope}} by {env}`, unit: "s" },
  "database-latency": { query: `avg(last_5m):avg:trace.pg.query{${scope}} by {env}`, unit: "s" },
  uptime: {
    query:
      `sum(last_1d):100 * sum:synthetics.test_runs{${scope},status:success} by {env}.as_count() / ` +
      `sum:synthetics.test_runs{${scope}} by {env}.as_count()`,
    unit: "percent",
  },
  "email-delivery-rate": {
    query:
      `sum(last_1h):100 * sum:sendgrid.events.delivered{${scope}} by {env}.as_count() / ` +
      `sum:sendgrid.events.processed{${scope}} by {env}.as_count()`,
    unit: "percent",
  },
  "realtime-latency": { query: `avg(last_5m):avg:realtime.latency{${scope}} by {env}`, unit: "ms" },
};
