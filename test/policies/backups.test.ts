// When the backup is taken and how far recovery reaches back, judged by the runbook's own numbers.
import assert from "node:assert/strict";
import { keepBackupOutsideWindow } from "../../policies/keepBackupOutsideWindow.ts";
import { keepRecoveryUntilNoticed } from "../../policies/keepRecoveryUntilNoticed.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { ResourceRule } from "../../policies/rule.ts";
import { type Change, changedRunbook, firstIn } from "../support/changedRunbook.ts";
import { backupSchedule, rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";
import { longerWatch } from "../support/sabotages.ts";

const inputs = rehearsalInputs();
const schedule = backupSchedule(inputs);

/** The verdict on the declared schedule with part of its environment changed, by a runbook with some changes. */
function judge(rule: ResourceRule, change: object, ...changes: readonly Change[]): string[] {
  const environment = { ...(schedule.props["environment"] as object), ...change };
  const judged = { ...inputs, runbook: changedRunbook(...changes) };
  return verdictOf(rule, [{ ...schedule, props: { ...schedule.props, environment } }], judged);
}

describe("keep-backup-outside-window", () => {
  const at = (time: string, ...changes: readonly Change[]) =>
    judge(keepBackupOutsideWindow, { BACKUP_TIME: time }, ...changes);
  const window = firstIn(/first Sunday, .* UTC/);

  it("passes what the program declares, and the moments just before and just after the window", () => {
    assert.deepEqual(judge(keepBackupOutsideWindow, {}), []);
    assert.deepEqual([...at("01:59:59"), ...at("04:00:00")], []);
  });

  it("refuses a backup that starts within the window", () => {
    assert.deepEqual(at("02:00:00"), [
      "resource: the daily backup starts at 02:00:00 UTC, within the maintenance window from 02:00:00 to 04:00:00 UTC (the runbook says \"Monthly (first Sunday, 2-4 AM UTC)\"), and must start outside it; mend: pulumi config set --stack rehearsal --path 'marsana-fleet:supabase.backupTime' '04:00:00'",
    ]);
  });

  it("follows the runbook, past midnight too", () => {
    const late: Change = [window, "first Sunday, 11 PM-1 AM UTC"];
    assert.equal(at("00:30:00", late).length, 1);
    assert.equal(at("23:00:00", late).length, 1);
    assert.deepEqual(at("02:00:00", late), []);
  });

  it("fails closed at a time that is none", () => {
    assert.throws(() => at("half past two"), RangeError);
  });
});

describe("keep-recovery-until-noticed", () => {
  const days = (text: string, ...changes: readonly Change[]) =>
    judge(keepRecoveryUntilNoticed, { PITR_DAYS: text }, ...changes);

  it("passes what the program declares, and just as much as the runbook needs", () => {
    assert.deepEqual(judge(keepRecoveryUntilNoticed, {}), []);
    assert.deepEqual(days("3"), []);
  });

  it("refuses a retention that ends while the release is still watched", () => {
    assert.deepEqual(days("2"), [
      "resource: point-in-time recovery reaches back 2 days, and must reach back 72 h (3 days): the runbook watches until \"Transition to Normal Operations\" ends; mend: pulumi config set --stack rehearsal --path 'marsana-fleet:supabase.pitrDays' '<days>', or shorten the runbook's watch",
    ]);
  });

  it("follows the runbook: longer monitoring asks for longer retention", () => {
    assert.equal(days("7", ...longerWatch).length, 1);
    assert.deepEqual(days("14", ...longerWatch), []);
  });

  it("refuses what is no number of days", () => {
    for (const text of ["many", "", "-7", "7.5", "Infinity"]) assert.equal(days(text).length, 1, text);
  });
});

describe("the rules about the backup schedule", () => {
  it("leave a command alone that sets no backups", () => {
    const environment = { BACKUP_TIME: "02:00:00", PITR_DAYS: "0" };
    const other = resource(types.command, { environment });
    for (const rule of [keepBackupOutsideWindow, keepRecoveryUntilNoticed])
      assert.deepEqual(verdictOf(rule, [other], inputs), []);
  });
});
