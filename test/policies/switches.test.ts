// The rules about what is switched off, and those that stand aside for it, with one thing changed at a time.
import assert from "node:assert/strict";
import type { Inputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { acceptWhatIsOff } from "../../policies/acceptWhatIsOff.ts";
import { matchDowntimeToRunbook } from "../../policies/matchDowntimeToRunbook.ts";
import { matchSwitchesToConfig } from "../../policies/matchSwitchesToConfig.ts";
import { requireIncidentMonitors } from "../../policies/requireIncidentMonitors.ts";
import { requireMonitorPerThreshold } from "../../policies/requireMonitorPerThreshold.ts";
import { requireRunbookInMessage } from "../../policies/requireRunbookInMessage.ts";
import { requireSentryAlerts } from "../../policies/requireSentryAlerts.ts";
import { types } from "../../policies/resourceTypes.ts";
import { routeBySeverity } from "../../policies/routeBySeverity.ts";
import { policyOf } from "../../policies/rule.ts";
import { downtime, monitors, rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const { vercel } = settings;

/** The inputs of the rehearsal with some of its settings changed. */
const configured = (changes: object): Inputs =>
  rehearsalInputs(settingsSchema.parse({ ...settings, ...changes }));
const on = rehearsalInputs();
const off = { enabled: false, acceptOff: true };
const rollingRelease = {
  advancement: "manual-approval",
  stages: [{ percentage: 10 }, { percentage: 100 }],
};
const rolling = resource(types.vercelRollingRelease, {}, { name: "rolling" });
const sentryProject = resource(types.sentryProject, {}, { name: "project" });

describe("accept-what-is-off", () => {
  const judge = (changes: object) => verdictOf(acceptWhatIsOff, [], configured(changes));
  const set = (place: string, value: string) =>
    `pulumi config set --stack rehearsal --path 'marsana-fleet:${place}' '${value}'`;
  const required = (place: string) =>
    `required: that config accepts it; mend: ${set(`${place}.enabled`, "false")} && ${set(`${place}.acceptOff`, "true")}, or switch it on: ${set(`${place}.enabled`, "true")}`;

  it("passes the rehearsal, and whatever is off and accepted", () => {
    assert.deepEqual(judge({}), []);
    assert.deepEqual(judge({ datadog: off, sentry: off }), []);
  });

  it("refuses Datadog off with every row, Sentry off with every alert, where they are not accepted", () => {
    assert.deepEqual(judge({ datadog: { enabled: false } }), [
      `stack: Datadog is off: "Error Rate" (target < 0.5%, alert > 1%) has no monitor: Sentry alone alerts on it, and does not warn at its target; "API Latency (p95)" (target < 500ms, alert > 1000ms) has no monitor; "Database Latency" (target < 100ms, alert > 200ms) has no monitor; "Uptime" (target > 99.9%, alert < 99.5%) has no monitor; "Email Delivery Rate" (target > 99%, alert < 95%) has no monitor; "Realtime Latency" (target < 100ms, alert > 500ms) has no monitor; no test from outside calls https://app.marsana.com/api/health, sees its certificate end, or goes through "Login", "Vehicle list", "Handshake creation", "Document upload"; the incident "Error Rate Spike" has no Datadog monitor; the incident "Database Performance Degradation" has no Datadog monitor; the incident "Third-Party Service Failure" has no Datadog monitor; ${required("datadog")}`,
    ]);
    assert.deepEqual(judge({ sentry: { enabled: false, acceptOff: false } }), [
      `stack: Sentry is off: no Sentry alert at "Error Rate" > 1%: the row's Datadog monitor alone watches it; no Sentry alert at the incident "Error Rate Spike" > 5%; no Sentry alert on silence; no Sentry alert below 99% crash-free sessions; no Sentry alert on a new issue; no Sentry alert on a regression; no Sentry alert on an escalating issue; no Sentry alert on an issue with more than 100 events in 1h; no Sentry alert on an issue in more than 5% of the sessions of 1h; ${required("sentry")}`,
    ]);
  });

  it("refuses a rolling release that is off or not spoken of, and accepts nothing for another service", () => {
    const refused = [
      `stack: the rolling release is off: a release reaches all visitors at once; ${required("vercel.rollingRelease")}`,
    ];
    assert.deepEqual(judge({ vercel: { ...vercel, rollingRelease: undefined } }), refused);
    assert.deepEqual(
      judge({ vercel: { ...vercel, rollingRelease: { enabled: false } }, datadog: off }),
      refused,
    );
    assert.deepEqual(judge({ vercel: { ...vercel, rollingRelease } }), []);
  });

  it("blocks prod and the rehearsal, and advises staging", () => {
    const level = (stack: string) =>
      policyOf(acceptWhatIsOff, stack, () => ({ ...on, preview: true, observedNothing: [], later: () => {} }))
        .enforcementLevel;
    assert.deepEqual(["prod", "rehearsal", "staging"].map(level), ["mandatory", "mandatory", "advisory"]);
  });
});

describe("match-switches-to-config", () => {
  const everything = [...monitors(on), downtime(on), sentryProject];

  it("passes what is declared of a service that is on, and nothing of one that is off", () => {
    assert.deepEqual(verdictOf(matchSwitchesToConfig, everything, on), []);
    assert.deepEqual(verdictOf(matchSwitchesToConfig, [], configured({ datadog: off, sentry: off })), []);
  });

  it("names every resource that is left of Datadog or of Sentry", () => {
    const left = (service: string, place: string, names: readonly string[]) =>
      names.map(
        (name) => `${name}: belongs to ${service}, which must be off (${place}.enabled); mend: take it away`,
      );
    const judged = everything.map((one) => ({ ...one, urn: `${one.urn}-${one.name}` }));
    assert.deepEqual(
      verdictOf(matchSwitchesToConfig, judged, configured({ datadog: off })),
      left("Datadog", "marsana-fleet:datadog", [...monitors(on).map(({ name }) => name), "downtime"]),
    );
    assert.deepEqual(
      verdictOf(matchSwitchesToConfig, judged, configured({ sentry: off })),
      left("Sentry", "marsana-fleet:sentry", ["project"]),
    );
  });

  it("refuses a rolling release that is off and there, and one that is on and not there, or twice", () => {
    assert.deepEqual(verdictOf(matchSwitchesToConfig, [rolling], on), [
      "rolling: belongs to the rolling release, which must be off (marsana-fleet:vercel.rollingRelease.enabled); mend: take it away",
    ]);
    const released = configured({ vercel: { ...vercel, rollingRelease } });
    assert.deepEqual(verdictOf(matchSwitchesToConfig, [rolling], released), []);
    for (const there of [[], [rolling, rolling]]) {
      assert.deepEqual(verdictOf(matchSwitchesToConfig, there, released), [
        `stack: the stack must have exactly one rolling release, as configured, and has ${there.length}; mend: declare DeploymentLifecycle once`,
      ]);
    }
  });
});

describe("the rules about a service that is switched off", () => {
  for (const [rule, service, problems] of [
    [requireMonitorPerThreshold, "datadog", 6],
    [requireIncidentMonitors, "datadog", 16],
    [matchDowntimeToRunbook, "datadog", 1],
    [requireSentryAlerts, "sentry", 9],
  ] as const) {
    it(`stand aside where it is off, and only there: ${rule.name}`, () => {
      const other = service === "datadog" ? "sentry" : "datadog";
      assert.deepEqual(verdictOf(rule, [], configured({ [service]: off })), []);
      assert.equal(verdictOf(rule, [], on).length, problems);
      assert.equal(verdictOf(rule, [], configured({ [other]: off })).length, problems);
      assert.equal(
        verdictOf(rule, [], configured({ [service]: { ...settings[service], acceptOff: true } })).length,
        problems,
      );
    });
  }

  for (const rule of [requireRunbookInMessage, routeBySeverity]) {
    it(`stand aside where it is off, and only there: ${rule.name}`, () => {
      const mute = resource(types.monitor, { message: "Something is wrong." });
      assert.deepEqual(verdictOf(rule, [mute], configured({ datadog: off })), []);
      assert.equal(verdictOf(rule, [mute], configured({ sentry: off })).length, 1);
    });
  }
});
