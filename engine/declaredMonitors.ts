// The monitors that the program declares, without running it; and an account that holds them, for the rehearsal.
import { burnAlertArgs } from "../components/Objectives.ts";
import { monitorArgs } from "../components/ThresholdMonitors.ts";
import { incidentSources } from "../inputs/incidents.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { digits } from "../rehearsal/providers/table.ts";
import { type DeclaredMonitor, type MonitorBody, monitorBody } from "../rehearsal/services/datadog.ts";
import { burnAlertId } from "../signals/burnRates.ts";
import { compositeQuery, compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
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

/** What Datadog tells of all of them once the stack has been updated and all is well, by the same names. */
export function updatedMonitors(inputs: Inputs): Record<string, MonitorBody> {
  const firstId = 101;
  const entries = Object.entries(declaredMonitors(inputs));
  const measuring = entries.map(([id, one], index) => [id, monitorBody(one, firstId + index)] as const);
  const incidents = incidentSources(inputs);
  const names = new Map(measuring.map(([name, { id }]) => [name, id]));
  // The monitors of status pages carry other tags, and are not among those of the stack.
  const statusPage = 900_000;
  const judging = (incidents === undefined ? [] : compositeWatches(incidents)).map((one, index) => {
    const query = compositeQuery(one, (part) => names.get(`incident-${part}`) ?? statusPage);
    return [
      `incident-${one.id}`,
      monitorBody({ ...one.args, query }, firstId + entries.length + index),
    ] as const;
  });
  return Object.fromEntries([...measuring, ...judging]);
}
