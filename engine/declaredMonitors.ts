// The monitors that the program declares, without running it; and an account that holds them, for the rehearsal.
import { monitorArgs } from "../components/ThresholdMonitors.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { type DeclaredMonitor, type MonitorBody, monitorBody } from "../rehearsal/services/datadog.ts";

/** One for each row, by the row's id; none where Datadog is off. */
export function declaredMonitors({ runbook, signals, datadog }: Inputs): Record<string, DeclaredMonitor> {
  if (datadog === undefined) return {};
  const { thresholds: rows } = runbook;
  const sources = { ...datadog, rows, signals };
  // Every argument is a plain value there: the rules of the pack read it.
  return Object.fromEntries(rows.map((row) => [row.id, monitorArgs(row, sources) as DeclaredMonitor]));
}

/** What Datadog tells of them once the stack has been updated and all is well, by the row's id. */
export function updatedMonitors(inputs: Inputs): Record<string, MonitorBody> {
  const firstId = 101;
  const entries = Object.entries(declaredMonitors(inputs));
  return Object.fromEntries(entries.map(([id, one], index) => [id, monitorBody(one, firstId + index)]));
}
