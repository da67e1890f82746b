// Requires the daily backup to start outside the hours of the runbook's maintenance window.
import { isInWindowHours, windowHours } from "../calendar/index.ts";
import { setLine } from "../inputs/configPlace.ts";
import { isWithin, types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/**
 * A backup is daily and a window comes on certain days: a time within the window's hours meets it on the first of
 * them. Only the start is judged. How long a backup takes, neither the runbook nor the service says beforehand.
 */
export const keepBackupOutsideWindow: ResourceRule = {
  name: "keep-backup-outside-window",
  description: "The daily backup must start outside the hours of the runbook's maintenance window.",
  mend: "Set `marsana-fleet:supabase.backupTime` to a time outside the window.",
  appliesTo: [types.command],
  checkResource({ urn, props }, { runbook, stack }, report) {
    if (!isWithin(urn, types.backups)) return;
    const environment = props["environment"] as Readonly<Record<string, unknown>> | undefined;
    const time = environment?.["BACKUP_TIME"];
    // That a schedule has a time at all is the matter of require-protected-backups; other steps have none.
    if (time === undefined) return;
    const { rule, frequencyText } = runbook.maintenance;
    if (!isInWindowHours(rule, String(time))) return;
    const { opens, closes } = windowHours(rule);
    report(
      `the daily backup starts at ${String(time)} UTC, within the maintenance window from ${opens} to ${closes} UTC ` +
        `(the runbook says "${frequencyText}"), and must start outside it; mend: ` +
        setLine(stack, "marsana-fleet:supabase.backupTime", "--path", closes),
    );
  },
};
