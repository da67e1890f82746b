// Requires Sentry to alert where the runbook does: at the alert threshold, at the incident, on issues, and on silence.
import { issueEvents } from "../components/IssueAlerts.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { convert } from "../signals/units.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const requireSentryAlerts: StackRule = {
  name: "require-sentry-alerts",
  description:
    "Sentry must alert once at the runbook's alert threshold, at its incident, on a new issue, a regression and silence.",
  checkStack(resources, { sentry }, report) {
    const found = resources.flatMap((resource) => speaksOf(resource));
    const required = requiredAlerts(sentry);
    for (const [alert, words] of required) {
      const count = found.filter((one) => one.alert === alert).length;
      if (count === 1) continue;
      report(`Sentry must have exactly one alert ${words}, and has ${count}; mend: declare it once`);
    }
    for (const { alert, urn } of found) {
      if (required.has(alert)) continue;
      report(`the alert (${alert}) is none of the runbook's; mend: take its threshold from the runbook`, urn);
    }
  },
};

/** The alerts there must be, each as what a declared one says of itself, with words for people. */
function requiredAlerts({ errors, incident }: Inputs["sentry"]): ReadonlyMap<string, string> {
  const rate = ({ comparator, value, unit }: typeof incident.threshold) =>
    `failure_rate() ${comparator} ${convert(value, unit, "fraction")}`;
  return new Map([
    [rate(errors.alert), `at "${errors.metric}" ${errors.alert.text}`],
    [rate(incident.threshold), `at the incident "${incident.title}" ${incident.threshold.text}`],
    ["count() < 1", "on silence"],
    ...Object.values(issueEvents).map(
      ({ title, condition }) => [condition, `on a ${title.toLowerCase()}`] as const,
    ),
  ]);
}

/** What an alert declares: aggregate and threshold of a metric alert, the conditions of an issue alert. */
function speaksOf({ type, urn, props }: CheckedResource): { alert: string; urn: string }[] {
  if (type === types.sentryMetricAlert) {
    const sign = props["thresholdType"] === 0 ? ">" : "<";
    const triggers = props["triggers"] as readonly { alertThreshold?: unknown }[];
    return triggers.map(({ alertThreshold }) => ({
      alert: `${String(props["aggregate"])} ${sign} ${String(alertThreshold)}`,
      urn,
    }));
  }
  if (type !== types.sentryIssueAlert) return [];
  const conditions = props["conditions"] as readonly { id?: unknown }[];
  return conditions.map(({ id }) => ({ alert: String(id), urn }));
}
