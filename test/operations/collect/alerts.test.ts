// What is found out about the monitors of the runbook's table: all well, and one thing changed.
import assert from "node:assert/strict";
import { alerts } from "../../../operations/collect/alerts.ts";
import type { MonitorBody } from "../../../rehearsal/services/datadog.ts";
import { settingsOf } from "../../support/inputs.ts";
import { accountMonitors, lines, recordOf, sampleInputs, servicesPerTest } from "../../support/watching.ts";
import { wrongIncidents } from "../../support/wrongIncidentMonitors.ts";
import { seconds, withDowntime, withOptions, withUptime, wrong } from "../../support/wrongMonitors.ts";

describe("the alerts of a release", () => {
  const start = servicesPerTest();

  it("pass where every row has its monitor", async () => {
    const services = await start({ datadog: { monitors: Object.values(accountMonitors()) } });
    const { result, detail } = await recordOf(alerts, services);
    assert.equal(
      detail,
      "35 monitors, for each row, burn alert, incident and test: as the runbook says, not muted, with data, and valid",
    );
    assert.equal(result, "pass");
    const list = services.requests[0]?.path ?? "";
    assert.equal(
      new URL(list, "http://127.0.0.1").searchParams.get("monitor_tags"),
      "env:rehearsal,service:marsana-fleet,source:runbook",
    );
    // The list, that of the status pages, and a validation of each but the seven that Datadog made of the tests.
    assert.equal(lines(services).length, 30);
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
    ["Datadog names one by its other name", withUptime((one) => ({ ...one, type: "metric alert" })), /^35 /],
    [
      "another service has monitors of its own",
      withUptime((one) => [
        one,
        { ...one, id: 900, tags: ["env:rehearsal", "service:other", "source:runbook"] },
      ]),
      /^35 monitors/,
    ],
  ];
  for (const [what, monitors, detail] of fine) {
    it(`pass where ${what}`, async () => {
      const record = await recordOf(alerts, await start({ datadog: { monitors } }));
      assert.match(record.detail, detail);
      assert.equal(record.result, "pass");
    });
  }

  for (const [what, monitors, detail] of [...wrong, ...wrongIncidents]) {
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
    assert.match(record.detail, /^Datadog: the monitors: an answer of another form \(34\.overallState: /);
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
