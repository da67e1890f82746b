// The monitors that the program declares, without running it, by their names in the stack.
import { burnAlertArgs } from "../components/Objectives.ts";
import { monitorArgs } from "../components/ThresholdMonitors.ts";
import { incidentSources } from "../inputs/incidents.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { digits } from "../rehearsal/providers/table.ts";
import type { DeclaredMonitor } from "../rehearsal/services/datadog.ts";
import { burnAlertId } from "../signals/burnRates.ts";
import { metricWatches } from "../signals/incidentWatches.ts";
import { warningArgs } from "../signals/warnings.ts";

/**
 * Those that judge what is measured: one for each row, by the row's id; where warnings keep business hours one for each
 * target, such as `uptime-warning`; for each burn alert, such as `uptime-1h`, with a
 * made-up objective; and those of the incidents, each by its name in the stack. None where Datadog is off.
 */
export function declaredMonitors(inputs: Inputs): Record<string, DeclaredMonitor> {
  const { runbook, signals, datadog } = inputs;
  const incidents = incidentSources(inputs);
  if (datadog === undefined || incidents === undefined) return {};
  const { thresholds: rows } = runbook;
  const sources = { ...datadog, rows, signals };
  // Every argument is a plain value there: the rules of the pack read it.
  const ofRows = rows.map((row) => [row.id, monitorArgs(row, sources) as DeclaredMonitor]);
  const ofWarnings =
    datadog.warningHours === undefined
      ? []
      : rows.map((row) => [`${row.id}-warning`, warningArgs(row, sources) as DeclaredMonitor]);
  const ofObjectives = datadog.objectives.flatMap((objective) =>
    objective.burnAlerts.map((burn) => [
      `${objective.row.id}-${burnAlertId(burn)}`,
      burnAlertArgs(digits(32, objective.row.id), objective, burn, datadog),
    ]),
  );
  const ofIncidents = metricWatches(incidents).map(({ id, args }) => [`incident-${id}`, args]);
  return Object.fromEntries([...ofRows, ...ofWarnings, ...ofObjectives, ...ofIncidents]);
}
