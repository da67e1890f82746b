// Requires Sentry to alert where the runbook does: at the alert threshold, at the incident, on issues, and on silence.
import { requiredAlerts } from "../signals/sentryAlerts.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const requireSentryAlerts: StackRule = {
  name: "require-sentry-alerts",
  description:
    "Sentry must alert once at the runbook's alert threshold, at its incident, on a new issue, a regression and silence.",
  checkStack(resources, { sentry }, report) {
    if (sentry === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
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
