// Sends the project's logs and traces from Vercel to Datadog.
import * as pulumi from "@pulumi/pulumi";
import { LogDrain } from "@pulumiverse/vercel/logDrain.js";
import { TraceDrain } from "@pulumiverse/vercel/traceDrain.js";

export interface DatadogDrainsArgs {
  projectId: pulumi.Input<string>;
  teamId?: string | undefined;
  apiKey: pulumi.Input<string>;
  /** Where logs go; none are sent if it is left away. */
  logsEndpoint?: string | undefined;
  /** Where traces go; none are sent if it is left away. */
  tracesEndpoint?: string | undefined;
}

export class DatadogDrains extends pulumi.ComponentResource {
  constructor(name: string, args: DatadogDrainsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:DatadogDrains", name, {}, opts);
    const shared = {
      projectIds: [args.projectId],
      headers: { "DD-API-KEY": args.apiKey },
      ...(args.teamId !== undefined && { teamId: args.teamId }),
    };
    // A drain cannot be changed, only replaced: the new one sends before the old one ends, so that nothing is lost.
    if (args.logsEndpoint !== undefined) {
      new LogDrain(
        `${name}-logs`,
        {
          ...shared,
          endpoint: args.logsEndpoint,
          deliveryFormat: "json",
          environments: ["production"],
          sources: ["build", "edge", "external", "firewall", "lambda", "redirect", "static"],
        },
        { parent: this },
      );
    }
    if (args.tracesEndpoint !== undefined) {
      new TraceDrain(
        `${name}-traces`,
        { ...shared, endpoint: args.tracesEndpoint, deliveryFormat: "proto" },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** The intakes of a Datadog site, for what is switched on and has no address of its own. */
export function drainEndpoints(
  site: string,
  drains: {
    logs: boolean;
    traces: boolean;
    logsEndpoint?: string | undefined;
    tracesEndpoint?: string | undefined;
  },
): { logsEndpoint?: string; tracesEndpoint?: string } {
  return {
    ...(drains.logs && {
      logsEndpoint: drains.logsEndpoint ?? `https://http-intake.logs.${site}/api/v2/logs?ddsource=vercel`,
    }),
    ...(drains.traces && { tracesEndpoint: drains.tracesEndpoint ?? `https://otlp.${site}/v1/traces` }),
  };
}
