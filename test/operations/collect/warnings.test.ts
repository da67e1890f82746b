// What is found out about monitors of targets, where warnings keep business hours: all well, and one thing changed.
import assert from "node:assert/strict";
import { updatedMonitors } from "../../../engine/updatedMonitors.ts";
import { type Settings, settingsSchema } from "../../../inputs/settings.ts";
import { alerts } from "../../../operations/collect/alerts.ts";
import type { MonitorBody } from "../../../rehearsal/services/datadog.ts";
import { settingsOf } from "../../support/inputs.ts";
import { recordOf, sampleInputs, servicesPerTest } from "../../support/watching.ts";

function keeping(from: string, to: string): Settings {
  const { datadog, ...settings } = settingsOf("rehearsal");
  const warningHours = { from, to, timeZone: "UTC" };
  return settingsSchema.parse({ ...settings, datadog: { ...datadog, warningHours } });
}
// The sample release begins on a Tuesday at 09:00 UTC.
const inHours = sampleInputs({ settings: keeping("08:00", "18:00") });
const outside = sampleInputs({ settings: keeping("10:00", "18:00") });

function account(change: (one: MonitorBody) => MonitorBody[] = (one) => [one], of = inHours): MonitorBody[] {
  return Object.entries(updatedMonitors(of)).flatMap(([id, one]) =>
    id === "uptime-warning" ? change(one) : [one],
  );
}
/** Silenced by a downtime until an instant, or without an end. */
const silencedUntil =
  (end: string | null) =>
  (one: MonitorBody): MonitorBody[] => [
    {
      ...one,
      matching_downtimes: [
        { id: 7, scope: ["env:rehearsal"], start: 0, end: end === null ? null : Date.parse(end) / 1000 },
      ],
    },
  ];
const silenced = silencedUntil("2026-02-03T10:00:00Z");

