// Sentry's alerts on single issues: one that was never seen before, and one that came back after it was resolved.
import * as pulumi from "@pulumi/pulumi";
import { SentryIssueAlert, type SentryIssueAlertArgs } from "@pulumiverse/sentry/sentryIssueAlert.js";
import { type IssueEvent, issueEvents } from "../signals/sentryAlerts.ts";
import type { AlertPlace } from "./ErrorTracking.ts";

export class IssueAlerts extends pulumi.ComponentResource {
  readonly alerts: readonly SentryIssueAlert[];

  constructor(name: string, place: AlertPlace, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:IssueAlerts", name, {}, opts);
    this.alerts = Object.keys(issueEvents).map(
      (event) =>
        new SentryIssueAlert(`${name}-${event}`, issueAlertArgs(event as IssueEvent, place), {
          parent: this,
        }),
    );
    this.registerOutputs({});
  }
}

/**
 * Tells whoever owns the issue by the project's ownership rules, and the team in any case: the package has no owner
 * for this kind of alert.
 */
export function issueAlertArgs(event: IssueEvent, place: AlertPlace): SentryIssueAlertArgs {
  const { organization, project, environment, teamId } = place;
  const { title, condition } = issueEvents[event];
  const email = "sentry.mail.actions.NotifyEmailAction";
  return {
    organization,
    project,
    environment,
    name: `${title} (${environment})`,
    actionMatch: "any",
    filterMatch: "all",
    conditions: [{ id: condition }],
    filters: [],
    actions: [
      { id: email, targetType: "IssueOwners", targetIdentifier: "" },
      { id: email, targetType: "Team", targetIdentifier: teamId },
    ],
    // Sentry's own default: an issue is spoken of once in this many minutes.
    frequency: 30,
  };
}
