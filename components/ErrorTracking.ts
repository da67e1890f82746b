// Sentry: the team, the project with its key, and one alert rule at the runbook's error threshold.
import * as pulumi from "@pulumi/pulumi";
import { SentryKey } from "@pulumiverse/sentry/sentryKey.js";
import { SentryMetricAlert, type SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import { SentryProject } from "@pulumiverse/sentry/sentryProject.js";
import { SentryTeam } from "@pulumiverse/sentry/sentryTeam.js";
import type { Threshold } from "../runbook/model.ts";
import { convert } from "../signals/units.ts";

export interface ErrorTrackingArgs {
  organization: string;
  team: string;
  project: string;
  environment: string;
  /** The row of the threshold table that says how many errors are too many. */
  errors: Threshold;
}

export class ErrorTracking extends pulumi.ComponentResource {
  readonly project: SentryProject;
  readonly key: SentryKey;
  readonly alert: SentryMetricAlert;

  constructor(name: string, args: ErrorTrackingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:ErrorTracking", name, {}, opts);
    const { organization } = args;
    const team = new SentryTeam(
      `${name}-team`,
      { organization, name: args.team, slug: args.team },
      { parent: this },
    );
    this.project = new SentryProject(
      `${name}-project`,
      // Any other platform is looked up at preview at an address outside Sentry's API; it only picks a setup guide.
      { organization, name: args.project, slug: args.project, teams: [team.slug], platform: "other" },
      // With the project go its issues: the record of every incident.
      { parent: this, protect: true },
    );
    this.key = new SentryKey(
      `${name}-key`,
      { organization, project: this.project.slug, name: args.environment },
      { parent: this },
    );
    this.alert = new SentryMetricAlert(
      `${name}-${args.errors.id}`,
      { ...alertArgs(args, team.internalId), project: this.project.slug },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Sentry's own numbers for the side of a threshold on which it alerts. */
const thresholdType = { ">": 0, "<": 1 } as const;

/** Alerts at the row's threshold, resolves at its target. Sentry measures a failure rate as a fraction of one. */
export function alertArgs(
  { organization, environment, errors }: ErrorTrackingArgs,
  team: pulumi.Input<string>,
): Omit<SentryMetricAlertArgs, "project"> {
  const side = thresholdType[errors.alert.comparator];
  return {
    organization,
    environment,
    name: `${errors.metric} ${errors.alert.text} (${environment})`,
    dataset: "transactions",
    eventTypes: ["transaction"],
    aggregate: "failure_rate()",
    query: "",
    timeWindow: 5,
    thresholdType: side,
    resolveThreshold: convert(errors.target.value, errors.target.unit, "fraction"),
    triggers: [
      {
        label: "critical",
        thresholdType: side,
        alertThreshold: convert(errors.alert.value, errors.alert.unit, "fraction"),
        actions: [{ type: "email", targetType: "team", targetIdentifier: team }],
      },
    ],
  };
}
