// What the collector of the backup strategy makes of a project that is backed up as declared, and of others.
import assert from "node:assert/strict";
import { backupStrategy } from "../../../operations/collect/backupStrategy.ts";
import {
  backupCollecting,
  backupsPath,
  faultAt,
  type Project,
  projectRef,
  since,
  url,
} from "../../support/backupCollecting.ts";

describe("backup-strategy", () => {
  const { foundBy } = backupCollecting();

  it("passes a project that is backed up as configured", async () => {
    const { found } = await foundBy(backupStrategy, {});
    const detail = `project ${projectRef} can be restored to any instant of the last 7 days, as configured, and the time of the daily one is 00:30:00`;
    assert.deepEqual(found, { result: "pass", detail, url });
  });

  const differing: readonly [what: string, project: Project, detail: RegExp][] = [
    [
      "another time",
      { scheduleFor: "05:00:00" },
      /^backupTime: found 05:00:00; required: 00:30:00; mend: npm run up/,
    ],
    [
      "no point-in-time recovery",
      { pitr: undefined },
      /^pitrDays: found none; required: pitr_7; the project says that point-in-time recovery is off; required: on; mend/,
    ],
    [
      "fewer days than declared",
      { pitr: { variant: "pitr_28", since } },
      /^pitrDays: found pitr_28; required: pitr_7/,
    ],
    ["another region", { region: "us-east-1" }, /region: found us-east-1; required: eu-central-1/],
    ["a database that is paused", { status: "INACTIVE" }, /status: found INACTIVE; required: ACTIVE_HEALTHY/],
  ];
  for (const [what, project, detail] of differing) {
    it(`fails a project with ${what}`, async () => {
      const { found } = await foundBy(backupStrategy, { project });
      assert.equal(found.result, "fail");
      assert.match(found.detail, detail);
    });
  }

  it("fails a project whose add-on is booked and not at work", async () => {
    const body = JSON.stringify({ pitr_enabled: false, backups: [], physical_backup_data: {} });
    const { found } = await foundBy(backupStrategy, faultAt(backupsPath, { status: 200, body }));
    assert.equal(found.result, "fail");
    assert.match(found.detail, /^the project says that point-in-time recovery is off; required: on/);
  });
});
