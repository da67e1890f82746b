// The one Datadog dashboard of the runbook.
import { DashboardJson } from "@pulumi/datadog/dashboardJson.js";
import * as pulumi from "@pulumi/pulumi";
import { type DashboardSources, dashboardOf } from "../dashboard/dashboard.ts";

export class Dashboard extends pulumi.ComponentResource {
  readonly dashboard: DashboardJson;

  constructor(name: string, args: DashboardSources, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:Dashboard", name, {}, opts);
    // Plain text, with nothing in it that only the service knows: the rules read it at a preview.
    this.dashboard = new DashboardJson(
      `${name}-runbook`,
      { dashboard: JSON.stringify(dashboardOf(args)) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
