// What is drawn over every graph: deployments and downtimes, as the events that Datadog has of them.
import type { MonitoringScope } from "../signals/scope.ts";
import type { Request } from "./json.ts";

/** The tag of the event that tells of a deployment; docs/dashboard.md says who sends it. */
export const deploymentTag = "runbook-event:deployment";

/**
 * The two overlays. An event of a deployment names its stack by its tags. Those of downtimes are Datadog's own, found
 * as its documentation says; what else they carry it does not say, so that each downtime of the account is drawn.
 */
export function overlays({ environment, service }: MonitoringScope): Request[] {
  return [
    overlay("deployments", `env:${environment} service:${service} ${deploymentTag}`),
    overlay("downtimes", "tags:audit downtime"),
  ];
}

function overlay(name: string, query: string): Request {
  return {
    display_type: "overlay",
    response_format: "timeseries",
    queries: [{ data_source: "events", name, search: { query }, compute: { aggregation: "count" } }],
  };
}
