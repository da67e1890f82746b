// The alerts that Sentry must have: on the error rate, at the incident, on silence, and on issues.
import type { Threshold } from "../runbook/model.ts";
import type { ErrorIncident } from "./errorIncident.ts";
import { convert } from "./units.ts";

/** What happens to an issue, by the id of the alert, in the words of Sentry's registry of rules. */
export const issueEvents = {
  "new-issue": {
    title: "New issue",
    condition: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition",
  },
  regression: {
    title: "Regression",
    condition: "sentry.rules.conditions.regression_event.RegressionEventCondition",
  },
} as const;
export type IssueEvent = keyof typeof issueEvents;

/**
 * The alerts there must be, each as what a declared one says of itself, with words for people.
 * @param of the row and the incident at which Sentry alerts; without one of them, there is no such alert
 */
export function requiredAlerts(of: {
  errors?: Threshold | undefined;
  incident?: ErrorIncident | undefined;
}): ReadonlyMap<string, string> {
  const { errors, incident } = of;
  const rate = ({ comparator, value, unit }: Threshold["alert"]) =>
    `failure_rate() ${comparator} ${convert(value, unit, "fraction")}`;
  return new Map([
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
    ...Object.values(issueEvents).map(
      ({ title, condition }) => [condition, `on a ${title.toLowerCase()}`] as const,
    ),
  ]);
}
