// Requires Sentry to alert where the runbook and config do: on errors, incident, issues, crashes and silence.
import type { SentryInputs } from "../inputs/sentry.ts";
import { conditionText, issueActions, requiredAlerts } from "../signals/sentryAlerts.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const requireSentryAlerts: ResourceRule = {
  name: "require-sentry-alerts",
  description:
    "Sentry must alert once at the runbook's alert threshold, at its incident, on new, regressed, escalating and " +
    "frequent issues, on crashes and on silence, and must tell the team.",
  mend:
    "Change the threshold or the incident in the runbook, or `marsana-fleet:sentry`, not the alert; declare each " +
    "alert once.",
  appliesTo: [types.sentryMetricAlert, types.sentryIssueAlert, types.sentryRule],
  checkResource(resource, { sentry }, report) {
    if (sentry === undefined) return;
    const required = requiredAlerts(sentry);
    for (const alert of speaksOf(resource).filter((one) => !required.has(one)))
      report(
        `the alert (${alert}) is none of the runbook's or of config's; mend: take its threshold from there`,
      );
    for (const problem of mutingsIn(resource, sentry)) report(problem);
  },
  checkStack(resources, { sentry }, report) {
    if (sentry === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const found = resources.flatMap(speaksOf);
    for (const [alert, words] of requiredAlerts(sentry)) {
      const count = found.filter((one) => one === alert).length;
      if (count === 1) continue;
      report(`Sentry must have exactly one alert ${words}, and has ${count}; mend: declare it once`);
    }
  },
};

/** Why an alert would say nothing where it should speak: to somebody, of everything, and soon again. */
function mutingsIn({ type, props }: CheckedResource, sentry: SentryInputs): string[] {
  const many = (value: unknown) => ((value ?? []) as readonly unknown[]).length;
  if (type === types.sentryMetricAlert) {
    const triggers = props["triggers"] as readonly { actions?: Actions }[];
    return [
      ...new Set(triggers.flatMap(({ actions }) => untoldBy(actions, metricRecipients, sentry))),
      ...(props["query"] ? ["the alert must judge every event, and has a query; mend: take it away"] : []),
    ];
  }
  if (!isIssueAlert(type)) return [];
  const { repeatMinutes } = sentry;
  const frequency = Number(props["frequency"]);
  return [
    ...untoldBy(props["actions"] as Actions, issueRecipients, sentry),
    ...(many(props["filters"]) > 0
      ? ["the alert must judge every issue, and has filters; mend: take them away"]
      : []),
    ...(many(props["conditions"]) > 1 && props["actionMatch"] !== "any"
      ? ['the alert must speak on any of its conditions; mend: set its actionMatch to "any"']
      : []),
    ...(frequency <= repeatMinutes
      ? []
      : [
          `the alert must speak of an issue again after ${repeatMinutes} minutes, and does after ${frequency}; ` +
            "mend: set its frequency to `marsana-fleet:sentry.repeatMinutes`",
        ]),
  ];
}

type Action = Readonly<Record<string, unknown>>;
type Actions = readonly Action[] | undefined;

/** How each kind of alert tells the team, and Slack. The team's own number nobody knows before the update. */
interface Recipients {
  team: (action: Action) => boolean;
  slack: (action: Action, slack: NonNullable<SentryInputs["slack"]>) => boolean;
}

const metricRecipients: Recipients = {
  team: ({ type, targetType }) => type === "email" && targetType === "team",
  slack: (action, { channel, workspaceId }) =>
    action["type"] === "slack" &&
    action["targetIdentifier"] === channel &&
    action["integrationId"] === workspaceId,
};

const issueRecipients: Recipients = {
  team: ({ id, targetType }) => id === issueActions.email && targetType === "Team",
  slack: ({ id, channel, workspace }, slack) =>
    id === issueActions.slack && channel === slack.channel && workspace === String(slack.workspaceId),
};

/** Whom these actions leave out. */
function untoldBy(actions: Actions = [], tells: Recipients, { slack }: SentryInputs): string[] {
  return [
    ...(actions.some(tells.team)
      ? []
      : ["the alert must tell the team by e-mail, and does not; mend: give it that action"]),
    ...(slack === undefined || actions.some((one) => tells.slack(one, slack))
      ? []
      : [
          `the alert must tell ${slack.channel} in Slack, as configured, and does not; mend: give it that action`,
        ]),
  ];
}

function isIssueAlert(type: string): boolean {
  return type === types.sentryIssueAlert || type === types.sentryRule;
}

/** What an alert declares: aggregate and threshold of a metric alert, the conditions of an issue alert. */
function speaksOf({ type, props }: CheckedResource): string[] {
  if (type === types.sentryMetricAlert) {
    const sign = props["thresholdType"] === 0 ? ">" : "<";
    const triggers = props["triggers"] as readonly { alertThreshold?: unknown }[];
    return triggers.map(
      ({ alertThreshold }) => `${String(props["aggregate"])} ${sign} ${String(alertThreshold)}`,
    );
  }
  if (!isIssueAlert(type)) return [];
  const conditions = props["conditions"] as readonly Readonly<Record<string, unknown>>[];
  return conditions.map(conditionText);
}
