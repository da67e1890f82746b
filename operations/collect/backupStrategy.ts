// Proves that the database is backed up as the stack's config says: point-in-time recovery, which takes the place of
// daily backups, or these at their time.
import { backupDifferences } from "../backupSchedule.ts";
import { backupsPage } from "../restorePoint.ts";
import type { Collector } from "./collector.ts";
import { objectionToProject, supabaseOf, supabaseToken } from "./supabaseOf.ts";

export const backupStrategy: Collector = {
  name: "backup-strategy",
  items: ["verify-backup-strategy"],
  needs: [supabaseToken],
  async collect(context) {
    const { projectRef, region, backupTime, pitrDays } = context.inputs.settings.supabase;
    const client = supabaseOf(context);
    const url = backupsPage(projectRef);
    const objection = await objectionToProject(client, { projectRef, region });
    if (objection !== undefined) return { ...objection, url };
    const differences = await backupDifferences(client, { projectRef, region, backupTime, pitrDays });
    // The add-on may be booked and not at work yet.
    const { pitr_enabled: isContinuous } = await client.backups(projectRef);
    const problems = [
      ...differences.map(
        ({ setting, found, required }) => `${setting}: found ${found}; required: ${required}`,
      ),
      ...(isContinuous ? [] : ["the project says that point-in-time recovery is off; required: on"]),
    ];
    if (problems.length > 0)
      return {
        result: "fail",
        detail: `${problems.join("; ")}; mend: npm run up -- --stack ${context.inputs.stack}`,
        url,
      };
    const daily = backupTime === undefined ? "" : `, and the time of the daily one is ${backupTime}`;
    return {
      result: "pass",
      detail: `project ${projectRef} can be restored to any instant of the last ${pitrDays} days, as configured${daily}`,
      url,
    };
  },
};
