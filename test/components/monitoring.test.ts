// What the monitoring components ask Datadog for, given rows and rules of a runbook.
import assert from "node:assert/strict";
import type { WindowRule } from "../../calendar/index.ts";
import { downtimeArgs, ruleName } from "../../components/MaintenanceDowntime.ts";
import { type MonitorSources, monitorArgs } from "../../components/ThresholdMonitors.ts";
import type { Threshold } from "../../runbook/index.ts";

const errors: Threshold = {
  id: "error-rate",
  metric: "Error Rate",
  target: { comparator: "<", value: 0.5, unit: "percent", text: "< 0.5%" },
  alert: { comparator: ">", value: 1, unit: "percent", text: "> 1%" },
  at: { line: 1, column: 1 },
};
const scope = { environment: "production", service: "fleet" };
const args: MonitorSources = {
  rows: [errors],
  signals: {
    "error-rate": {
      query: "sum(last_5m):sum:errors{env:$environment} by {env}",
      unit: "percent",
      onMissingData: "show_and_notify_no_data",
    },
  },
  scope,
  routes: { page: ["@pagerduty-fleet"], alert: ["@slack-fleet"], warning: ["@slack-fleet"] },
  team: "fleet",
  runbookUrl: "https://example.com/RUNBOOK.md",
  muted: ["runbook-metric:uptime"],
  dashboards: [
    {
      id: "sentry",
      name: "Sentry",
      url: "https://sentry.io/organizations/acme/",
      at: { line: 1, column: 1 },
    },
  ],
};
const firstSunday: WindowRule = {
  frequency: "monthly",
  ordinal: 1,
  weekday: "SU",
  startHour: 2,
  startMinute: 0,
  durationMinutes: 120,
  timezone: "UTC",
};

describe("the monitor of a row", () => {
  it("warns at the target, alerts at the threshold, and says so when it has no data", () => {
    const { message, ...rest } = monitorArgs(errors, args);
    assert.deepEqual(rest, {
      name: "Error Rate (production)",
      type: "query alert",
      query: "sum(last_5m):sum:errors{env:production} by {env} > 1",
      monitorThresholds: {
        critical: "1",
        warning: "0.5",
        criticalRecovery: "0.5",
        warningRecovery: "0.45",
      },
      tags: ["env:production", "service:fleet", "source:runbook", "team:fleet", "runbook-metric:error-rate"],
      priority: "2",
      onMissingData: "show_and_notify_no_data",
      requireFullWindow: false,
      includeTags: true,
    });
    assert.equal(
      message,
      [
        "{{#is_alert}}Error Rate is {{value}}. The runbook alerts at > 1%.{{/is_alert}}",
        "{{#is_warning}}Error Rate is {{value}}. The runbook's target is < 0.5%.{{/is_warning}}",
        "{{#is_no_data}}Error Rate is not measured: nobody would notice a failure.{{/is_no_data}}",
        "{{#is_recovery}}Error Rate is back within < 0.5%.{{/is_recovery}}",
        "",
        "Thresholds: https://example.com/RUNBOOK.md#key-metrics-to-monitor",
        "What to do: https://example.com/RUNBOOK.md#incident-response",
        "Sentry: https://sentry.io/organizations/acme/",
        "",
        "@slack-fleet",
      ].join("\n"),
    );
  });

  it("does what its signal says where nothing is measured, and has words for it only where somebody is told", () => {
    const own = args.signals["error-rate"];
    assert.ok(own !== undefined);
    for (const onMissingData of ["show_no_data", "resolve"] as const) {
      const quiet = monitorArgs(errors, { ...args, signals: { "error-rate": { ...own, onMissingData } } });
      assert.equal(quiet.onMissingData, onMissingData);
      assert.doesNotMatch(String(quiet.message), /is_no_data/);
    }
  });

  it("is never declared without a signal", () => {
    assert.throws(() => monitorArgs(errors, { ...args, signals: {} }), /the metric error-rate has no signal/);
  });
});

describe("the downtime of the maintenance window", () => {
  const at = (rule: WindowRule, now: string) =>
    downtimeArgs({ rule, scope, runbookUrl: args.runbookUrl, now: new Date(now) }).recurringSchedule
      .recurrences;

  it("starts at the first window that is still to come", () => {
    const recurrence = { rrule: "FREQ=MONTHLY;BYDAY=1SU", duration: "2h" };
    assert.deepEqual(at(firstSunday, "2026-02-03T09:00:00Z"), [
      { ...recurrence, start: "2026-03-01T02:00:00" },
    ]);
    assert.deepEqual(at(firstSunday, "2026-03-01T01:59:59Z"), [
      { ...recurrence, start: "2026-03-01T02:00:00" },
    ]);
    assert.deepEqual(at(firstSunday, "2026-03-01T02:00:00Z"), [
      { ...recurrence, start: "2026-04-05T02:00:00" },
    ]);
  });

  it("mutes those of the stack's own monitors that carry its tag, in its own environment", () => {
    const { scope: silenced, monitorIdentifier } = downtimeArgs({
      rule: firstSunday,
      scope,
      runbookUrl: "",
      now: new Date(0),
    });
    assert.equal(silenced, "env:production");
    assert.deepEqual(monitorIdentifier, {
      monitorTags: ["env:production", "service:fleet", "source:runbook", "runbook-maintenance:muted"],
    });
  });

  it("has a name of its own for every rule", () => {
    const { ordinal: _, ...everySunday } = firstSunday;
    const rules: WindowRule[] = [
      firstSunday,
      { ...firstSunday, ordinal: -1 },
      { ...everySunday, frequency: "weekly" },
      { ...firstSunday, weekday: "SA" },
      { ...firstSunday, startHour: 22, startMinute: 30 },
      { ...firstSunday, durationMinutes: 90 },
    ];
    assert.deepEqual(rules.map(ruleName), [
      "monthly-1su-0200-120m",
      "monthly--1su-0200-120m",
      "weekly-su-0200-120m",
      "monthly-1sa-0200-120m",
      "monthly-1su-2230-120m",
      "monthly-1su-0200-90m",
    ]);
  });
});
