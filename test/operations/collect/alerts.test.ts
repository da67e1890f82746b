// What is found out about the monitors of the runbook's table: all well, and one thing changed.
import assert from "node:assert/strict";
import { alerts } from "../../../operations/collect/alerts.ts";
import type { MonitorBody } from "../../../rehearsal/services/datadog.ts";
import { settingsOf } from "../../support/inputs.ts";
import { accountMonitors, lines, recordOf, sampleInputs, servicesPerTest } from "../../support/watching.ts";

const seconds = Date.parse("2026-02-03T09:00:00Z") / 1000;

/** An account in which the monitor of the uptime is another one. */
function withUptime(change: (uptime: MonitorBody) => MonitorBody | MonitorBody[]): MonitorBody[] {
  const { uptime, ...others } = accountMonitors();
  assert.ok(uptime !== undefined);
  return [...Object.values(others), ...[change(uptime)].flat()];
}

const withThresholds = (thresholds: MonitorBody["options"]["thresholds"]) =>
  withUptime((one) => ({
    ...one,
    options: { ...one.options, thresholds: { ...one.options.thresholds, ...thresholds } },
  }));
const withOptions = (options: Partial<MonitorBody["options"]>) =>
  withUptime((one) => ({ ...one, options: { ...one.options, ...options } }));
const withDowntime = (start: number, end?: number | null) =>
  withUptime((one) => ({
    ...one,
    matching_downtimes: [{ id: 7, scope: ["env:rehearsal"], start, ...(end !== undefined && { end }) }],
  }));

/** An account in which the uptime's burn alert over an hour is another one. */
function withBurn(change: (burn: MonitorBody) => MonitorBody | MonitorBody[]): MonitorBody[] {
  const { "uptime-1h": burn, ...others } = accountMonitors();
  assert.ok(burn !== undefined);
  return [...Object.values(others), ...[change(burn)].flat()];
}

