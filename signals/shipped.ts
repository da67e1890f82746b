// The six signals that ship with the project, one for each metric of the runbook's table; config adds and replaces.
import { healthTag } from "./scope.ts";
import type { Signals } from "./signal.ts";

const scope = "env:$environment,service:$service";
const healthRuns = `sum:synthetics.test_runs{${scope},${healthTag}`;
const requests = `sum:trace.next.request.hits{${scope}} by {env}.as_count()`;
const emails = `sum:sendgrid.events.processed{${scope}} by {env}.as_count()`;

/**
 * Sources: APM trace metrics of the Next.js and node-postgres integrations (dd-trace v1 span names, latency in
 * seconds); `synthetics.test_runs` of the stack's own health test; log-based metrics on SendGrid's event log; a gauge in
 * milliseconds that a realtime probe publishes. What publishes the last two is named in docs/signals.md.
 *
 * What people cause (requests, emails) may be missing at night, and tells nobody then; a probe runs always, and is
 * broken when it is silent. The minima are the fewest of which two failed ones are not too many by the shipped runbook;
 * the runs of a probe are counted on, so there is none for them.
 */
export const shippedSignals: Signals = {
  "error-rate": {
    query: `sum(last_5m):100 * sum:trace.next.request.errors{${scope}} by {env}.as_count() / ${requests}`,
    unit: "percent",
    onMissingData: "show_no_data",
    traffic: requests,
    minimumTraffic: 200,
  },
  "api-latency-p95": {
    query: `avg(last_5m):p95:trace.next.request{${scope}} by {env}`,
    unit: "s",
    onMissingData: "show_no_data",
  },
  "database-latency": {
    query: `avg(last_5m):avg:trace.pg.query{${scope}} by {env}`,
    unit: "s",
    onMissingData: "show_no_data",
  },
  uptime: {
    query:
      `sum(last_1d):100 * ${healthRuns},status:success} by {env}.as_count() / ` +
      `${healthRuns}} by {env}.as_count()`,
    unit: "percent",
    onMissingData: "show_and_notify_no_data",
  },
  "email-delivery-rate": {
    query: `sum(last_1h):100 * sum:sendgrid.events.delivered{${scope}} by {env}.as_count() / ${emails}`,
    unit: "percent",
    onMissingData: "show_no_data",
    traffic: emails,
    minimumTraffic: 40,
  },
  "realtime-latency": {
    query: `avg(last_5m):avg:realtime.latency{${scope}} by {env}`,
    unit: "ms",
    onMissingData: "show_and_notify_no_data",
  },
};