describe("the alerts of a release, where warnings keep business hours", () => {
  const start = servicesPerTest();
  const record = async (monitors: MonitorBody[], inputs = inHours) =>
    recordOf(alerts, await start({ datadog: { monitors } }), { inputs });

  it("pass where every row and every target has its monitor", async () => {
    const { result, detail } = await record(account());
    assert.match(detail, /^41 monitors, for each row, burn alert, incident and test/);
    assert.equal(result, "pass");
  });

  for (const [what, monitors, detail] of [
    [
      "a target has none",
      account(() => []),
      /^the target of "Uptime" must have exactly one monitor, and has 0/,
    ],
    [
      "one speaks elsewhere",
      account((one) => [
        { ...one, options: { ...one.options, thresholds: { ...one.options.thresholds, critical: 99 } } },
      ]),
      /of the target of "Uptime": critical is 99, and must be 99\.9/,
    ],
    [
      "one measures something else",
      account((one) => [{ ...one, query: `${one.query} ` }]),
      /its query is not that of the target/,
    ],
    [
      "one is silenced within the hours",
      account(silenced),
      /of the target of "Uptime": it is silenced by the downtime 7/,
    ],
  ] as [string, MonitorBody[], RegExp][])
    it(`fail where ${what}`, async () => {
      const found = await record(monitors);
      assert.match(found.detail, detail);
      assert.equal(found.result, "fail");
    });

  it("fail where a row's own monitor warns as well", async () => {
    const monitors = Object.entries(updatedMonitors(inHours)).map(([id, one]) =>
      id === "uptime"
        ? { ...one, options: { ...one.options, thresholds: { ...one.options.thresholds, warning: 99.9 } } }
        : one,
    );
    assert.match(
      (await record(monitors)).detail,
      /of "Uptime": warning is 99\.9, and must not be set: another monitor warns, in business hours/,
    );
  });

  it("pass where one is silenced outside of the hours, and fail where a row's own is", async () => {
    const quiet = await record(account(silenced, outside), outside);
    assert.equal(quiet.result, "pass", quiet.detail);
    const all = Object.entries(updatedMonitors(outside)).flatMap(([id, one]) =>
      id === "uptime" ? silenced(one) : [one],
    );
    assert.match((await record(all, outside)).detail, /of "Uptime": it is silenced by the downtime 7/);
  });

  it("fail where one is silenced outside of the hours, and for longer than these need", async () => {
    const beyond = async (end: string | null) =>
      (await record(account(silencedUntil(end), outside), outside)).detail;
    const must = "and must be silent until 2026-02-03T10:00:00.000Z and no longer";
    // Where clocks change, a downtime of so many hours ends an hour later.
    assert.match(await beyond("2026-02-03T11:00:00Z"), /^41 monitors/);
    assert.ok(
      (await beyond("2026-02-03T11:00:01Z")).endsWith(
        `of the target of "Uptime": it is silenced by the downtime 7 until 2026-02-03T11:00:01.000Z, ${must}`,
      ),
    );
    assert.ok((await beyond(null)).endsWith(`it is silenced by the downtime 7 without an end, ${must}`));
  });

  it("are judged by what Datadog says of whether a downtime is on, before its start and end", async () => {
    const judged = async (active: boolean, start: string, end: string) => {
      const downtime = { id: 7, scope: ["env:rehearsal"], active };
      const seconds = { start: Date.parse(start) / 1000, end: Date.parse(end) / 1000 };
      const change = (one: MonitorBody) => [{ ...one, matching_downtimes: [{ ...downtime, ...seconds }] }];
      return (await record(account(change, outside), outside)).detail;
    };
    const today = ["2026-02-02T18:00:00Z", "2026-02-03T10:00:00Z"] as const;
    assert.match(await judged(true, ...today), /^41 monitors/);
    assert.match(await judged(false, "2026-02-03T00:00:00Z", "2026-03-03T00:00:00Z"), /^41 monitors/);
    // Where it recurs, and the end were that of an occurrence before, nobody would know the present one's.
    assert.ok(
      (await judged(true, "2026-01-26T18:00:00Z", "2026-01-27T10:00:00Z")).endsWith(
        "it is silenced by the downtime 7 though its end, 2026-01-27T10:00:00.000Z, has passed, " +
          "and must be silent until 2026-02-03T10:00:00.000Z and no longer",
      ),
    );
  });

  it("fail where they warn at any time as before", async () => {
    const { detail, result } = await record(Object.values(updatedMonitors(sampleInputs())));
    assert.match(
      detail,
      /^the monitor 101 of "Error Rate": warning is 0\.5, and must not be set: another monitor warns, in business hours;/,
    );
    assert.equal(result, "fail");
  });
});

describe("the alerts of a release, on the day after a planned window", () => {
  const start = servicesPerTest();
  const at = async (instant: string, id: string, end: string | null = "2026-03-02T04:00:00Z") => {
    const inputs = { ...sampleInputs(), now: new Date(instant) };
    const monitors = Object.entries(updatedMonitors(inputs)).flatMap(([name, one]) =>
      name === id ? silencedUntil(end)(one) : [one],
    );
    return (await recordOf(alerts, await start({ datadog: { monitors } }), { inputs })).detail;
  };

  it("pass where uptime is silenced, which still counts it, and fail where another row's monitor is", async () => {
    assert.match(await at("2026-03-01T12:00:00Z", "uptime"), /^35 monitors/);
    assert.match(await at("2026-03-02T03:59:00Z", "uptime"), /^35 monitors/);
    assert.match(
      await at("2026-03-01T12:00:00Z", "error-rate"),
      /of "Error Rate": it is silenced by the downtime 7$/,
    );
  });

  it("fail where uptime is muted by hand without an end, which was never planned", async () => {
    const inputs = { ...sampleInputs(), now: new Date("2026-03-01T12:00:00Z") };
    const monitors = Object.entries(updatedMonitors(inputs)).map(([name, one]) =>
      name === "uptime" ? { ...one, options: { ...one.options, silenced: { "*": null } } } : one,
    );
    const { detail } = await recordOf(alerts, await start({ datadog: { monitors } }), { inputs });
    assert.match(
      detail,
      /of "Uptime": it is muted for \* without an end, and must be silent until 2026-03-02T04:00:00.000Z and no longer$/,
    );
  });

  it("fail where uptime is silenced once the window has left uptime's own", async () => {
    assert.match(
      await at("2026-03-02T04:00:00Z", "uptime", null),
      /of "Uptime": it is silenced by the downtime 7$/,
    );
  });
});

