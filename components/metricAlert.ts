// What Sentry's metric alerts have in common: they watch transactions, belong to the team, and tell it by e-mail.
import * as pulumi from "@pulumi/pulumi";
import type { SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import type { Quantity } from "../runbook/model.ts";
import type { AlertPlace } from "./ErrorTracking.ts";

/** Sentry's own numbers for the side of a threshold on which it alerts. */
export const thresholdType = { ">": 0, "<": 1 } as const;

export interface MetricAlert {
  name: string;
  aggregate: "failure_rate()" | "count()";
  windowMinutes: number;
  comparator: Quantity["comparator"];
  /** In the unit of the aggregate. */
  alertAt: number;
  /** Where it is over; without it, as soon as it is no longer beyond `alertAt`. */
  resolveAt?: number;
}

/** An alert on all transactions of the environment. */
export function metricAlertArgs(place: AlertPlace, alert: MetricAlert): SentryMetricAlertArgs {
  const { organization, project, environment, teamId } = place;
  const side = thresholdType[alert.comparator];
  return {
    organization,
    project,
    environment,
    name: alert.name,
    owner: pulumi.interpolate`team:${teamId}`,
    dataset: "transactions",
    eventTypes: ["transaction"],
    aggregate: alert.aggregate,
    query: "",
    timeWindow: alert.windowMinutes,
    thresholdType: side,
    ...(alert.resolveAt !== undefined && { resolveThreshold: alert.resolveAt }),
    triggers: [
      {
        label: "critical",
        thresholdType: side,
        alertThreshold: alert.alertAt,
        actions: [{ type: "email", targetType: "team", targetIdentifier: teamId }],
      },
    ],
  };
}
