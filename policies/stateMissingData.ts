// Requires every monitor to say what it does where nothing was measured, as the signal of its row does.
import { signalOf } from "../signals/signal.ts";
import { missingData } from "../signals/signalSchema.ts";
import { rowOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** What has no `onMissingData`; it says by `notifyNoData` whether somebody is told. */
const older = ["composite", "service check", "slo alert"];

export const stateMissingData: ResourceRule = {
  name: "state-missing-data",
  description:
    "A monitor must say what it does where nothing was measured: a row's monitor what its signal says.",
  mend: "Set `marsana-fleet:signals.<metric>.onMissingData`, from which a row's monitor has it.",
  appliesTo: [types.monitor],
  checkResource(monitor, { runbook, signals }, report) {
    const { onMissingData, notifyNoData, noDataTimeframe, type } = monitor.props;
    if (older.includes(String(type))) {
      if (typeof notifyNoData !== "boolean")
        report("the monitor must say whether it tells of missing data; mend: set its notifyNoData");
      return;
    }
    if ((notifyNoData ?? undefined) !== undefined || (noDataTimeframe ?? undefined) !== undefined)
      report(
        "the monitor must not have the older notifyNoData or noDataTimeframe; mend: set onMissingData instead",
      );
    const row = rowOf(monitor, runbook.thresholds);
    const signal = row && signalOf(row, signals);
    const allowed: readonly string[] = signal === undefined ? missingData : [signal.onMissingData];
    if (allowed.includes(String(onMissingData))) return;
    report(
      `onMissingData is ${onMissingData === undefined ? "not set" : String(onMissingData)}, and must be ` +
        `${allowed.join(" or ")}${row ? `, as the signal of "${row.metric}" says` : ""}; mend: set it so`,
    );
  },
};
