// One Datadog monitor for each row of the runbook's threshold table.
import { Monitor, type MonitorArgs } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import type { BusinessHours } from "../calendar/index.ts";
import type { Threshold } from "../runbook/model.ts";
import { type Monitoring, tagsFor } from "../signals/monitoring.ts";
import { priorityByLoudness, recipientsLine, shadowLines } from "../signals/recipients.ts";
import { metricTag } from "../signals/scope.ts";
import { monitoredThreshold, monitorQuery, type Signal, type Signals, signalOf } from "../signals/signal.ts";
import { adopting } from "./adopting.ts";
import { formerNames } from "./formerNames.ts";

/** What the content of the monitors depends on. */
export interface MonitorSources extends Monitoring {
  readonly rows: readonly Threshold[];
  readonly signals: Signals;
  /** Set where warnings keep business hours: monitors of their own speak of the targets, and a row's own does not warn. */
  readonly warningHours?: BusinessHours;
}

export interface ThresholdMonitorsArgs extends MonitorSources {
  /** By row, the id of the monitor that exists already and is adopted instead of made. */
  readonly adopt: Readonly<Record<string, string>>;
}

export class ThresholdMonitors extends pulumi.ComponentResource {
  /** The monitors by the id of their metric. */
  readonly monitors: Readonly<Record<string, Monitor>>;

  constructor(name: string, args: ThresholdMonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:ThresholdMonitors", name, {}, opts);
    this.monitors = Object.fromEntries(
      args.rows.map((row) => [
        row.id,
        new Monitor(`${name}-${row.id}`, monitorArgs(row, args), {
          parent: this,
          aliases: formerNames(name, row),
          ...adopting(
            [row.id, ...(row.was ?? [])].map((id) => args.adopt[id]).find((id) => id !== undefined),
          ),
        }),
      ]),
    );
    this.registerOutputs({});
  }
}

/**
 * A monitor that warns at the row's target and alerts at its threshold; the query compares with that same value. Each
 * recovers only beyond the line at which it spoke.
 */
export function monitorArgs(row: Threshold, args: MonitorSources): MonitorArgs {
  const signal = signalOf(row, args.signals);
  if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
  const { critical, criticalRecovery, warning, warningRecovery } = monitoredThreshold(row, signal);
  const warnings = args.warningHours === undefined ? { warning, warningRecovery } : {};
  return {
    name: `${row.metric} (${args.scope.environment})`,
    type: "query alert",
    query: monitorQuery(row, signal, args.scope),
    message: monitorMessage(row, signal, args),
    monitorThresholds: { critical, criticalRecovery, ...warnings },
    tags: tagsFor(metricTag(row.id), args),
    priority: priorityByLoudness.alert,
    onMissingData: signal.onMissingData,
    requireFullWindow: false,
    includeTags: true,
  };
}

/** What a person reads when the monitor speaks: the row in words, where to look, and who is told. */
function monitorMessage(row: Threshold, { onMissingData }: Signal, args: MonitorSources): string {
  const warns = args.warningHours === undefined;
  return [
    ...shadowLines(args.routes),
    `{{#is_alert}}${row.metric} is {{value}}. The runbook alerts at ${row.alert.text}.{{/is_alert}}`,
    ...(warns
      ? [
          `{{#is_warning}}${row.metric} is {{value}}. The runbook's target is ${row.target.text}.{{/is_warning}}`,
        ]
      : []),
    ...(onMissingData === "show_and_notify_no_data"
      ? [`{{#is_no_data}}${row.metric} is not measured: nobody would notice a failure.{{/is_no_data}}`]
      : []),
    `{{#is_recovery}}${row.metric} is back within ${row.target.text}.{{/is_recovery}}`,
    "",
    `Thresholds: ${args.runbookUrl}#key-metrics-to-monitor`,
    `What to do: ${args.runbookUrl}#incident-response`,
    ...args.dashboards.map((dashboard) => `${dashboard.name}: ${dashboard.url}`),
    "",
    recipientsLine(args.routes, "alert", warns),
  ].join("\n");
}
