// Proves that every row's target has its monitor in Datadog, as declared, where warnings keep business hours.
import type { Inputs } from "../../inputs/inputs.ts";
import type { Threshold } from "../../runbook/model.ts";
import type { Monitor } from "../../services/datadog.ts";
import { type WarningArgs, warningArgs } from "../../signals/warnings.ts";
import { lineProblems } from "./lineProblems.ts";
import { missingDataProblems } from "./missingData.ts";

/** What there must be for each row; nothing where a row's own monitor warns. */
export function warningsOf({ runbook, signals, datadog }: Inputs): { row: Threshold; args: WarningArgs }[] {
  if (datadog?.warningHours === undefined) return [];
  const rows = runbook.thresholds;
  return rows.map((row) => ({ row, args: warningArgs(row, { ...datadog, rows, signals }) }));
}

/** Where it is not as declared. */
export function warningProblems(monitor: Monitor, args: WarningArgs): string[] {
  return [
    ...lineProblems(monitor, args.monitorThresholds),
    ...missingDataProblems(monitor.options.onMissingData, args.onMissingData),
    ...(monitor.query === args.query ? [] : ["its query is not that of the target"]),
  ];
}