describe("the alerts of a release", () => {
  const start = servicesPerTest();

  it("pass where every row has its monitor", async () => {
    const services = await start({ datadog: { monitors: Object.values(accountMonitors()) } });
    const { result, detail } = await recordOf(alerts, services);
    assert.equal(
      detail,
      "12 monitors, one for each row and each burn alert: as the runbook says, not muted, with data, and valid",
    );
    assert.equal(result, "pass");
    const list = services.requests[0]?.path ?? "";
    assert.equal(
      new URL(list, "http://127.0.0.1").searchParams.get("monitor_tags"),
      "env:rehearsal,service:marsana-fleet,source:runbook",
    );
    assert.equal(lines(services).length, 13);
  });

  const fine: [string, MonitorBody[], RegExp][] = [
    [
      "one warns",
      withUptime((one) => ({ ...one, overall_state: "Warn" })),
      /; now: Uptime \(rehearsal\) is at Warn$/,
    ],
    ["one alerts", withUptime((one) => ({ ...one, overall_state: "Alert" })), /; now: .* is at Alert$/],
    ["one was muted", withOptions({ silenced: { "*": seconds } }), /and valid$/],
    ["a downtime is over", withDowntime(seconds - 60, seconds), /and valid$/],
    ["a downtime is still to come", withDowntime(seconds + 60, seconds + 120), /and valid$/],
    [
      "another service has monitors of its own",
      withUptime((one) => [
        one,
        { ...one, id: 900, tags: ["env:rehearsal", "service:other", "source:runbook"] },
      ]),
      /^12 monitors/,
    ],
  ];
  for (const [what, monitors, detail] of fine) {
    it(`pass where ${what}`, async () => {
      const record = await recordOf(alerts, await start({ datadog: { monitors } }));
      assert.match(record.detail, detail);
      assert.equal(record.result, "pass");
    });
  }

  const place = /^the monitor 104 of "Uptime": /.source;
  const wrong: [string, MonitorBody[], RegExp][] = [
    [
      "one is not there",
      withUptime(() => []),
      /^"Uptime" must have exactly one monitor, and has 0; mend: update the stack$/,
    ],
    [
      "one is there twice",
      withUptime((one) => [one, { ...one, id: 900 }]),
      /^"Uptime" must have exactly one monitor, and has 2 \(104, 900\); mend: /,
    ],
    [
      "one watches no row",
      withUptime((one) => [
        one,
        { ...one, id: 900, tags: one.tags.filter((tag) => !tag.startsWith("runbook-metric:")) },
      ]),
      /^the monitor 900 \(Uptime \(rehearsal\)\) has the stack's tags, and watches no row; mend: take it away$/,
    ],
    [
      "a burn alert is not there",
      withBurn(() => []),
      /^the burn alert of "Uptime" over 1h must have exactly one monitor, and has 0; mend: update the stack$/,
    ],
    [
      "a burn alert has another rate, in its query as well",
      withBurn((one) => ({
        ...one,
        query: one.query.replace("14.4", "20"),
        options: { ...one.options, thresholds: { critical: 20 } },
      })),
      /^the burn alert of "Uptime" over 1h must have exactly one .*; the monitor 110 \(Uptime burns .*\) has the stack's tags, and watches no row; mend: take it away$/,
    ],
    [
      "a burn alert looks over other windows",
      withBurn((one) => ({ ...one, query: one.query.replace('"5m"', '"50m"') })),
      /^the monitor 110 of the burn alert of "Uptime" over 1h: its query is not the burn rate in its windows$/,
    ],
    [
      "a burn alert tells nobody",
      withBurn((one) => ({ ...one, message: "" })),
      /^the monitor 110 of the burn alert of "Uptime" over 1h: it does not tell @slack-fleet-rehearsal$/,
    ],
    [
      "a warning threshold is another",
      withThresholds({ warning: 99.8 }),
      new RegExp(`${place}warning is 99.8, and must be 99.9 percent \\("Uptime" > 99.9%\\)$`),
    ],
    [
      "a warning threshold is not set",
      withOptions({ thresholds: { critical: 99.5, critical_recovery: 99.9, warning_recovery: 99.94 } }),
      new RegExp(`${place}warning is not set, and must be 99.9 percent`),
    ],
    [
      "an alert threshold is another, which its query does not have",
      withThresholds({ critical: 99 }),
      new RegExp(
        `${place}critical is 99, and must be 99.5 percent .*; the monitor 104 of "Uptime": Datadog does not take its definition ` +
          `\\(.*Alert threshold \\(99\\) does not match that used in the query \\(99.5\\)`,
      ),
    ],
    [
      "an alert recovers at another value",
      withThresholds({ critical_recovery: 99.6 }),
      new RegExp(`${place}criticalRecovery is 99.6, and must be 99.9 percent \\("Uptime" > 99.9%\\)$`),
    ],
    [
      "an alert would recover where it begins, which Datadog takes for no definition",
      withThresholds({ critical_recovery: 99.4 }),
      new RegExp(
        `${place}criticalRecovery is 99.4, .*; the monitor 104 of "Uptime": Datadog does not take its definition .*simultaneously`,
      ),
    ],
    [
      "a warning recovers nowhere but at its line",
      withOptions({ thresholds: { critical: 99.5, warning: 99.9, critical_recovery: 99.9 } }),
      new RegExp(`${place}warningRecovery is not set, and must be 99.94 percent`),
    ],
    [
      "one says nothing where nothing is measured",
      withOptions({ on_missing_data: "resolve" }),
      new RegExp(`${place}its onMissingData is resolve, and must be show_and_notify_no_data$`),
    ],
    [
      "a query is another",
      withUptime((one) => ({ ...one, query: one.query.replace("last_1d", "last_1h") })),
      new RegExp(`${place}its query is not the row's$`),
    ],
    [
      "one tells somebody else",
      withUptime((one) => ({
        ...one,
        message: one.message.replace("@slack-fleet-rehearsal", "@slack-other"),
      })),
      new RegExp(`${place}it does not tell @slack-fleet-rehearsal$`),
    ],
    [
      "one is a draft",
      withUptime((one) => ({ ...one, draft_status: "draft" })),
      new RegExp(`${place}it is a draft`),
    ],
    [
      "one has no data",
      withUptime((one) => ({ ...one, overall_state: "No Data" })),
      new RegExp(`${place}it has no data$`),
    ],
    [
      "one is muted for ever",
      withOptions({ silenced: { "*": null } }),
      new RegExp(`${place}it is muted for \\*$`),
    ],
    [
      "one is muted for an environment, a second more",
      withOptions({ silenced: { "env:rehearsal": seconds + 1 } }),
      new RegExp(`${place}it is muted for env:rehearsal$`),
    ],
    [
      "a downtime silences one",
      withDowntime(seconds, seconds + 1),
      new RegExp(`${place}it is silenced by the downtime 7$`),
    ],
    [
      "a downtime without an end does",
      withDowntime(seconds - 60),
      new RegExp(`${place}it is silenced by the downtime 7$`),
    ],
    [
      "there are none",
      [],
      /^"Error Rate" must have exactly one monitor, and has 0; mend: update the stack; "API Latency/,
    ],
  ];
  for (const [what, monitors, detail] of wrong) {
    it(`fail where ${what}`, async () => {
      const record = await recordOf(alerts, await start({ datadog: { monitors } }));
      assert.match(record.detail, detail);
      assert.equal(record.result, "fail");
    });
  }

  for (const state of ["Unknown", "Ignored", "Skipped"]) {
    it(`are unknown where a monitor is ${state}`, async () => {
      const monitors = withUptime((one) => ({ ...one, overall_state: state }));
      const record = await recordOf(alerts, await start({ datadog: { monitors } }));
      assert.equal(record.detail, `whether they have data is not known: Uptime (rehearsal) is ${state}`);
      assert.equal(record.result, "unknown");
    });
  }

  it("are unknown where a state is one that nobody knows", async () => {
    const monitors = withUptime((one) => ({ ...one, overall_state: "Splendid" }));
    const record = await recordOf(alerts, await start({ datadog: { monitors } }));
    assert.match(record.detail, /^Datadog: the monitors: an answer of another form \(11\.overallState: /);
    assert.equal(record.result, "unknown");
  });

  it("are unknown where a validation gets no answer, whatever the list says", async () => {
    const faults = ({ path }: { path: string }) =>
      path.endsWith("/validate") ? ({ status: 502, body: "" } as const) : undefined;
    const services = await start({ faults, datadog: { monitors: Object.values(accountMonitors()) } });
    const record = await recordOf(alerts, services);
    assert.match(record.detail, /^Datadog: POST \/datadog\/api\/v1\/monitor\/validate: 502/);
    assert.equal(record.result, "unknown");
  });

  it("are unknown where another key is set, and the key is in no record", async () => {
    const services = await start({ datadog: { monitors: Object.values(accountMonitors()) } });
    const environment = { DATADOG_API_KEY: "planted-api-key", DATADOG_APP_KEY: "planted-app-key" };
    const { record } = await recordOf(alerts, services, { environment });
    assert.match(JSON.stringify(record), /Datadog: GET .*: 403 Forbidden: Forbidden/);
    assert.doesNotMatch(JSON.stringify(record), /planted/);
  });

  it("are unknown where Datadog is off, and nobody is asked", async () => {
    const settings = settingsOf("rehearsal");
    const off = { ...settings, datadog: { enabled: false as const, acceptOff: true } };
    const services = await start();
    const environment = { DATADOG_API_KEY: undefined, DATADOG_APP_KEY: undefined };
    const record = await recordOf(alerts, services, { inputs: sampleInputs({ settings: off }), environment });
    assert.equal(
      record.detail,
      "Datadog is off (marsana-fleet:datadog.enabled false): nothing was checked; mend: look, and attest the item",
    );
    assert.deepEqual([record.result, lines(services)], ["unknown", []]);
  });
});
