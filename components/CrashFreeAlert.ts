// Sentry's alert that too many sessions of visitors end in a crash, whatever share of the requests fails.
import * as pulumi from "@pulumi/pulumi";
import { SentryMetricAlert, type SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import { type CrashFree, crashFreeSessions } from "../signals/sentryAlerts.ts";
import type { AlertPlace } from "./ErrorTracking.ts";
import { metricAlertArgs } from "./metricAlert.ts";

export interface CrashFreeAlertArgs extends AlertPlace {
  crashFree: CrashFree;
}

export class CrashFreeAlert extends pulumi.ComponentResource {
  readonly alert: SentryMetricAlert;

  constructor(name: string, args: CrashFreeAlertArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:CrashFreeAlert", name, {}, opts);
    this.alert = new SentryMetricAlert(`${name}-crash-free`, crashFreeArgs(args), { parent: this });
    this.registerOutputs({});
  }
}

/** Sentry measures it in percent, and has no least number of sessions: only a longer window makes few of them tell more. */
export function crashFreeArgs(args: CrashFreeAlertArgs): SentryMetricAlertArgs {
  const { crashFree, environment } = args;
  return metricAlertArgs(args, {
    name: `Crash-free sessions < ${crashFree.percent}% (${environment})`,
    aggregate: crashFreeSessions,
    windowMinutes: crashFree.windowMinutes,
    comparator: "<",
    alertAt: crashFree.percent,
  });
}
