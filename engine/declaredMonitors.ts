// The monitors that the program declares, without running it; and an account that holds them, for the rehearsal.
import { burnAlertArgs } from "../components/Objectives.ts";
import { monitorArgs } from "../components/ThresholdMonitors.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { digits } from "../rehearsal/providers/table.ts";
import { type DeclaredMonitor, type MonitorBody, monitorBody } from "../rehearsal/services/datadog.ts";
import { burnAlertId } from "../signals/burnRates.ts";

/** One for each row, by the row's id, and for each burn alert, such as `uptime-1h`, with a made-up objective; none where Datadog is off. */
export function declaredMonitors({ runbook, signals, datadog }: Inputs): Record<string, DeclaredMonitor> {
  if (datadog === undefined) return {};
  const { thresholds: rows } = runbook;
  const sources = { ...datadog, rows, signals };
  // Every argument is a plain value there: the rules of the pack read it.
  const ofRows = rows.map((row) => [row.id, monitorArgs(row, sources) as DeclaredMonitor]);
  const ofObjectives = datadog.objectives.flatMap((objective) =>
    objective.burnAlerts.map((burn) => [
      `${objective.row.id}-${burnAlertId(burn)}`,
      burnAlertArgs(digits(32, objective.row.id), objective, burn, datadog),
    ]),
  );
  return Object.fromEntries([...ofRows, ...ofObjectives]);
}

/** What Datadog tells of them once the stack has been updated and all is well, by the row's id. */
export function updatedMonitors(inputs: Inputs): Record<string, MonitorBody> {
  const firstId = 101;
  const entries = Object.entries(declaredMonitors(inputs));
  return Object.fromEntries(entries.map(([id, one], index) => [id, monitorBody(one, firstId + index)]));
}