describe("the alerts of a release, within a planned window", () => {
  const start = servicesPerTest();
  const until = (end: string | null) => silencedUntil(end);
  /** What is found out where one monitor is another. */
  const found = async (
    id: string,
    change: (one: MonitorBody) => MonitorBody[],
    instant = "2026-03-01T03:00:00Z",
    mutedInMaintenance: readonly string[] = [],
  ) => {
    const { datadog, ...settings } = settingsOf("rehearsal");
    const changed = settingsSchema.parse({ ...settings, datadog: { ...datadog, mutedInMaintenance } });
    const inputs = { ...sampleInputs({ settings: changed }), now: new Date(instant) };
    const all = Object.entries(updatedMonitors(inputs));
    assert.ok(
      all.some(([name]) => name === id),
      id,
    );
    const monitors = all.flatMap(([name, one]) => (name === id ? change(one) : [one]));
    return (await recordOf(alerts, await start({ datadog: { monitors } }), { inputs })).detail;
  };
  const inWindow = until("2026-03-01T04:00:00Z");
  const pass = /^35 monitors/;

  it("pass where availability is silenced until its end", async () => {
    for (const id of ["uptime", "uptime-1h", "synthetics-health"])
      assert.match(await found(id, inWindow), pass, id);
  });

  it("fail where what tells of damage is", async () => {
    for (const [id, words] of [
      ["error-rate", '"Error Rate"'],
      ["incident-error-rate-spike", '"Incident: Error Rate Spike (rehearsal)"'],
      [
        "incident-database-performance-degradation-cpu",
        /"Incident: Database Performance Degradation: .*"/.source,
      ],
      ["incident-third-party-service-failure-sendgrid", '"Incident: requests to SendGrid fail (rehearsal)"'],
      ["heartbeat", "the test of the heartbeat"],
      ["flow-login", 'the test of the flow "Login"'],
    ] as const) {
      const said = await found(id, inWindow);
      assert.match(
        said,
        new RegExp(
          `^the monitor \\d+ of ${words.replaceAll(/[()](?!\.)/g, "\\$&")}: it is silenced by the downtime 7$`,
        ),
        id,
      );
    }
  });

  it("pass where config mutes it too", async () => {
    const at = "2026-03-01T03:00:00Z";
    assert.match(await found("flow-login", inWindow, at, ["flow:login"]), pass);
  });

  it("fail where availability is silenced for longer than it is planned", async () => {
    assert.match(
      await found("synthetics-health", until(null)),
      /^the monitor \d+ of the test of the health address: it is silenced by the downtime 7 without an end, and must be silent until 2026-03-01T04:00:00.000Z and no longer$/,
    );
  });

  it("fail, on any day, where the next window would mute what tells of damage, or not what tells of availability", async () => {
    const at = "2026-02-03T09:00:00Z";
    const retagged = (change: (tags: readonly string[]) => string[]) => (one: MonitorBody) => [
      { ...one, tags: change(one.tags) },
    ];
    const muting = "runbook-maintenance:muted";
    assert.match(
      await found(
        "incident-error-rate-spike",
        retagged((tags) => [...tags, muting]),
        at,
      ),
      /: it carries runbook-maintenance:muted, and must stay awake in the maintenance window$/,
    );
    assert.match(
      await found(
        "uptime-1h",
        retagged((tags) => tags.filter((tag) => tag !== muting)),
        at,
      ),
      /: it lacks runbook-maintenance:muted, and planned work would set it off$/,
    );
  });
});
