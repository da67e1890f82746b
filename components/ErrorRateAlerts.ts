// Sentry's alerts on the share of failed transactions: one at the runbook's alert threshold, one where it is an incident.
import * as pulumi from "@pulumi/pulumi";
import { SentryMetricAlert, type SentryMetricAlertArgs } from "@pulumiverse/sentry/sentryMetricAlert.js";
import type { Threshold } from "../runbook/model.ts";
import type { ErrorIncident } from "../signals/errorIncident.ts";
import { convert } from "../signals/units.ts";
import type { AlertPlace } from "./ErrorTracking.ts";
import { formerNames } from "./formerNames.ts";
import { metricAlertArgs } from "./metricAlert.ts";

export interface ErrorRateAlertsArgs extends AlertPlace {
  /** The row of the threshold table that says how many errors are too many. */
  errors: Threshold;
  /** The kind of incident that begins when there are more still. */
  incident: ErrorIncident;
}

export class ErrorRateAlerts extends pulumi.ComponentResource {
  readonly alert: SentryMetricAlert;
  readonly incident: SentryMetricAlert;

  constructor(name: string, args: ErrorRateAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:ErrorRateAlerts", name, {}, opts);
    const { errors, incident } = args;
    this.alert = new SentryMetricAlert(`${name}-${errors.id}`, alertArgs(args), {
      parent: this,
      aliases: formerNames(name, errors),
    });
    this.incident = new SentryMetricAlert(`${name}-${incident.id}`, incidentArgs(args), {
      parent: this,
      aliases: formerNames(name, incident),
    });
    this.registerOutputs({});
  }
}

/** Alerts at the row's threshold, resolves at its target. Sentry measures a failure rate as a fraction of one. */
export function alertArgs(args: ErrorRateAlertsArgs): SentryMetricAlertArgs {
  const { errors, environment } = args;
  return metricAlertArgs(args, {
    name: `${errors.metric} ${errors.alert.text} (${environment})`,
    aggregate: "failure_rate()",
    windowMinutes: 5,
    comparator: errors.alert.comparator,
    alertAt: convert(errors.alert.value, errors.alert.unit, "fraction"),
    resolveAt: convert(errors.target.value, errors.target.unit, "fraction"),
  });
}

/** Alerts where the incident begins; it is over when not even the row's own alert would stand any more. */
export function incidentArgs(args: ErrorRateAlertsArgs): SentryMetricAlertArgs {
  const { errors, incident, environment } = args;
  const { threshold } = incident;
  return metricAlertArgs(args, {
    name: `Incident: ${incident.title} ${threshold.text} (${environment})`,
    aggregate: "failure_rate()",
    windowMinutes: 5,
    comparator: threshold.comparator,
    alertAt: convert(threshold.value, threshold.unit, "fraction"),
    resolveAt: convert(errors.alert.value, errors.alert.unit, "fraction"),
  });
}
