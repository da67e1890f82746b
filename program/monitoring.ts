// Wires inputs into what Datadog watches, and what silences it.
import type * as pulumi from "@pulumi/pulumi";
import { CustomMetrics } from "../components/CustomMetrics.ts";
import { FlowTests } from "../components/FlowTests.ts";
import { Heartbeat } from "../components/Heartbeat.ts";
import { IncidentMonitors } from "../components/IncidentMonitors.ts";
import { MaintenanceDowntime } from "../components/MaintenanceDowntime.ts";
import { Objectives } from "../components/Objectives.ts";
import { OnCallTeams } from "../components/OnCallTeams.ts";
import { StatusPageTests } from "../components/StatusPageTests.ts";
import { SyntheticChecks } from "../components/SyntheticChecks.ts";
import { ThresholdMonitors } from "../components/ThresholdMonitors.ts";
import { WarningMonitors } from "../components/WarningMonitors.ts";
import type { Config } from "../config.ts";
import { declaredMetrics } from "../inputs/declaredMetrics.ts";
import { incidentSources } from "../inputs/incidents.ts";
import type { Inputs } from "../inputs/inputs.ts";

/**
 * By row, its monitor and, where it has one, its objective; the monitors of the incidents, and the downtime that silences
 * all; none where Datadog is off.
 */
export function monitoringOf(
  inputs: Inputs,
): (Pick<ThresholdMonitors, "monitors"> & Pick<Objectives, "objectives">) | undefined {
  const { settings, runbook, signals, datadog, now } = inputs;
  if (datadog === undefined) return undefined;
  const { scope, runbookUrl, lingering } = datadog;
  const { thresholds: rows, maintenance } = runbook;
  const { rule } = maintenance;
  new MaintenanceDowntime("maintenance", { rule, scope, runbookUrl, now, lingering });
  declareMetrics(inputs);
  const { onCall: teams } = datadog;
  if (teams.length > 0) new OnCallTeams("on-call", { teams, runbookUrl });
  const incidents = incidentSources(inputs);
  if (incidents !== undefined) {
    const { monitors: statusMonitors } = new StatusPageTests("status-page", incidents);
    new IncidentMonitors("incident", { ...incidents, statusMonitors });
  }
  const adopt = settings.adopt.monitors;
  const { monitors } = new ThresholdMonitors("monitor", { ...datadog, rows, signals, adopt });
  if (datadog.warningHours !== undefined)
    new WarningMonitors("warning", { ...datadog, rows, signals, hours: datadog.warningHours, now });
  const { objectives } = new Objectives("objective", { ...datadog, rule, now });
  return { monitors, objectives };
}

/** The tests that call the application from outside; none where Datadog is off. */
export function syntheticsOf({ synthetics }: Inputs, { askedSecrets }: Config): void {
  if (synthetics === undefined) return;
  const { flowUsername, flowPassword, heartbeatUrl } = askedSecrets;
  new SyntheticChecks("synthetics", synthetics);
  if (synthetics.flows.length > 0)
    new FlowTests("flow", {
      ...synthetics,
      account: { FLOW_USERNAME: given(flowUsername), FLOW_PASSWORD: given(flowPassword) },
    });
  if (synthetics.heartbeat) new Heartbeat("heartbeat", { ...synthetics, url: given(heartbeatUrl) });
}

function given(secret: pulumi.Output<string> | undefined): pulumi.Output<string> {
  if (secret === undefined)
    throw new Error("a secret of the tests is missing: secretProblems lets none pass");
  return secret;
}

/** What the chosen sources need of the account, as far as this stack declares it for all that share the account. */
function declareMetrics({ settings, runbook }: Inputs): void {
  const metrics = declaredMetrics(settings, runbook);
  if (metrics.logMetrics.length + metrics.described.length === 0) return;
  new CustomMetrics("metrics", { ...metrics, adopt: settings.adopt.logMetrics });
}
