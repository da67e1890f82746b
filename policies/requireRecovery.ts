// Requires a monitor to recover away from the line at which it speaks: a value at the line would page again and again.
import { recoversBeyond } from "../signals/recovery.ts";
import { recoveryLevels, signalOf, thresholdProblems } from "../signals/signal.ts";
import { rowOf } from "./monitorTags.ts";
import { comparisonIn, thresholdsIn } from "./monitorThresholds.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** Datadog takes recovery thresholds for monitors on metrics, and refuses them for events, logs and objectives. */
const recovering = ["query alert", "metric alert"];

export const requireRecovery: ResourceRule = {
  name: "require-recovery",
  description:
    "A monitor on a metric must have recovery thresholds, on the good side of its thresholds; a row's monitor the row's.",
  mend: "Leave a row's monitor as `ThresholdMonitors` makes it; give another one recovery thresholds.",
  appliesTo: [types.monitor],
  checkResource(monitor, { runbook, signals, datadog }, report) {
    if (!recovering.includes(String(monitor.props["type"]))) return;
    const found = thresholdsIn(monitor);
    const row = rowOf(monitor, runbook.thresholds);
    if (row !== undefined) {
      const signal = signalOf(row, signals);
      if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
      const warns = datadog?.warningHours === undefined;
      for (const problem of thresholdProblems(row, signal, found, { of: recoveryLevels, warns }))
        report(`${problem}; mend: take it from the row`);
      return;
    }
    const { comparator } = comparisonIn(monitor) ?? {};
    if (comparator === undefined)
      throw new TypeError(`the query of ${monitor.name} compares with nothing: no recovery can be judged`);
    for (const level of ["critical", "warning"] as const) {
      const [threshold, recovery] = [found[level], found[`${level}Recovery`]];
      if (threshold === undefined) {
        if (level === "critical") report("the monitor must have a critical threshold; mend: give it one");
        continue;
      }
      if (recovery !== undefined && recoversBeyond(comparator, Number(threshold), Number(recovery))) continue;
      report(
        `${level}Recovery is ${recovery ?? "not set"}, and must be ${comparator.startsWith(">") ? "below" : "above"} ` +
          `${level}, ${threshold}; mend: let it recover on the good side of the line`,
      );
    }
  },
};
