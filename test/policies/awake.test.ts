// Which monitors the maintenance window mutes: pinned by name, and one tag changed at a time.
import assert from "node:assert/strict";
import { declaredMonitors } from "../../engine/declaredMonitors.ts";
import { declaredTests } from "../../engine/declaredTests.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { isQuiet } from "../../inputs/quiet.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { keepDamageAwake } from "../../policies/keepDamageAwake.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import {
  incidentMonitors,
  rehearsalInputs,
  resource,
  settingsOf,
  switchedOn,
  verdictOf,
} from "../support/inputs.ts";

const muting = "runbook-maintenance:muted";
const { datadog, ...settings } = settingsOf("rehearsal");
const withDatadog = (changes: object) =>
  rehearsalInputs(settingsSchema.parse({ ...settings, datadog: { ...datadog, ...changes } }));
const inputs = rehearsalInputs();

/** Everything that is a monitor at Datadog. */
function all(of: Inputs): CheckedResource[] {
  const measuring = Object.entries(declaredMonitors(of)).map(([name, args]) =>
    resource(types.monitor, args, { name }),
  );
  const tests = Object.entries(declaredTests(of)).map(([name, args]) =>
    resource(types.syntheticsTest, args, { name }),
  );
  const composites = incidentMonitors(of).filter(({ props }) => props["type"] === "composite");
  return [...measuring, ...composites, ...tests];
}

const tagsIn = ({ props }: CheckedResource) => props["tags"] as string[];
const mutedIn = (of: Inputs) =>
  all(of)
    .filter((one) => tagsIn(one).includes(muting))
    .map(({ name }) => name);

/** The verdict on one of them with other tags. */
function judge(name: string, change: (tags: string[]) => string[], of = inputs): string[] {
  const own = all(of).filter((one) => one.name === name);
  assert.equal(own.length, 1, name);
  return verdictOf(
    keepDamageAwake,
    own.map((one) => ({ ...one, props: { ...one.props, tags: change(tagsIn(one)) } })),
    of,
  );
}
const mustStay = (name: string) =>
  `${name}: must stay awake in the maintenance window, and carries ${muting}; mend: take the tag away, or name what it ` +
  "watches in marsana-fleet:datadog.mutedInMaintenance";
const mustCarry = (name: string) =>
  `${name}: must carry ${muting}, or planned work sets it off; mend: leave its tags as the program makes them`;

describe("what the maintenance window mutes, of all monitors that are declared", () => {
  it("is availability alone: the row, its burn alerts, and the health test", () => {
    const uptime = ["uptime", "uptime-1h", "uptime-6h", "uptime-24h"];
    assert.deepEqual(mutedIn(inputs), [...uptime, "synthetics-health"]);
    const warningHours = { from: "08:00", to: "18:00", timeZone: "Europe/Berlin" };
    assert.deepEqual(mutedIn(withDatadog({ warningHours })).toSorted(), [
      "synthetics-health",
      ...[...uptime, "uptime-warning"].toSorted(),
    ]);
  });

  it("is what config names too, an incident with all that is of it", () => {
    const mutedInMaintenance = ["incident:third-party-service-failure", "flow:login"];
    const found = mutedIn(withDatadog({ mutedInMaintenance }));
    const third = "incident-third-party-service-failure";
    for (const name of [
      `${third}-sendgrid`,
      `${third}-sendgrid-theirs`,
      `${third}-mapbox-ours`,
      "flow-login",
    ])
      assert.ok(found.includes(name), name);
    // The test of a status page tells nobody, and carries neither the environment nor the service.
    assert.ok(!found.some((name) => name.startsWith("status-page")));
  });
});

describe("keep-damage-awake", () => {
  it("passes what the program declares, whatever config mutes", () => {
    for (const run of [inputs, withDatadog({ mutedInMaintenance: ["row:error-rate", "check:heartbeat"] })])
      assert.deepEqual(verdictOf(keepDamageAwake, all(run), run), []);
  });

  for (const name of [
    "incident-error-rate-spike",
    "incident-database-performance-degradation-cpu",
    "incident-third-party-service-failure-sendgrid",
    "incident-third-party-service-failure-sendgrid-ours",
    "error-rate",
    "error-rate-1h",
    "heartbeat",
    "synthetics-certificate",
    "flow-login",
    "status-page-status-sendgrid",
  ])
    it(`refuses that ${name} is muted`, () => {
      assert.deepEqual(
        judge(name, (tags) => [...tags, muting]),
        [mustStay(name)],
      );
    });

  it("refuses it under the name of what may be muted, and of a monitor that is of nothing", () => {
    const cpu = "incident-database-performance-degradation-cpu";
    assert.deepEqual(
      judge(cpu, (tags) => [...tags, "runbook-metric:uptime", muting]),
      [mustStay(cpu)],
    );
    assert.deepEqual(
      judge("uptime", () => [muting]),
      [mustStay("uptime")],
    );
  });

  it("refuses that availability stays awake", () => {
    for (const name of ["uptime", "uptime-1h", "synthetics-health"])
      assert.deepEqual(
        judge(name, (tags) => tags.filter((tag) => tag !== muting)),
        [mustCarry(name)],
      );
  });

  it("refuses that config mutes a row, and its monitor stays awake", () => {
    const of = withDatadog({ mutedInMaintenance: ["row:error-rate"] });
    assert.deepEqual(
      judge("error-rate", (tags) => tags, of),
      [],
    );
    assert.deepEqual(
      judge("error-rate", (tags) => tags.filter((tag) => tag !== muting), of),
      [mustCarry("error-rate")],
    );
  });

  it("judges nothing of a monitor beside the stack's that does not carry the tag", () => {
    assert.deepEqual(
      judge("uptime", () => ["runbook-metric:uptime", "team:other"]),
      [],
    );
  });

  it("is nothing that tells of damage after the window either, while a row still counts it", () => {
    const posing = judge("heartbeat", (tags) => [...tags, "runbook-metric:uptime"]);
    assert.deepEqual(posing, [
      "heartbeat: must stay awake after the maintenance window, and carries runbook-metric:uptime; mend: leave that tag to the row's own monitor",
    ]);
    const tags = tagsIn(switchedOn(all(inputs).find(({ name }) => name === "heartbeat")));
    const window = new Date("2026-03-01T10:00:00Z");
    const lingering = "runbook-metric:uptime";
    assert.equal(isQuiet([...tags, lingering], inputs, window), false);
    assert.equal(
      isQuiet(tagsIn(switchedOn(all(inputs).find(({ name }) => name === "uptime"))), inputs, window),
      true,
    );
  });
});
