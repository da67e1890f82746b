// The metrics of an account that no integration publishes, and that the stack declares for its signals.
import type { Identity } from "../runbook/model.ts";
import { chosenSource } from "./chosenSource.ts";
import { realtimeMetric, sendgridEvents, sendgridMetric } from "./shipped.ts";
import type { SignalSettings } from "./signalSchema.ts";

/** One that Datadog counts in logs. */
export interface LogMetric {
  readonly name: string;
  /** In the syntax of the log search. */
  readonly query: string;
}

/** What Datadog is told of one that somebody else publishes. */
export interface DescribedMetric {
  readonly name: string;
  readonly type: "gauge";
  /** Datadog's own name of a unit. */
  readonly unit: string;
}

export interface CustomMetrics {
  readonly logMetrics: readonly LogMetric[];
  readonly described: readonly DescribedMetric[];
}

/** The tags that every one of them has, by which the signals tell stacks apart. */
export const metricTags = ["env", "service"] as const;

/** What the sources that the rows are measured by need of it. */
export function customMetricsOf(
  rows: readonly Identity[],
  settings: Readonly<Record<string, SignalSettings>>,
): CustomMetrics {
  const chosen = new Set(rows.map((row) => chosenSource(row, settings)?.name));
  return {
    logMetrics: chosen.has("sendgrid-logs") ? sendgridEvents.map(countOf) : [],
    described: chosen.has("probe") ? [realtime] : [],
  };
}

/** `event` is SendGrid's own name of it; Datadog's standard attribute is `evt.name`, to which a pipeline may move it. */
function countOf(event: (typeof sendgridEvents)[number]): LogMetric {
  return { name: sendgridMetric(event), query: `source:sendgrid (@event:${event} OR @evt.name:${event})` };
}

/** From a change in the database until a subscribed client has it. */
const realtime: DescribedMetric = {
  name: realtimeMetric,
  type: "gauge",
  unit: "millisecond",
};
