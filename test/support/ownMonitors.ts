// Monitors beside the program's own, with which one thing alone may be wrong.
import type { MonitorArgs } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import { settingsOf } from "./inputs.ts";

/** A monitor that watches no row, and with which nothing is wrong but its thresholds. */
export function queueMonitor(thresholds: MonitorArgs["monitorThresholds"]): MonitorArgs {
  const { runbookUrl, datadog } = settingsOf("rehearsal");
  return {
    name: "Queue",
    type: "query alert",
    query: "avg(last_5m):avg:queue.depth{env:rehearsal} by {env} > 80",
    message: `${runbookUrl} ${datadog.handle}`,
    monitorThresholds: { critical: "80", criticalRecovery: "70", ...thresholds },
    tags: [`team:${datadog.service}`],
    priority: "2",
    onMissingData: "show_no_data",
  };
}

/** An alert on an objective, with which nothing is wrong but its rate. It is not the program's, and so not of its alerts. */
export function burnMonitor(rate: pulumi.Input<string>): MonitorArgs {
  const { runbookUrl, datadog } = settingsOf("rehearsal");
  return {
    name: "Fast burn",
    type: "slo alert",
    query: pulumi.interpolate`burn_rate("0123").over("30d").long_window("1h").short_window("5m") > ${rate}`,
    message: `${runbookUrl} ${datadog.handle}`,
    monitorThresholds: { critical: rate },
    tags: [`team:${datadog.service}`, "runbook-objective:uptime"],
    priority: "2",
    notifyNoData: false,
  };
}
