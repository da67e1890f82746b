// Requires a monitor's thresholds to be the runbook's: critical at the alert threshold, warning at the target.
import { levels, signalOf, thresholdProblems } from "../signals/signal.ts";
import { rowOf } from "./monitorTags.ts";
import { thresholdsIn } from "./monitorThresholds.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const matchThresholdsToRunbook: ResourceRule = {
  name: "match-thresholds-to-runbook",
  description:
    "A monitor's critical and warning thresholds must equal its row's alert threshold and target; it has no warning where warnings keep business hours.",
  mend: "Change the number in the runbook's table, not on the monitor.",
  appliesTo: [types.monitor],
  checkResource(monitor, { runbook, signals, datadog }, report) {
    const row = rowOf(monitor, runbook.thresholds);
    if (row === undefined) return;
    const signal = signalOf(row, signals);
    if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
    const warns = datadog?.warningHours === undefined;
    for (const problem of thresholdProblems(row, signal, thresholdsIn(monitor), { of: levels, warns }))
      report(`${problem}; mend: take it from the row`);
  },
};
