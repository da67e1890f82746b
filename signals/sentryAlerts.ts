// The alerts that Sentry must have: on the error rate, at the incident, on silence, on crashes, and on issues.
import type { Threshold } from "../runbook/model.ts";
import type { ErrorIncident } from "./errorIncident.ts";
import { convert } from "./units.ts";

/** Over how many minutes Sentry counts one issue's events, and the sessions that it affects, by Sentry's own names. */
export const eventSpans = {
  "1m": 1,
  "5m": 5,
  "15m": 15,
  "1h": 60,
  "1d": 1440,
  "1w": 10080,
  "30d": 43200,
} as const;
export const sessionSpans = { "5m": 5, "10m": 10, "30m": 30, "1h": 60 } as const;

/** When one issue is too frequent: by its events, or by the share of all sessions that it affects. */
export interface Frequent {
  events: number;
  eventsWithin: keyof typeof eventSpans;
  sessionsPercent: number;
  sessionsWithin: keyof typeof sessionSpans;
}

/** Below which share of sessions without a crash Sentry alerts, and over how long it is measured. */
export interface CrashFree {
  percent: number;
  windowMinutes: number;
}

/** A channel that Sentry tells beside the team, in a workspace that is connected to it. */
export interface SlackChannel {
  workspaceId: number;
  channel: string;
}

/** Of all sessions those without a crash, in percent, in spite of its name: Sentry turns it round. */
export const crashFreeSessions = "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate";

/** A condition as Sentry's registry of rules knows it: its class, and what that wants to know. */
export type IssueCondition = Readonly<Record<string, string>>;

export interface IssueAlert {
  id: "new-issue" | "regression" | "escalating" | "frequent";
  title: string;
  /** Of which one is enough, each with words that say on what it speaks. */
  conditions: readonly { condition: IssueCondition; words: string }[];
}

/** The alerts on what happens to single issues. */
export function issueAlerts(frequent: Frequent): readonly IssueAlert[] {
  const { events, eventsWithin, sessionsPercent, sessionsWithin } = frequent;
  return [
    {
      id: "new-issue",
      title: "New issue",
      conditions: [{ condition: { id: classes.firstSeen }, words: "on a new issue" }],
    },
    {
      id: "regression",
      title: "Regression",
      conditions: [{ condition: { id: classes.regression }, words: "on a regression" }],
    },
    {
      id: "escalating",
      title: "Escalating issue",
      conditions: [{ condition: { id: classes.escalating }, words: "on an escalating issue" }],
    },
    {
      id: "frequent",
      title: "Frequent issue",
      conditions: [
        {
          condition: more(classes.frequency, events, eventsWithin),
          words: `on an issue with more than ${events} events in ${eventsWithin}`,
        },
        {
          condition: more(classes.frequencyPercent, sessionsPercent, sessionsWithin),
          words: `on an issue in more than ${sessionsPercent}% of the sessions of ${sessionsWithin}`,
        },
      ],
    },
  ];
}

/** How an issue alert tells somebody, in the words of Sentry's registry. */
export const issueActions = {
  email: "sentry.mail.actions.NotifyEmailAction",
  slack: "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
} as const;

const classes = {
  firstSeen: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition",
  regression: "sentry.rules.conditions.regression_event.RegressionEventCondition",
  // Named for what it once was; it has meant "an issue escalates" since Sentry knows escalating issues.
  escalating: "sentry.rules.conditions.reappeared_event.ReappearedEventCondition",
  frequency: "sentry.rules.conditions.event_frequency.EventFrequencyCondition",
  frequencyPercent: "sentry.rules.conditions.event_frequency.EventFrequencyPercentCondition",
} as const;

function more(id: string, value: number, interval: string): IssueCondition {
  return { id, comparisonType: "count", value: String(value), interval };
}

/** What a condition says of itself, by which a declared one is found; without a comparison Sentry counts. */
export function conditionText(condition: Readonly<Record<string, unknown>>): string {
  const { id, comparisonType = "count", value, interval } = condition;
  return value === undefined ? String(id) : `${id} ${comparisonType} > ${value} in ${interval}`;
}

/**
 * The alerts there must be, each as what a declared one says of itself, with words for people.
 * @param of the row and the incident at which Sentry alerts, and when issues and crashes are too many; without one of
 * them, there is no such alert
 */
export function requiredAlerts(of: {
  errors?: Threshold | undefined;
  incident?: ErrorIncident | undefined;
  frequent?: Frequent | undefined;
  crashFree?: CrashFree | undefined;
}): ReadonlyMap<string, string> {
  const { errors, incident, frequent, crashFree } = of;
  const rate = ({ comparator, value, unit }: Threshold["alert"]) =>
    `failure_rate() ${comparator} ${convert(value, unit, "fraction")}`;
  const issues = frequent === undefined ? [] : issueAlerts(frequent).flatMap(({ conditions }) => conditions);
  const pairs: (readonly [string, string])[] = [
    ...(errors ? [[rate(errors.alert), `at "${errors.metric}" ${errors.alert.text}`] as const] : []),
    ...(incident
      ? [
          [
            rate(incident.threshold),
            `at the incident "${incident.title}" ${incident.threshold.text}`,
          ] as const,
        ]
      : []),
    ["count() < 1", "on silence"],
    ...(crashFree
      ? [
          [
            `${crashFreeSessions} < ${crashFree.percent}`,
            `below ${crashFree.percent}% crash-free sessions`,
          ] as const,
        ]
      : []),
    ...issues.map(({ condition, words }) => [conditionText(condition), words] as const),
  ];
  return new Map(pairs);
}
