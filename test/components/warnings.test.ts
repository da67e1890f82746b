// Warnings in business hours: what the stack then declares of each row, and what keeps it quiet.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declared } from "../support/mocks.ts";
import { options } from "../support/options.ts";

const hours = options["business hours for warnings"] ?? {};

describe("warnings in business hours", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const resources = async (values: Record<string, unknown> = {}) =>
    new Map((await declared({ values })).map(({ name, inputs }) => [name, inputs]));
  const rows = [
    "api-latency-p95",
    "database-latency",
    "email-delivery-rate",
    "error-rate",
    "realtime-latency",
    "uptime",
  ];

  it("have a monitor for each target beside the rows' own, and one downtime; without the hours there is none", async () => {
    const names = [...(await resources(hours)).keys()].filter((name) => name.startsWith("warning-")).sort();
    assert.deepEqual(names, [
      ...rows.map((row) => `warning-${row}`).slice(0, 4),
      "warning-quiet-mo-tu-we-th-fr-0800-1800-europe-berlin",
      ...rows.map((row) => `warning-${row}`).slice(4),
    ]);
    assert.deepEqual(
      [...(await resources()).keys()].filter((name) => name.startsWith("warning-")),
      [],
    );
  });

  it("speak at the target, in the unit of the signal, and tell the route of warnings in every state", async () => {
    const found = (await resources(hours)).get("warning-error-rate");
    const { message, query, ...rest } = found ?? {};
    assert.deepEqual(rest, {
      name: "Error Rate: warning (rehearsal)",
      type: "query alert",
      monitorThresholds: { critical: "0.5", criticalRecovery: "0.45" },
      tags: [
        "env:rehearsal",
        "service:marsana-fleet",
        "source:runbook",
        "team:marsana-fleet",
        "runbook-warning:error-rate",
        "runbook-severity:warning",
      ],
      priority: "3",
      onMissingData: "show_no_data",
      requireFullWindow: false,
      includeTags: true,
    });
    assert.match(String(query), / > 0\.5$/);
    assert.match(String(message), /\n@slack-fleet-rehearsal$/);
  });

  it("leave the rows' own monitors as they are, but for their warning", async () => {
    const [before, after] = [await resources(), await resources(hours)].map((all) =>
      all.get("monitor-error-rate"),
    );
    const { critical, criticalRecovery } = Object(before?.["monitorThresholds"]);
    assert.deepEqual(after?.["monitorThresholds"], { critical, criticalRecovery });
    assert.equal(after?.["query"], before?.["query"]);
    assert.match(String(before?.["message"]), /is_warning/);
    assert.doesNotMatch(String(after?.["message"]), /is_warning/);
    assert.match(String(after?.["message"]), /\{\{#is_alert\}\} @slack-fleet-rehearsal \{\{\/is_alert\}\}/);
  });

  it("are silenced from the end of the hours to their next beginning, and told then if they last", async () => {
    const downtime = (await resources(hours)).get("warning-quiet-mo-tu-we-th-fr-0800-1800-europe-berlin");
    assert.deepEqual(downtime, {
      message:
        "Outside of business hours: https://github.com/marsana/fleet/blob/main/RUNBOOK.md#key-metrics-to-monitor",
      scope: "env:rehearsal",
      monitorIdentifier: {
        monitorTags: ["env:rehearsal", "service:marsana-fleet", "source:runbook", "runbook-severity:warning"],
      },
      displayTimezone: "Europe/Berlin",
      notifyEndStates: ["alert"],
      notifyEndTypes: ["expired"],
      recurringSchedule: {
        timezone: "Europe/Berlin",
        recurrences: [
          { rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", duration: "840m", start: "2026-02-04T18:00:00" },
          { rrule: "FREQ=WEEKLY;BYDAY=FR", duration: "3720m", start: "2026-02-06T18:00:00" },
        ],
      },
    });
  });
});
