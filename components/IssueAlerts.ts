// Sentry's alerts on single issues: new, back after it was resolved, escalating, or too frequent.
import * as pulumi from "@pulumi/pulumi";
import { SentryIssueAlert, type SentryIssueAlertArgs } from "@pulumiverse/sentry/sentryIssueAlert.js";
import { type Frequent, type IssueAlert, issueActions, issueAlerts } from "../signals/sentryAlerts.ts";
import type { AlertPlace } from "./ErrorTracking.ts";

export interface IssueAlertsArgs extends AlertPlace {
  frequent: Frequent;
  /** For how many minutes an alert says nothing more of an issue that it has spoken of. */
  repeatMinutes: number;
}

export class IssueAlerts extends pulumi.ComponentResource {
  readonly alerts: readonly SentryIssueAlert[];

  constructor(name: string, args: IssueAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:sentry:IssueAlerts", name, {}, opts);
    this.alerts = issueAlerts(args.frequent).map(
      (alert) => new SentryIssueAlert(`${name}-${alert.id}`, issueAlertArgs(alert, args), { parent: this }),
    );
    this.registerOutputs({});
  }
}

/**
 * Tells whoever owns the issue by the project's ownership rules, and the team in any case: the package has no owner
 * for this kind of alert.
 */
export function issueAlertArgs(alert: IssueAlert, args: IssueAlertsArgs): SentryIssueAlertArgs {
  const { organization, project, environment, teamId, slack, repeatMinutes } = args;
  const { email } = issueActions;
  return {
    organization,
    project,
    environment,
    name: `${alert.title} (${environment})`,
    actionMatch: "any",
    filterMatch: "all",
    conditions: alert.conditions.map(({ condition }) => condition),
    filters: [],
    actions: [
      { id: email, targetType: "IssueOwners", targetIdentifier: "" },
      { id: email, targetType: "Team", targetIdentifier: teamId },
      ...(slack
        ? [{ id: issueActions.slack, workspace: String(slack.workspaceId), channel: slack.channel }]
        : []),
    ],
    frequency: repeatMinutes,
  };
}
