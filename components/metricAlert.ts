// What Sentry's metric alerts have in common: on what data they rest, that they belong to the team, and whom they tell.
import * as pulumi from "@pulumi/pulumi";
import type { SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import type { Quantity } from "../runbook/model.ts";
import { crashFreeSessions } from "../signals/sentryAlerts.ts";
import type { AlertPlace } from "./ErrorTracking.ts";

/** Sentry's own numbers for the side of a threshold on which it alerts. */
export const thresholdType = { ">": 0, "<": 1 } as const;

const transactions = { dataset: "transactions", eventTypes: ["transaction"] };

/** The data of each aggregate. Sessions are no events, and have no types of them. */
const dataOf = {
  "failure_rate()": transactions,
  "count()": transactions,
  [crashFreeSessions]: { dataset: "metrics" },
};

export interface MetricAlert {
  name: string;
  aggregate: keyof typeof dataOf;
  windowMinutes: number;
  comparator: Quantity["comparator"];
  /** In the unit of the aggregate. */
  alertAt: number;
  /** Where it is over; without it, as soon as it is no longer beyond `alertAt`. */
  resolveAt?: number;
}

/** An alert on everything in the environment of which the aggregate is made. */
export function metricAlertArgs(place: AlertPlace, alert: MetricAlert): SentryMetricAlertArgs {
  const { organization, project, environment, teamId, slack } = place;
  const side = thresholdType[alert.comparator];
  return {
    organization,
    project,
    environment,
    name: alert.name,
    owner: pulumi.interpolate`team:${teamId}`,
    ...dataOf[alert.aggregate],
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
        actions: [
          { type: "email", targetType: "team", targetIdentifier: teamId },
          ...(slack ? [slackAction(slack)] : []),
        ],
      },
    ],
  };
}

function slackAction({ workspaceId, channel }: NonNullable<AlertPlace["slack"]>) {
  return { type: "slack", targetType: "specific", targetIdentifier: channel, integrationId: workspaceId };
}
