// The rules about Sentry's alerts, on the alerts that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { alertArgs, incidentArgs } from "../../components/ErrorRateAlerts.ts";
import { issueAlertArgs } from "../../components/IssueAlerts.ts";
import { silenceArgs } from "../../components/SilenceAlert.ts";
import { requireSentryAlerts } from "../../policies/requireSentryAlerts.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { scopeAlertsToEnvironment } from "../../policies/scopeAlertsToEnvironment.ts";
import { rehearsalInputs, resource, switchedOn, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const { environment } = inputs.settings;
const place = { ...switchedOn(inputs.sentry), project: "fleet", environment, teamId: "42" };

const declared: CheckedResource[] = [
  resource(types.sentryMetricAlert, alertArgs(place), { name: "alert" }),
  resource(types.sentryMetricAlert, incidentArgs(place), { name: "incident" }),
  resource(types.sentryMetricAlert, silenceArgs({ ...place, silenceMinutes: 60 }), { name: "silence" }),
  resource(types.sentryIssueAlert, issueAlertArgs("new-issue", place), { name: "new-issue" }),
  resource(types.sentryIssueAlert, issueAlertArgs("regression", place), { name: "regression" }),
].map((one) => ({ ...one, urn: `${one.urn}-${one.name}` }));

function changed(name: string, change: object): CheckedResource[] {
  return declared.map((one) => (one.name === name ? { ...one, props: { ...one.props, ...change } } : one));
}

describe("require-sentry-alerts", () => {
  it("passes what the program declares", () => {
    assert.deepEqual(verdictOf(requireSentryAlerts, declared, inputs), []);
  });

  it("refuses a stack that lacks any of the five", () => {
    const words = {
      alert: 'at "Error Rate" > 1%',
      incident: 'at the incident "Error Rate Spike" > 5%',
      silence: "on silence",
      "new-issue": "on a new issue",
      regression: "on a regression",
    };
    for (const [name, missing] of Object.entries(words)) {
      const others = declared.filter((one) => one.name !== name);
      assert.deepEqual(verdictOf(requireSentryAlerts, others, inputs), [
        `stack: Sentry must have exactly one alert ${missing}, and has 0; mend: declare it once`,
      ]);
    }
  });

  it("refuses an incident at the alert's own threshold", () => {
    const blurred = changed("incident", { triggers: [{ alertThreshold: 0.01, actions: [{}] }] });
    assert.deepEqual(verdictOf(requireSentryAlerts, blurred, inputs), [
      'stack: Sentry must have exactly one alert at "Error Rate" > 1%, and has 2; mend: declare it once',
      'stack: Sentry must have exactly one alert at the incident "Error Rate Spike" > 5%, and has 0; mend: declare it once',
    ]);
  });

  it("refuses an alert at an amount that the runbook does not name, or on its other side", () => {
    const mend = "is none of the runbook's; mend: take its threshold from the runbook";
    assert.equal(
      verdictOf(requireSentryAlerts, changed("alert", { triggers: [{ alertThreshold: 0.07 }] }), inputs)[1],
      `alert: the alert (failure_rate() > 0.07) ${mend}`,
    );
    assert.equal(
      verdictOf(requireSentryAlerts, changed("alert", { thresholdType: 1 }), inputs)[1],
      `alert: the alert (failure_rate() < 0.01) ${mend}`,
    );
  });
});

describe("an alert that would say nothing", () => {
  const judge = (name: string, change: object) =>
    verdictOf(requireSentryAlerts, changed(name, change), inputs);
  const mute = "the alert must tell somebody, and has no action; mend: give it one";

  it("is refused when it tells nobody", () => {
    const [trigger] = alertArgs(place).triggers as object[];
    assert.deepEqual(judge("alert", { triggers: [{ ...trigger, actions: [] }] }), [`alert: ${mute}`]);
    assert.deepEqual(judge("regression", { actions: undefined }), [`regression: ${mute}`]);
  });

  it("is refused when it judges less than everything", () => {
    assert.deepEqual(judge("silence", { query: "release:none" }), [
      "silence: the alert must judge every event, and has a query; mend: take it away",
    ]);
    assert.deepEqual(judge("new-issue", { filters: [{ id: "level" }] }), [
      "new-issue: the alert must judge every issue, and has filters; mend: take them away",
    ]);
  });

  it("is refused when it waits for an issue to be new and to have come back at once", () => {
    const both = [issueAlertArgs("new-issue", place), issueAlertArgs("regression", place)].flatMap(
      ({ conditions }) => conditions as object[],
    );
    const one = changed("new-issue", { conditions: both, actionMatch: "all" }).filter(
      ({ name }) => name !== "regression",
    );
    assert.deepEqual(verdictOf(requireSentryAlerts, one, inputs), [
      'new-issue: the alert must speak on any of its conditions; mend: set its actionMatch to "any"',
    ]);
  });

  it("is found in Sentry's older kind of rule too", () => {
    const old = declared.map((one) => (one.name === "regression" ? { ...one, type: types.sentryRule } : one));
    assert.deepEqual(verdictOf(requireSentryAlerts, old, inputs), []);
    const wide = { ...(old.at(-1) as CheckedResource), props: {} };
    assert.equal(verdictOf(scopeAlertsToEnvironment, [wide], inputs).length, 1);
  });
});

describe("scope-alerts-to-environment", () => {
  it("passes what the program declares", () => {
    assert.deepEqual(verdictOf(scopeAlertsToEnvironment, declared, inputs), []);
  });

  it("refuses an alert on every environment, and on another", () => {
    const mend = 'and must judge "rehearsal" alone; mend: set its environment';
    assert.deepEqual(
      verdictOf(scopeAlertsToEnvironment, changed("silence", { environment: undefined }), inputs),
      [`silence: the alert judges every environment, ${mend}`],
    );
    assert.deepEqual(
      verdictOf(scopeAlertsToEnvironment, changed("regression", { environment: "production" }), inputs),
      [`regression: the alert judges "production", ${mend}`],
    );
  });
});
