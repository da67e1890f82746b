// The rules about how a monitor speaks: in order, until it recovers, without data, and for whom; one thing changed at a time.
import assert from "node:assert/strict";
import { orderThresholds } from "../../policies/orderThresholds.ts";
import { requireOwnerAndPriority } from "../../policies/requireOwnerAndPriority.ts";
import { requireRecovery } from "../../policies/requireRecovery.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { stateMissingData } from "../../policies/stateMissingData.ts";
import type { Quantity } from "../../runbook/index.ts";
import { monitors, rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const declared = monitors(inputs);

/** The declared monitors with the properties of one of them changed. */
function changed(name: string, change: (props: CheckedResource["props"]) => object): CheckedResource[] {
  return declared.map((one) =>
    one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );
}
const withThresholds = (name: string, thresholds: object) =>
  changed(name, ({ monitorThresholds }) => ({
    monitorThresholds: { ...(monitorThresholds as object), ...thresholds },
  }));

/** A monitor that watches no row of the runbook. */
function other(changes: object): CheckedResource[] {
  const props = {
    type: "query alert",
    query: "avg(last_5m):avg:queue.depth{*} by {env} > 80",
    monitorThresholds: { critical: "80", criticalRecovery: "70", warning: "60", warningRecovery: "50" },
    tags: ["team:marsana-fleet"],
    priority: "3",
    onMissingData: "resolve",
  };
  return [resource(types.monitor, { ...props, ...changes }, { name: "queue" })];
}

describe("the rules about how a monitor speaks", () => {
  for (const rule of [orderThresholds, requireRecovery, stateMissingData, requireOwnerAndPriority]) {
    it(`${rule.name} passes what the program declares, and another monitor that is right`, () => {
      assert.deepEqual(verdictOf(rule, [...declared, ...other({})], inputs), []);
    });
  }
});

describe("order-thresholds", () => {
  const judge = (resources: CheckedResource[]) => verdictOf(orderThresholds, resources, inputs);
  const wrong = (comparator: string, warning: string, critical: string) =>
    `the monitor warns at ${comparator} ${warning} and alerts at ${comparator} ${critical}, and must warn first; mend: give it a warning on the good side of its alert`;

  it("refuses a monitor that warns where it alerts, or later, in the direction of its comparison", () => {
    for (const warning of ["1", "2"])
      assert.deepEqual(judge(withThresholds("error-rate", { warning })), [
        `error-rate: ${wrong(">", warning, "1")}`,
      ]);
    assert.deepEqual(judge(withThresholds("uptime", { warning: "99.4" })), [
      `uptime: ${wrong("<", "99.4", "99.5")}`,
    ]);
    assert.deepEqual(judge(withThresholds("uptime", { warning: "soon" })), [
      `uptime: ${wrong("<", "soon", "99.5")}`,
    ]);
  });

  it("has nothing to say of a monitor that does not warn, and cannot judge one that compares with nothing", () => {
    assert.deepEqual(judge(other({ monitorThresholds: { critical: "80" } })), []);
    assert.throws(() => judge(other({ query: "a && b" })), /compares with nothing, and it has thresholds/);
  });

  it("refuses an incident that begins at the alert of the error rate or before it", () => {
    const begun = (value: number): string[] => {
      const threshold: Quantity = { comparator: ">", value, unit: "percent", text: `> ${value}%` };
      const incidents = inputs.runbook.incidents.map((one) =>
        one.id === settingsOf("rehearsal").sentry.errorIncident ? { ...one, threshold } : one,
      );
      return verdictOf(orderThresholds, declared, { ...inputs, runbook: { ...inputs.runbook, incidents } });
    };
    const at = (text: string) => [
      `stack: the incident "Error Rate Spike" begins at ${text}, and must begin beyond the alert of "Error Rate", > 1%; mend: correct the amount in the incident's heading, or the row`,
    ];
    assert.deepEqual(begun(1), at("> 1%"));
    assert.deepEqual(begun(0.8), at("> 0.8%"));
    assert.deepEqual(begun(1.1), []);
  });

  it("judges the incident where Sentry is off, when nothing else does", () => {
    const sentry = { ...settingsOf("rehearsal").sentry, enabled: false as const, acceptOff: true };
    const off = rehearsalInputs({ ...settingsOf("rehearsal"), sentry });
    const [row] = off.runbook.thresholds;
    assert.ok(row?.id === "error-rate");
    const thresholds = [{ ...row, alert: { ...row.alert, value: 6, text: "> 6%" } }];
    const found = verdictOf(orderThresholds, [], { ...off, runbook: { ...off.runbook, thresholds } });
    assert.match(String(found), /begins at > 5%, and must begin beyond the alert of "Error Rate", > 6%/);
  });
});

describe("require-recovery", () => {
  const judge = (resources: CheckedResource[]) => verdictOf(requireRecovery, resources, inputs);

  it("refuses a row's monitor that recovers elsewhere than its row says, or nowhere", () => {
    assert.deepEqual(judge(withThresholds("api-latency-p95", { criticalRecovery: "0.9" })), [
      'api-latency-p95: criticalRecovery is 0.9, and must be 0.5 s ("API Latency (p95)" < 500ms); mend: take it from the row',
    ]);
    assert.deepEqual(judge(withThresholds("uptime", { warningRecovery: undefined })), [
      'uptime: warningRecovery is not set, and must be 99.94 percent ("Uptime" > 99.9%); mend: take it from the row',
    ]);
  });

  it("refuses another monitor that recovers at its line, beyond it, or nowhere", () => {
    const needed = "must be below critical, 80; mend: let it recover on the good side of the line";
    for (const recovery of ["80", "81", "soon"])
      assert.deepEqual(judge(other({ monitorThresholds: { critical: "80", criticalRecovery: recovery } })), [
        `queue: criticalRecovery is ${recovery}, and ${needed}`,
      ]);
    assert.deepEqual(judge(other({ monitorThresholds: { critical: "80" } })), [
      `queue: criticalRecovery is not set, and ${needed}`,
    ]);
    const low = { critical: "10", criticalRecovery: "20", warning: "30", warningRecovery: "30" };
    assert.deepEqual(judge(other({ query: "avg(last_5m):avg:a{*} < 10", monitorThresholds: low })), [
      "queue: warningRecovery is 30, and must be above warning, 30; mend: let it recover on the good side of the line",
    ]);
    assert.deepEqual(judge(other({ monitorThresholds: undefined })), [
      "queue: the monitor must have a critical threshold; mend: give it one",
    ]);
  });

  it("asks no recovery of what has none in Datadog, and cannot judge a metric that is compared with nothing", () => {
    assert.deepEqual(judge(other({ type: "composite", query: "1 && 2", monitorThresholds: undefined })), []);
    assert.throws(() => judge(other({ query: "avg(last_5m):avg:a{*}" })), /no recovery can be judged/);
  });
});

describe("state-missing-data", () => {
  const judge = (resources: CheckedResource[]) => verdictOf(stateMissingData, resources, inputs);

  it("refuses a row's monitor that does other than its signal says, or leaves it open", () => {
    const needed = 'must be show_and_notify_no_data, as the signal of "Uptime" says; mend: set it so';
    for (const onMissingData of ["resolve", "default"])
      assert.deepEqual(judge(changed("uptime", () => ({ onMissingData }))), [
        `uptime: onMissingData is ${onMissingData}, and ${needed}`,
      ]);
    assert.deepEqual(judge(changed("uptime", () => ({ onMissingData: undefined }))), [
      `uptime: onMissingData is not set, and ${needed}`,
    ]);
  });

  it("refuses another monitor that leaves it open, and the older way to say it", () => {
    assert.deepEqual(judge(other({ onMissingData: "default" })), [
      "queue: onMissingData is default, and must be show_and_notify_no_data or show_no_data or resolve; mend: set it so",
    ]);
    const older =
      "queue: the monitor must not have the older notifyNoData or noDataTimeframe; mend: set onMissingData instead";
    assert.deepEqual(judge(other({ notifyNoData: false })), [older]);
    assert.deepEqual(judge(other({ noDataTimeframe: 10 })), [older]);
  });

  it("has the kinds of monitors that know the older way alone use that", () => {
    for (const type of ["composite", "service check", "slo alert"]) {
      const open = other({ type, onMissingData: undefined });
      assert.deepEqual(judge(open), [
        "queue: the monitor must say whether it tells of missing data; mend: set its notifyNoData",
      ]);
      assert.deepEqual(judge(other({ type, onMissingData: undefined, notifyNoData: false })), []);
    }
  });
});

describe("require-owner-and-priority", () => {
  const judge = (resources: CheckedResource[], own = inputs) =>
    verdictOf(requireOwnerAndPriority, resources, own);

  it("refuses a monitor that nobody owns, or others do", () => {
    const owned = (...tags: string[]) =>
      changed("uptime", ({ tags: all }) => ({
        tags: [...(all as string[]).filter((tag) => !tag.startsWith("team:")), ...tags],
      }));
    const found = (what: string) => [
      `uptime: the monitor must be owned by team:marsana-fleet, and has ${what}; mend: give it that tag alone`,
    ];
    assert.deepEqual(judge(owned()), found("no owner"));
    assert.deepEqual(judge(owned("team:others")), found("team:others"));
    assert.deepEqual(
      judge(owned("team:marsana-fleet", "team:others")),
      found("team:marsana-fleet, team:others"),
    );
  });

  it("asks for the team that config names", () => {
    const settings = settingsOf("rehearsal");
    assert.ok(settings.datadog.enabled);
    const named = rehearsalInputs({ ...settings, datadog: { ...settings.datadog, team: "on-call" } });
    assert.deepEqual(judge(monitors(named), named), []);
    assert.equal(judge(declared, named).length, declared.length);
  });

  it("refuses a monitor without a priority, or with one that Datadog does not know", () => {
    const found = (what: string) => [
      `uptime: the monitor must have a priority from 1 to 5, and has ${what}; mend: give it one`,
    ];
    assert.deepEqual(judge(changed("uptime", () => ({ priority: undefined }))), found("none"));
    assert.deepEqual(judge(changed("uptime", () => ({ priority: "0" }))), found("0"));
    assert.deepEqual(judge(changed("uptime", () => ({ priority: "high" }))), found("high"));
  });

  it("stands aside where Datadog is off", () => {
    const { datadog: _, ...off } = inputs;
    assert.deepEqual(judge(other({ tags: [] }), { ...off, datadog: undefined }), []);
  });
});
