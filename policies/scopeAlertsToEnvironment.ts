// Requires Sentry's alerts to judge this stack's environment alone.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const scopeAlertsToEnvironment: ResourceRule = {
  name: "scope-alerts-to-environment",
  description: "An alert of Sentry must judge the events of this stack's environment, and of no other.",
  mend: "Give the alert the environment of `marsana-fleet:environment`.",
  appliesTo: [types.sentryMetricAlert, types.sentryIssueAlert, types.sentryRule],
  checkResource({ props }, { settings }, report) {
    const { environment } = props;
    if (environment === settings.environment) return;
    report(
      `the alert judges ${environment === undefined ? "every environment" : `"${String(environment)}"`}, and must ` +
        `judge "${settings.environment}" alone; mend: set its environment`,
    );
  },
};
