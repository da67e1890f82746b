// The rules about Sentry's alerts, on the alerts that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { crashFreeArgs } from "../../components/CrashFreeAlert.ts";
import { alertArgs, incidentArgs } from "../../components/ErrorRateAlerts.ts";
import { issueAlertArgs } from "../../components/IssueAlerts.ts";
import { silenceArgs } from "../../components/SilenceAlert.ts";
import { requireSentryAlerts } from "../../policies/requireSentryAlerts.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { scopeAlertsToEnvironment } from "../../policies/scopeAlertsToEnvironment.ts";
import { issueAlerts } from "../../signals/sentryAlerts.ts";
import { rehearsalInputs, resource, switchedOn, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
/** The same with a channel in Slack. */
const slack = { workspaceId: 77, channel: "#fleet" };
const withSlack = { ...inputs, sentry: { ...switchedOn(inputs.sentry), slack } };
const { environment } = inputs.settings;
const place = { ...switchedOn(inputs.sentry), project: "fleet", environment, teamId: "42" };

const declared = declaredAt(place);

function declaredAt(at: typeof place): CheckedResource[] {
  const all = [
    resource(types.sentryMetricAlert, alertArgs(at), { name: "alert" }),
    resource(types.sentryMetricAlert, incidentArgs(at), { name: "incident" }),
    resource(types.sentryMetricAlert, silenceArgs(at), { name: "silence" }),
    resource(types.sentryMetricAlert, crashFreeArgs(at), { name: "crash-free" }),
    ...issueAlerts(at.frequent).map((alert) =>
      resource(types.sentryIssueAlert, issueAlertArgs(alert, at), { name: alert.id }),
    ),
  ];
  return all.map((one) => ({ ...one, urn: `${one.urn}-${one.name}` }));
}

const conditionsOf = (name: string) =>
  declared.find((one) => one.name === name)?.props["conditions"] as Record<string, string>[];

function changed(name: string, change: object): CheckedResource[] {
  return declared.map((one) => (one.name === name ? { ...one, props: { ...one.props, ...change } } : one));
}

describe("require-sentry-alerts", () => {
  it("passes what the program declares", () => {
    assert.deepEqual(verdictOf(requireSentryAlerts, declared, inputs), []);
  });

  it("passes what the program declares with a channel in Slack", () => {
    assert.deepEqual(verdictOf(requireSentryAlerts, declaredAt({ ...place, slack }), withSlack), []);
  });

  it("refuses a stack that lacks any of them", () => {
    const words: Record<string, string | string[]> = {
      alert: 'at "Error Rate" > 1%',
      incident: 'at the incident "Error Rate Spike" > 5%',
      silence: "on silence",
      "new-issue": "on a new issue",
      regression: "on a regression",
      escalating: "on an escalating issue",
      frequent: [
        "on an issue with more than 100 events in 1h",
        "on an issue in more than 5% of the sessions of 1h",
      ],
      "crash-free": "below 99% crash-free sessions",
    };
    assert.deepEqual(Object.keys(words).sort(), declared.map(({ name }) => name).sort());
    for (const [name, missing] of Object.entries(words)) {
      const others = declared.filter((one) => one.name !== name);
      assert.deepEqual(
        verdictOf(requireSentryAlerts, others, inputs),
        [missing]
          .flat()
          .map((one) => `stack: Sentry must have exactly one alert ${one}, and has 0; mend: declare it once`),
      );
    }
  });

  it("refuses an incident at the alert's own threshold", () => {
    const blurred = changed("incident", { triggers: alertArgs(place).triggers });
    assert.deepEqual(verdictOf(requireSentryAlerts, blurred, inputs), [
      'stack: Sentry must have exactly one alert at "Error Rate" > 1%, and has 2; mend: declare it once',
      'stack: Sentry must have exactly one alert at the incident "Error Rate Spike" > 5%, and has 0; mend: declare it once',
    ]);
  });

  it("refuses an alert at an amount that the runbook does not name, or on its other side", () => {
    const mend = "is none of the runbook's or of config's; mend: take its threshold from there";
    assert.equal(
      verdictOf(requireSentryAlerts, changed("alert", { triggers: [{ alertThreshold: 0.07 }] }), inputs)[1],
      `alert: the alert (failure_rate() > 0.07) ${mend}`,
    );
    assert.equal(
      verdictOf(requireSentryAlerts, changed("alert", { thresholdType: 1 }), inputs)[1],
      `alert: the alert (failure_rate() < 0.01) ${mend}`,
    );
  });

  it("refuses a frequency, or a share of crashes, at which config does not alert", () => {
    const [events = {}, sessions = {}] = conditionsOf("frequent");
    const said = (name: string, change: object) =>
      verdictOf(requireSentryAlerts, changed(name, change), inputs).length;
    // The one that is missing, and the one that is none of config's.
    for (const weaker of [
      { ...events, value: "101" },
      { ...events, interval: "1m" },
      { ...events, comparisonType: "percent" },
    ])
      assert.equal(said("frequent", { conditions: [weaker, sessions] }), 2, JSON.stringify(weaker));
    const { comparisonType: _, ...unsaid } = events;
    assert.equal(said("frequent", { conditions: [unsaid, sessions] }), 0);
    const [trigger] = crashFreeArgs(place).triggers as object[];
    assert.equal(said("crash-free", { triggers: [{ ...trigger, alertThreshold: 98 }] }), 2);
    assert.equal(said("crash-free", { thresholdType: 0 }), 2);
  });
});

describe("an alert that would say nothing", () => {
  const judge = (name: string, change: object) =>
    verdictOf(requireSentryAlerts, changed(name, change), inputs);
  const mute = "the alert must tell the team by e-mail, and does not; mend: give it that action";

  it("is refused when it tells nobody", () => {
    const [trigger] = alertArgs(place).triggers as object[];
    assert.deepEqual(judge("alert", { triggers: [{ ...trigger, actions: [] }] }), [`alert: ${mute}`]);
    assert.deepEqual(judge("regression", { actions: undefined }), [`regression: ${mute}`]);
  });

  it("is refused when it tells somebody else than the team, or another channel than config's", () => {
    const [trigger] = alertArgs(place).triggers as object[];
    const others = [{ type: "email", targetType: "user", targetIdentifier: "7" }];
    assert.deepEqual(judge("alert", { triggers: [{ ...trigger, actions: others }] }), [`alert: ${mute}`]);
    const owners = { id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners" };
    assert.deepEqual(judge("frequent", { actions: [owners] }), [`frequent: ${mute}`]);
    const unsaid =
      "the alert must tell #fleet in Slack, as configured, and does not; mend: give it that action";
    assert.deepEqual(
      verdictOf(requireSentryAlerts, declared, withSlack),
      declared.map(({ name }) => `${name}: ${unsaid}`),
    );
    for (const other of [
      { workspaceId: 78, channel: "#fleet" },
      { workspaceId: 77, channel: "#elsewhere" },
    ])
      assert.equal(
        verdictOf(requireSentryAlerts, declaredAt({ ...place, slack: other }), withSlack).length,
        declared.length,
      );
  });

  it("is refused when it speaks of an issue again later than config says, and not when sooner", () => {
    assert.deepEqual(judge("escalating", { frequency: 1440 }), [
      "escalating: the alert must speak of an issue again after 30 minutes, and does after 1440; mend: set its frequency to `marsana-fleet:sentry.repeatMinutes`",
    ]);
    assert.deepEqual(judge("escalating", { frequency: 5 }), []);
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
    const both = [...conditionsOf("new-issue"), ...conditionsOf("regression")];
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
    const wide = { ...(old.find(({ type }) => type === types.sentryRule) as CheckedResource), props: {} };
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
