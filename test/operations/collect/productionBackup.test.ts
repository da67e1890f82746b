// What the collector of the production backup makes of daily and continuous backups, and of restore points.
import assert from "node:assert/strict";
import { productionBackup } from "../../../operations/collect/productionBackup.ts";
import { restorePointNames } from "../../../operations/restorePoint.ts";
import {
  backupCollecting,
  backupsPath,
  faultAt,
  instant,
  type Project,
  projectRef,
  root,
  url,
} from "../../support/backupCollecting.ts";
import { inputsAt } from "../../support/proof.ts";

describe("production-backup", () => {
  const { foundBy, releases } = backupCollecting();

  const daily = { pitr: undefined };
  const [first = "", second = ""] = restorePointNames(
    inputsAt(releases, instant).release ?? assert.fail("no release"),
  );
  const available = (name: string, completed_on: string | null) => {
    return { name, status: "AVAILABLE", completed_on } as const;
  };

  it("passes continuous backups, and asks for no restore point then", async () => {
    const { found, requests } = await foundBy(productionBackup, {});
    const detail = `project ${projectRef}: the newest backup is the continuous one of 2026-02-02T08:00:00.000Z`;
    assert.deepEqual(found, { result: "pass", detail, url });
    assert.deepEqual(requests, [`GET ${root}`, `GET ${backupsPath}`]);
  });

  it("passes a daily backup that will be at most 30 h old when the window opens", async () => {
    const { found } = await foundBy(productionBackup, { project: daily, at: "2026-02-03T07:50:00.000Z" });
    assert.equal(found.result, "pass");
    assert.match(found.detail, /the newest backup is backup \d+ of 2026-02-03T00:30:00\.000Z$/);
  });

  it("fails a daily backup of today that will be older than that when the window opens", async () => {
    const { found } = await foundBy(productionBackup, { project: daily });
    assert.equal(found.result, "fail");
    assert.match(
      found.detail,
      /^the newest backup: backup \d+ of 2026-02-02T00:30:00\.000Z; required: one since 2026-02-02T03:00:00\.000Z; mend: npm run runbook -- backup 1\.0\.0-rc1 --stack rehearsal$/,
    );
  });

  it("counts 30 h back from now once the window is open", async () => {
    const at = "2026-02-03T10:59:00.000Z";
    const points = (completed: string) => ({ ...daily, restorePoints: [available(first, completed)] });
    const body = JSON.stringify({ pitr_enabled: false, backups: [], physical_backup_data: {} });
    const none = faultAt(backupsPath, { status: 200, body });
    const old = await foundBy(productionBackup, {
      at,
      project: points("2026-02-02T04:58:59.000Z"),
      ...none,
    });
    assert.equal(old.found.result, "fail");
    const young = await foundBy(productionBackup, {
      at,
      project: points("2026-02-02T04:59:00.000Z"),
      ...none,
    });
    assert.equal(young.found.result, "pass");
  });

  it("passes an available restore point of the release where the daily backup is too old", async () => {
    const restorePoints = [available(first, "2026-02-02T07:00:00.000Z")];
    const { found } = await foundBy(productionBackup, { project: { ...daily, restorePoints } });
    assert.equal(found.result, "pass");
    assert.match(found.detail, new RegExp(`the newest backup is restore point ${first} of 2026-02-02T07:00`));
  });

  it("passes the second one, where the first failed", async () => {
    const failed = { name: first, status: "FAILED", completed_on: null } as const;
    const restorePoints = [failed, available(second, "2026-02-02T07:00:00.000Z")];
    const { found } = await foundBy(productionBackup, { project: { ...daily, restorePoints } });
    assert.match(found.detail, new RegExp(`restore point ${second} of`));
  });

  const insufficient: readonly [what: string, points: NonNullable<Project["restorePoints"]>][] = [
    ["is pending", [{ name: first, status: "PENDING", completed_on: null }]],
    ["has failed", [{ name: first, status: "FAILED", completed_on: null }]],
    ["was removed", [{ name: first, status: "REMOVED", completed_on: "2026-02-02T07:00:00.000Z" }]],
    ["is of another release", [available("2-0-0-cc3d0103", "2026-02-02T07:00:00.000Z")]],
    ["is too old", [available(first, "2026-02-01T07:00:00.000Z")]],
  ];
  for (const [what, restorePoints] of insufficient) {
    it(`fails where the restore point ${what}`, async () => {
      const project = { ...daily, restorePoints };
      const { found } = await foundBy(productionBackup, { project, pendingReads: 100 });
      assert.equal(found.result, "fail");
      assert.match(found.detail, /^the newest backup: backup \d+ of 2026-02-02T00:30/);
    });
  }

  it("fails where the project has no restore points, by what else there is", async () => {
    const { found } = await foundBy(productionBackup, { project: daily, hasRestorePoints: false });
    assert.equal(found.result, "fail");
  });

  it("takes no backup that is not complete", async () => {
    const backups = ["FAILED", "PENDING", "REMOVED", "ARCHIVED", "CANCELLED"].map((status, id) => {
      return { id, is_physical_backup: true, status, inserted_at: "2026-02-02T07:30:00.000Z" };
    });
    const body = JSON.stringify({ pitr_enabled: false, backups, physical_backup_data: {} });
    const { found } = await foundBy(productionBackup, faultAt(backupsPath, { status: 200, body }));
    assert.equal(found.result, "fail");
    assert.match(found.detail, /^the newest backup: there is none; required/);
  });

  const backup = { id: 1, is_physical_backup: true, status: "COMPLETED" };
  const lies: readonly [what: string, body: object][] = [
    [
      "of the future",
      { backups: [{ ...backup, inserted_at: "2026-02-03T08:00:00.000Z" }], physical_backup_data: {} },
    ],
    [
      "without its zone",
      { backups: [{ ...backup, inserted_at: "2026-02-02T07:00:00" }], physical_backup_data: {} },
    ],
    ["at no time", { backups: [{ ...backup, inserted_at: "today" }], physical_backup_data: {} }],
    [
      "of the future, continuously",
      { backups: [], physical_backup_data: { latest_physical_backup_date_unix: 1_800_000_000 } },
    ],
  ];
  for (const [what, body] of lies) {
    it(`does not know what to make of a backup ${what}`, async () => {
      const text = JSON.stringify({ pitr_enabled: true, ...body });
      const { found } = await foundBy(productionBackup, faultAt(backupsPath, { status: 200, body: text }));
      assert.equal(found.result, "unknown");
      assert.match(found.detail, /gives no time of .* that can be: nobody knows how old it is/);
    });
  }

  it("does not know what to make of a restore point that is available and was never completed", async () => {
    const project = { ...daily, restorePoints: [available(first, null)] };
    const { found } = await foundBy(productionBackup, { project });
    assert.equal(found.result, "unknown");
    assert.match(found.detail, /AVAILABLE, without saying when it was completed/);
  });

  it("does not know where the restore points cannot be read", async () => {
    const fault = faultAt(`${backupsPath}/restore-point`, {
      status: 500,
      body: '{"message":"Failed to get requested restore points"}',
    });
    const { found, waits } = await foundBy(productionBackup, { project: daily, ...fault });
    assert.equal(found.result, "unknown");
    assert.match(found.detail, /500 .*Failed to get requested restore points/);
    assert.deepEqual(waits, [1000, 2000, 4000]);
  });
});
