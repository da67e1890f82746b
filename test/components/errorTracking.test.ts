// What the components of error tracking ask Sentry for, given the numbers of a runbook.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { crashFreeArgs } from "../../components/CrashFreeAlert.ts";
import { alertArgs, type ErrorRateAlertsArgs, incidentArgs } from "../../components/ErrorRateAlerts.ts";
import { type IssueAlertsArgs, issueAlertArgs } from "../../components/IssueAlerts.ts";
import { silenceArgs } from "../../components/SilenceAlert.ts";
import { issueAlerts } from "../../signals/sentryAlerts.ts";

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

  it("speak when too few sessions are free of crashes, in percent, of sessions and not of events", async () => {
    const crashFree = { percent: 99.5, windowMinutes: 240 };
    const { rest, owner } = await settled(crashFreeArgs({ ...place, crashFree }));
    const { eventTypes: _, ...ofSessions } = common;
    assert.deepEqual(rest, {
      ...ofSessions,
      name: "Crash-free sessions < 99.5% (production)",
      dataset: "metrics",
      aggregate: "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate",
      timeWindow: 240,
      thresholdType: 1,
      triggers: [{ label: "critical", thresholdType: 1, alertThreshold: 99.5, actions }],
    });
    assert.equal(owner, "team:42");
  });

  it("tell the channel in Slack that config names, beside the team", () => {
    const slack = { workspaceId: 77, channel: "#fleet" };
    const [trigger] = silenceArgs({ ...place, slack, silenceMinutes: 60 }).triggers as object[];
    assert.deepEqual(Object(trigger).actions, [
      ...actions,
      { type: "slack", targetType: "specific", targetIdentifier: "#fleet", integrationId: 77 },
    ]);
    const told = issues({ ...issuePlace, slack }).map((one) => (one.actions as object[]).slice(-2));
    assert.deepEqual(
      told,
      Array(4).fill([
        { id: email, targetType: "Team", targetIdentifier: "42" },
        {
          id: "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
          workspace: "77",
          channel: "#fleet",
        },
      ]),
    );
  });
});

const email = "sentry.mail.actions.NotifyEmailAction";
const issuePlace: IssueAlertsArgs = {
  ...place,
  repeatMinutes: 45,
  frequent: { events: 250, eventsWithin: "1d", sessionsPercent: 2.5, sessionsWithin: "30m" },
};
const issues = (of: IssueAlertsArgs) => issueAlerts(of.frequent).map((alert) => issueAlertArgs(alert, of));

describe("the alerts of Sentry on single issues", () => {
  const said = issues(issuePlace);

  it("tell the owners and the team, of this environment alone, on any condition, as often as config says", () => {
    for (const { name: _, conditions: __, ...rest } of said)
      assert.deepEqual(rest, {
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
        frequency: 45,
      });
  });

  it("speak of a new issue, one that came back, one that escalates, and one that is too frequent", () => {
    const conditions = "sentry.rules.conditions";
    assert.deepEqual(
      said.map(({ name, conditions: on }) => [name, on]),
      [
        ["New issue (production)", [{ id: `${conditions}.first_seen_event.FirstSeenEventCondition` }]],
        ["Regression (production)", [{ id: `${conditions}.regression_event.RegressionEventCondition` }]],
        [
          "Escalating issue (production)",
          [{ id: `${conditions}.reappeared_event.ReappearedEventCondition` }],
        ],
        [
          "Frequent issue (production)",
          [
            {
              id: `${conditions}.event_frequency.EventFrequencyCondition`,
              comparisonType: "count",
              value: "250",
              interval: "1d",
            },
            {
              id: `${conditions}.event_frequency.EventFrequencyPercentCondition`,
              comparisonType: "count",
              value: "2.5",
              interval: "30m",
            },
          ],
        ],
      ],
    );
  });
});
