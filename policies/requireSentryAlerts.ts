// Requires Sentry to alert where the runbook does: at the alert threshold, at the incident, on issues, and on silence.
import { requiredAlerts } from "../signals/sentryAlerts.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const requireSentryAlerts: StackRule = {
  name: "require-sentry-alerts",
  description:
    "Sentry must alert once at the runbook's alert threshold, at its incident, on a new issue, a regression and silence.",
  mend: "Change the threshold or the incident in the runbook, not the alert; declare each alert once.",
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
    for (const resource of resources) {
      for (const problem of mutingsIn(resource)) report(problem, resource.urn);
    }
  },
};

/** Why an alert would say nothing where it should speak: nobody to tell, or less than everything to judge. */
function mutingsIn({ type, props }: CheckedResource): string[] {
  const many = (value: unknown) => ((value ?? []) as readonly unknown[]).length;
  if (type === types.sentryMetricAlert) {
    const triggers = props["triggers"] as readonly { actions?: unknown }[];
    return [
      ...(triggers.every(({ actions }) => many(actions) > 0) ? [] : [mute]),
      ...(props["query"] ? ["the alert must judge every event, and has a query; mend: take it away"] : []),
    ];
  }
  if (!isIssueAlert(type)) return [];
  return [
    ...(many(props["actions"]) > 0 ? [] : [mute]),
    ...(many(props["filters"]) > 0
      ? ["the alert must judge every issue, and has filters; mend: take them away"]
      : []),
    ...(many(props["conditions"]) > 1 && props["actionMatch"] !== "any"
      ? ['the alert must speak on any of its conditions; mend: set its actionMatch to "any"']
      : []),
  ];
}

const mute = "the alert must tell somebody, and has no action; mend: give it one";

function isIssueAlert(type: string): boolean {
  return type === types.sentryIssueAlert || type === types.sentryRule;
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
  if (!isIssueAlert(type)) return [];
  const conditions = props["conditions"] as readonly { id?: unknown }[];
  return conditions.map(({ id }) => ({ alert: String(id), urn }));
}
