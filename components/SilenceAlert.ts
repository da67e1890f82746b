// Sentry's alert that nothing arrives any more: then no other alert can speak either.
import * as pulumi from "@pulumi/pulumi";
import { SentryMetricAlert, type SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import type { AlertPlace } from "./ErrorTracking.ts";
import { metricAlertArgs } from "./metricAlert.ts";

export interface SilenceAlertArgs extends AlertPlace {
  /** How long there may be no transaction at all. */
  silenceMinutes: number;
}

export class SilenceAlert extends pulumi.ComponentResource {
  readonly alert: SentryMetricAlert;

  constructor(name: string, args: SilenceAlertArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:SilenceAlert", name, {}, opts);
    this.alert = new SentryMetricAlert(`${name}-silence`, silenceArgs(args), { parent: this });
    this.registerOutputs({});
  }
}

/** No errors are good news; no transactions are none at all. So it is they that are counted. */
export function silenceArgs(args: SilenceAlertArgs): SentryMetricAlertArgs {
  return metricAlertArgs(args, {
    name: `Silence: no transaction for ${args.silenceMinutes} minutes (${args.environment})`,
    aggregate: "count()",
    windowMinutes: args.silenceMinutes,
    comparator: "<",
    alertAt: 1,
  });
}
