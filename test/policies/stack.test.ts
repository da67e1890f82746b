// The rules about gate, backups, downtime and Vercel, on what the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { keepDomainsUnassigned } from "../../policies/keepDomainsUnassigned.ts";
import { matchDowntimeToRunbook } from "../../policies/matchDowntimeToRunbook.ts";
import { protectStatefulResources } from "../../policies/protectStatefulResources.ts";
import { requireProtectedBackups } from "../../policies/requireProtectedBackups.ts";
import { requireReadyRelease } from "../../policies/requireReadyRelease.ts";
import { types } from "../../policies/resourceTypes.ts";
import { backupSchedule, downtime, rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();

describe("require-ready-release", () => {
  const { releaseDigest, runbookDigest } = inputs;
  const gate = { releaseDigest, runbookDigest, blocking: [], waiting: [] };
  const blockedBy = (...blocking: string[]) => ({ ...inputs, gate: { ...inputs.gate, blocking } });

  it("passes a release that nothing holds up", () => {
    assert.deepEqual(verdictOf(requireReadyRelease, [resource(types.gate, gate)], inputs), []);
  });

  it("refuses a stack without a gate, and one with two", () => {
    const mend = "mend: declare Gate once, before all else";
    assert.deepEqual(verdictOf(requireReadyRelease, [], inputs), [
      `stack: the stack must have exactly one gate, and has 0; ${mend}`,
    ]);
    const two = [resource(types.gate, gate), resource(types.gate, gate)];
    assert.deepEqual(verdictOf(requireReadyRelease, two, inputs), [
      `stack: the stack must have exactly one gate, and has 2; ${mend}`,
    ]);
  });

  it("refuses a release with the reasons that program and pack find, each once", () => {
    const blocked = blockedBy("the commit moves");
    const onGate = resource(types.gate, { ...gate, blocking: ["the commit moves", "the plan is missing"] });
    assert.deepEqual(verdictOf(requireReadyRelease, [onGate], blocked), [
      "resource: the commit moves",
      "resource: the plan is missing",
    ]);
  });

  it("refuses a gate that hides what the pack finds", () => {
    const blocked = blockedBy("the commit moves");
    assert.deepEqual(verdictOf(requireReadyRelease, [resource(types.gate, gate)], blocked), [
      "resource: the commit moves",
    ]);
  });

  it("refuses a gate that stands for another release, or another runbook", () => {
    for (const digest of ["releaseDigest", "runbookDigest"]) {
      const other = resource(types.gate, { ...gate, [digest]: "other" });
      assert.equal(verdictOf(requireReadyRelease, [other], inputs).length, 1);
    }
  });

  it("throws, and so fails closed, when the gate does not say what holds the release up", () => {
    const silent = resource(types.gate, { ...gate, blocking: undefined });
    assert.throws(() => verdictOf(requireReadyRelease, [silent], inputs), TypeError);
  });
});

describe("require-protected-backups", () => {
  const schedule = backupSchedule(inputs);
  const judge = (...resources: (typeof schedule)[]) => verdictOf(requireProtectedBackups, resources, inputs);

  it("passes the schedule that the program declares", () => {
    assert.deepEqual(judge(schedule), []);
  });

  it("refuses a stack without a schedule, and one with two", () => {
    const mend = "mend: declare DatabaseBackups once";
    assert.deepEqual(judge(), [`stack: the stack must have exactly one backup schedule, and has 0; ${mend}`]);
    assert.deepEqual(judge(schedule, schedule), [
      `stack: the stack must have exactly one backup schedule, and has 2; ${mend}`,
    ]);
  });

  it("does not take another command for the schedule", () => {
    const other = resource(types.command, schedule.props, { protect: true });
    assert.equal(judge(other).length, 1);
  });

  it("refuses a schedule that is not protected", () => {
    assert.deepEqual(judge(backupSchedule(inputs, { protect: false })), [
      "resource: the backup schedule must be protected; mend: set protect on it",
    ]);
  });

  it("refuses a schedule without point-in-time recovery", () => {
    const { PITR_DAYS: _, ...environment } = schedule.props["environment"] as Record<string, string>;
    assert.deepEqual(judge({ ...schedule, props: { ...schedule.props, environment } }), [
      "resource: PITR_DAYS is not set, and must be 7, as configured",
    ]);
  });

  it("refuses a schedule that is set in whatever region the project is", () => {
    const { SUPABASE_REGION: _, ...environment } = schedule.props["environment"] as Record<string, string>;
    assert.deepEqual(judge({ ...schedule, props: { ...schedule.props, environment } }), [
      "resource: SUPABASE_REGION is not set, and must be eu-central-1, as configured",
    ]);
  });

  it("refuses a step that sets nothing", () => {
    const idle = { ...schedule, props: { ...schedule.props, create: "true", update: undefined } };
    assert.deepEqual(
      judge(idle),
      ["create", "update"].map(
        (name) =>
          `resource: the backup schedule's ${name} must be "node operations/applyBackupSchedule.ts"; mend: declare it so`,
      ),
    );
  });

  it("refuses a schedule that would be undone or replaced", () => {
    const undone = { ...schedule, props: { ...schedule.props, delete: "rm", triggers: [1] } };
    assert.deepEqual(
      judge(undone),
      ["delete", "triggers"].map(
        (name) =>
          `resource: the backup schedule must have no ${name}: it would take the backups away when it is replaced`,
      ),
    );
  });
});

describe("match-downtime-to-runbook", () => {
  const declared = downtime(inputs);
  const says = '(the runbook says "Monthly (first Sunday, 2-4 AM UTC)")';

  /** The verdict on the declared downtime with some of its properties changed. */
  function judge(change: object): string[] {
    return verdictOf(
      matchDowntimeToRunbook,
      [{ ...declared, props: { ...declared.props, ...change } }],
      inputs,
    );
  }

  function recurrence(change: object): object {
    const [first] = (declared.props["recurringSchedule"] as { recurrences: object[] }).recurrences;
    return { recurringSchedule: { timezone: "UTC", recurrences: [{ ...first, ...change }] } };
  }

  it("passes the downtime that the program declares", () => {
    assert.deepEqual(judge({}), []);
  });

  it("refuses a stack without a downtime", () => {
    assert.deepEqual(verdictOf(matchDowntimeToRunbook, [], inputs), [
      "stack: the stack must have exactly one downtime, and has 0; mend: declare the runbook's window",
    ]);
  });

  it("refuses a longer window, another day and a start on no such day", () => {
    assert.deepEqual(judge(recurrence({ duration: "3h" })), [
      `downtime: its duration is 3h, and must be 2h ${says}`,
    ]);
    assert.deepEqual(judge(recurrence({ rrule: "FREQ=WEEKLY;BYDAY=SU" })), [
      `downtime: its rrule is FREQ=WEEKLY;BYDAY=SU, and must be FREQ=MONTHLY;BYDAY=1SU ${says}`,
    ]);
    assert.deepEqual(judge(recurrence({ start: "2026-02-08T02:00:00" })), [
      `downtime: its start is 2026-02-08T02:00:00, which is no such day and time ${says}`,
    ]);
  });

  it("refuses to silence another environment, monitors that are not the stack's, or more of them than may be", () => {
    assert.deepEqual(judge({ scope: "env:production" }), [
      'downtime: it silences "env:production", and must silence env:rehearsal alone',
    ]);
    const tags = ["env:rehearsal", "service:marsana-fleet", "source:runbook", "runbook-maintenance:muted"];
    const all = `downtime: it must silence the monitors with all of the tags ${tags.join(", ")}, and no others`;
    for (const monitorIdentifier of [
      { monitorTags: tags.slice(1) },
      { monitorTags: tags.slice(0, -1) },
      { monitorTags: [...tags, "team:fleet"] },
      { monitorId: 7 },
      { monitorTags: tags, monitorId: 7 },
    ]) {
      assert.deepEqual(judge({ monitorIdentifier }), [all]);
    }
  });

  it("counts a downtime of the older kind, and refuses it", () => {
    const older = resource(types.oldDowntime, { scopes: ["env:rehearsal"] }, { name: "older" });
    assert.deepEqual(verdictOf(matchDowntimeToRunbook, [declared, older], inputs), [
      "stack: the stack must have exactly one downtime, and has 2; mend: declare the runbook's window",
      "older: it must be a DowntimeSchedule, which tells its window as the runbook does",
    ]);
  });

  it("refuses a one-time schedule beside the window", () => {
    assert.deepEqual(judge({ oneTimeSchedule: { start: "2026-03-01T00:00:00Z" } }), [
      `downtime: it has a one-time schedule beside the runbook's window ${says}`,
    ]);
  });
});

describe("protect-stateful-resources", () => {
  for (const type of [types.vercelProject, types.vercelDomain, types.sentryProject]) {
    it(`refuses an unprotected ${type}, and passes a protected one`, () => {
      const mend = "resource: must be protected from deletion; mend: set protect: true in its options";
      assert.deepEqual(verdictOf(protectStatefulResources, [resource(type, {})], inputs), [mend]);
      assert.deepEqual(
        verdictOf(protectStatefulResources, [resource(type, {}, { protect: true })], inputs),
        [],
      );
    });
  }

  it("passes an unprotected monitor, and a command that sets no backups", () => {
    const free = [resource(types.monitor, {}), resource(types.command, {})];
    assert.deepEqual(verdictOf(protectStatefulResources, free, inputs), []);
  });
});

describe("keep-domains-unassigned", () => {
  it("refuses an alias that gives production's domain to a deployment, and passes another", () => {
    const judge = (alias: string) =>
      verdictOf(keepDomainsUnassigned, [resource(types.vercelAlias, { alias })], inputs);
    assert.deepEqual(judge("app.marsana.com"), [
      "resource: no alias may give app.marsana.com to a deployment: promotion does; mend: take the alias away",
    ]);
    assert.deepEqual(judge("try.marsana.com"), []);
  });

  it("passes false alone: true and nothing at all let a build become production by itself", () => {
    const judge = (value?: boolean) =>
      verdictOf(
        keepDomainsUnassigned,
        [resource(types.vercelProject, { autoAssignCustomDomains: value })],
        inputs,
      ).length;
    assert.deepEqual([judge(false), judge(true), judge(undefined)], [0, 1, 1]);
  });
});
