// What the components of error tracking ask Sentry for, given the numbers of a runbook.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { alertArgs, type ErrorRateAlertsArgs, incidentArgs } from "../../components/ErrorRateAlerts.ts";
import { issueAlertArgs } from "../../components/IssueAlerts.ts";
import { silenceArgs } from "../../components/SilenceAlert.ts";

const place = { organization: "acme", project: "fleet", environment: "production", teamId: "42" };
const args: ErrorRateAlertsArgs = {
  ...place,
  errors: {
    id: "error-rate",
    metric: "Error Rate",
    target: { comparator: "<", value: 0.5, unit: "percent", text: "< 0.5%" },
    alert: { comparator: ">", value: 1, unit: "percent", text: "> 1%" },
    at: { line: 1, column: 1 },
  },
  incident: {
    id: "error-rate-spike",
    title: "Error Rate Spike",
    threshold: { comparator: ">", value: 5, unit: "percent", text: "> 5%" },
  },
};

/** The alert without its owner, which is an output, and that owner. */
async function settled<Args extends { owner?: pulumi.Input<string> }>({ owner, ...rest }: Args) {
  return { rest, owner: await new Promise((resolve) => pulumi.output(owner).apply(resolve)) };
}

const common = {
  organization: "acme",
  project: "fleet",
  environment: "production",
  dataset: "transactions",
  eventTypes: ["transaction"],
  query: "",
};
const actions = [{ type: "email", targetType: "team", targetIdentifier: "42" }];

describe("the alerts of Sentry", () => {
  it("alert at the row's threshold and resolve at its target, as fractions of one, and tell the team", async () => {
    const { rest, owner } = await settled(alertArgs(args));
    assert.deepEqual(rest, {
      ...common,
      name: "Error Rate > 1% (production)",
      aggregate: "failure_rate()",
      timeWindow: 5,
      thresholdType: 0,
      resolveThreshold: 0.005,
      triggers: [{ label: "critical", thresholdType: 0, alertThreshold: 0.01, actions }],
    });
    assert.equal(owner, "team:42");
  });

  it("call it an incident at the heading's amount, until even the alert is over", async () => {
    const { rest, owner } = await settled(incidentArgs(args));
    assert.deepEqual(rest, {
      ...common,
      name: "Incident: Error Rate Spike > 5% (production)",
      aggregate: "failure_rate()",
      timeWindow: 5,
      thresholdType: 0,
      resolveThreshold: 0.01,
      triggers: [{ label: "critical", thresholdType: 0, alertThreshold: 0.05, actions }],
    });
    assert.equal(owner, "team:42");
  });

  it("speak when nothing arrives any more", async () => {
    const { rest, owner } = await settled(silenceArgs({ ...place, silenceMinutes: 60 }));
    assert.deepEqual(rest, {
      ...common,
      name: "Silence: no transaction for 60 minutes (production)",
      aggregate: "count()",
      timeWindow: 60,
      thresholdType: 1,
      triggers: [{ label: "critical", thresholdType: 1, alertThreshold: 1, actions }],
    });
    assert.equal(owner, "team:42");
  });

  it("tell the owners and the team of a new issue and of one that came back", () => {
    const email = "sentry.mail.actions.NotifyEmailAction";
    const rule = {
      organization: "acme",
      project: "fleet",
      environment: "production",
      actionMatch: "any",
      filterMatch: "all",
      filters: [],
      actions: [
        { id: email, targetType: "IssueOwners", targetIdentifier: "" },
        { id: email, targetType: "Team", targetIdentifier: "42" },
      ],
      frequency: 30,
    };
    assert.deepEqual(issueAlertArgs("new-issue", place), {
      ...rule,
      name: "New issue (production)",
      conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
    });
    assert.deepEqual(issueAlertArgs("regression", place), {
      ...rule,
      name: "Regression (production)",
      conditions: [{ id: "sentry.rules.conditions.regression_event.RegressionEventCondition" }],
    });
  });
});
