// What the component of the objectives asks Datadog for: an objective, its burn alerts, and its correction.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { burnAlertArgs, correctionArgs, objectiveArgs } from "../../components/Objectives.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { Monitoring } from "../../signals/monitoring.ts";
import { burnQuery } from "../../signals/objectives.ts";
import { rehearsalInputs, switchedOn } from "../support/inputs.ts";
import { declared } from "../support/mocks.ts";

const inputs = rehearsalInputs();
const { objectives } = switchedOn(inputs.datadog);
const uptime = objectives.find(({ row }) => row.id === "uptime");
assert.ok(uptime !== undefined);
const [fast, , slow] = uptime.burnAlerts;
assert.ok(fast !== undefined && slow !== undefined);

const monitoring: Monitoring = {
  scope: { environment: "production", service: "fleet" },
  routes: { page: ["@pager"], alert: ["@slack-fleet"], warning: ["@slack-fleet"] },
  team: "fleet",
  runbookUrl: "https://example.com/RUNBOOK.md",
  dashboards: [],
  muted: ["runbook-objective:uptime"],
};
const common = ["env:production", "service:fleet", "source:runbook", "team:fleet"];

describe("the objective of a row, as it is declared", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("has the row's target, its queries in the stack's scope, and the tags of the stack's monitors", () => {
    const runs = "sum:synthetics.test_runs{env:production,service:fleet,runbook-check:health";
    assert.deepEqual(objectiveArgs(uptime, monitoring), {
      name: "Uptime > 99.9% (production)",
      description: "The target of the runbook: https://example.com/RUNBOOK.md#key-metrics-to-monitor",
      type: "metric",
      query: {
        numerator: `${runs},status:success} by {env}.as_count()`,
        denominator: `${runs}} by {env}.as_count()`,
      },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
      tags: [...common, "runbook-objective:uptime"],
    });
  });

  it("has burn alerts that say how fast the budget goes, and page where that is fast", () => {
    const { message, ...rest } = burnAlertArgs("abc", uptime, fast, monitoring);
    assert.deepEqual(rest, {
      name: "Uptime burns its budget at 14.4 times (production)",
      type: "slo alert",
      query: burnQuery("abc", uptime, fast),
      monitorThresholds: { critical: "14.4" },
      tags: [...common, "runbook-maintenance:muted", "runbook-objective:uptime"],
      priority: "1",
      notifyNoData: false,
      includeTags: true,
    });
    assert.equal(
      message,
      [
        "{{#is_alert}}Uptime burns its budget more than 14.4 times as fast as it may, over the last 1h and the last 5m. If this goes on, the whole budget of 30d is gone in 2.1 days.{{/is_alert}}",
        "{{#is_recovery}}Uptime no longer burns its budget more than 14.4 times as fast as it may.{{/is_recovery}}",
        "",
        "Objective: 99.9% good over 30d, which is the runbook's target > 99.9%",
        "Thresholds: https://example.com/RUNBOOK.md#key-metrics-to-monitor",
        "What to do: https://example.com/RUNBOOK.md#incident-response",
        "",
        "{{#is_alert}} @pager {{/is_alert}} {{#is_alert_recovery}} @pager {{/is_alert_recovery}} " +
          "{{#is_no_data}} @pager {{/is_no_data}} {{#is_no_data_recovery}} @pager {{/is_no_data_recovery}} " +
          "{{#is_warning}} @slack-fleet {{/is_warning}} {{#is_warning_recovery}} @slack-fleet {{/is_warning_recovery}}",
      ].join("\n"),
    );
    const { message: later, priority } = burnAlertArgs("abc", uptime, slow, monitoring);
    assert.equal(priority, "2");
    assert.match(later, /over the last 24h and the last 120m\. If this goes on, .* in 10 days/);
    assert.match(later, /\n@slack-fleet$/);
  });

  it("leaves out the maintenance windows, from the first that its time frame still holds", () => {
    const { rule } = inputs.runbook.maintenance;
    const at = (now: string) =>
      correctionArgs("abc", uptime, { rule, now: new Date(now), runbookUrl: monitoring.runbookUrl });
    assert.deepEqual(at("2026-02-03T09:00:00Z"), {
      category: "Scheduled Maintenance",
      description: "runbook-objective:uptime https://example.com/RUNBOOK.md#scheduled-maintenance",
      sloId: "abc",
      rrule: "FREQ=MONTHLY;BYDAY=1SU",
      duration: 7200,
      start: Date.parse("2026-02-01T02:00:00Z") / 1000,
      timezone: "UTC",
    });
    assert.equal(at("2026-03-03T02:00:00Z").start, Date.parse("2026-03-01T02:00:00Z") / 1000);
  });

  it("is declared for the error rate and the uptime, each with three burn alerts and one correction", async () => {
    const all = await declared();
    const named = (type: string, prefix = "") =>
      all.filter((one) => one.type === type && one.name.startsWith(prefix)).map(({ name }) => name);
    assert.deepEqual(named(types.objective), ["objective-error-rate", "objective-uptime"]);
    assert.deepEqual(
      named(types.monitor, "objective-").sort(),
      ["error-rate", "uptime"].flatMap((id) => ["1h", "24h", "6h"].map((over) => `objective-${id}-${over}`)),
    );
    const window = "monthly-1su-0200-120m";
    assert.deepEqual(named(types.objectiveCorrection), [
      `objective-error-rate-${window}`,
      `objective-uptime-${window}`,
    ]);
    const queries = all
      .filter(({ name }) => name === "objective-uptime-1h")
      .map(({ inputs: { query } }) => query);
    assert.deepEqual(queries, [burnQuery("objective-uptime-id", uptime, fast)]);
  });

  it("is declared for another row on request, and not for one that config takes out", async () => {
    const rows = { "email-delivery-rate": true, uptime: false };
    const all = await declared({ values: { "marsana-fleet:objectives": { rows } } });
    assert.deepEqual(
      all.filter(({ type }) => type === types.objective).map(({ name }) => name),
      ["objective-error-rate", "objective-email-delivery-rate"],
    );
  });
});
