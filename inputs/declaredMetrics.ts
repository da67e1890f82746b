// Which metrics this stack declares in the Datadog account, of those that the chosen sources need.
import type { Runbook } from "../runbook/index.ts";
import { type CustomMetrics, customMetricsOf } from "../signals/customMetrics.ts";
import type { Settings } from "./settings.ts";

/** What config asks of it: stacks that share an account let one of them declare. None where Datadog is off. */
export function declaredMetrics({ datadog, signals }: Settings, runbook: Runbook): CustomMetrics {
  const { emailMetrics, realtimeMetric } = datadog.declare ?? {};
  const needed = customMetricsOf(runbook.thresholds, signals);
  return {
    logMetrics: emailMetrics ? needed.logMetrics : [],
    described: realtimeMetric ? needed.described : [],
  };
}
