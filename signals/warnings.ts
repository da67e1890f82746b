// What watches a row's target where warnings keep business hours: a monitor that speaks of the target alone.
import type { Threshold } from "../runbook/model.ts";
import { type Monitoring, tagsFor } from "./monitoring.ts";
import { priorityByLoudness, recipientsLine, shadowLines } from "./recipients.ts";
import { purposeTag, warningTag } from "./scope.ts";
import { monitoredThreshold, queryBeyond, type Signals, signalOf } from "./signal.ts";

/** The arguments of such a monitor, as plain values. */
export interface WarningArgs {
  readonly name: string;
  readonly type: "query alert";
  readonly query: string;
  readonly message: string;
  readonly monitorThresholds: { readonly critical: string; readonly criticalRecovery: string };
  readonly tags: string[];
  readonly priority: typeof priorityByLoudness.warning;
  readonly onMissingData: "show_no_data";
  readonly requireFullWindow: false;
  readonly includeTags: true;
}

export interface WarningSources extends Monitoring {
  readonly rows: readonly Threshold[];
  readonly signals: Signals;
}

/** Speaks where the row's monitor would warn, and is over where that would be. Missing data is the other one's to tell of. */
export function warningArgs(row: Threshold, sources: WarningSources): WarningArgs {
  const signal = signalOf(row, sources.signals);
  if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
  const {
    comparator,
    warning: critical,
    warningRecovery: criticalRecovery,
  } = monitoredThreshold(row, signal);
  return {
    name: `${row.metric}: warning (${sources.scope.environment})`,
    type: "query alert",
    query: queryBeyond({ comparator, critical }, signal, sources.scope),
    message: messageOf(row, sources),
    monitorThresholds: { critical, criticalRecovery },
    tags: [...tagsFor(purposeTag("warning", row.id), sources), warningTag],
    priority: priorityByLoudness.warning,
    onMissingData: "show_no_data",
    requireFullWindow: false,
    includeTags: true,
  };
}

function messageOf(
  { metric, target }: Threshold,
  { routes, runbookUrl, dashboards }: WarningSources,
): string {
  return [
    ...shadowLines(routes),
    `{{#is_alert}}${metric} is {{value}}. The runbook's target is ${target.text}.{{/is_alert}}`,
    `{{#is_recovery}}${metric} is back within ${target.text}.{{/is_recovery}}`,
    "",
    `Thresholds: ${runbookUrl}#key-metrics-to-monitor`,
    `What to do: ${runbookUrl}#incident-response`,
    ...dashboards.map(({ name, url }) => `${name}: ${url}`),
    "",
    recipientsLine(routes, "warning"),
  ].join("\n");
}
