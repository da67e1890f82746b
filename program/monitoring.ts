// Wires inputs into what Datadog watches, and what silences it.
import { MaintenanceDowntime } from "../components/MaintenanceDowntime.ts";
import { ThresholdMonitors } from "../components/ThresholdMonitors.ts";
import type { Inputs } from "../inputs/inputs.ts";

/** A monitor for each row, and the downtime that silences them all; none where Datadog is off. */
export function monitoringOf(inputs: Inputs): ThresholdMonitors | undefined {
  const { settings, runbook, signals, datadog, now } = inputs;
  if (datadog === undefined) return undefined;
  const { scope, runbookUrl } = datadog;
  const { thresholds: rows, maintenance } = runbook;
  new MaintenanceDowntime("maintenance", { rule: maintenance.rule, scope, runbookUrl, now });
  const adopt = settings.adopt.monitors;
  return new ThresholdMonitors("monitor", { ...datadog, rows, signals, adopt });
}
