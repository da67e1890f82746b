// Proves that there is a backup of production to go back to, and that it will not be too old when the release begins.
import { z } from "zod";
import { productionBackupItem } from "../../release/gateSettings.ts";
import { type Backups, isWithoutRestorePoints, type SupabaseClient } from "../../services/supabase.ts";
import { backupNeed } from "../backupAge.ts";
import { aheadMs, availablePoint, backupsPage } from "../restorePoint.ts";
import type { CollectContext, Collector } from "./collector.ts";
import { objectionToProject, supabaseOf, supabaseToken } from "./supabaseOf.ts";

interface Backup {
  readonly what: string;
  readonly at: Date;
}

export const productionBackup: Collector = {
  name: "production-backup",
  items: [productionBackupItem],
  needs: [supabaseToken],
  async collect(context) {
    const { settings, gate, now } = context.inputs;
    const { projectRef, region } = settings.supabase;
    const need = gate.situation && backupNeed(gate.situation);
    if (need === undefined) return { result: "unknown", detail: "the runbook asks for no such backup" };
    const client = supabaseOf(context);
    const url = backupsPage(projectRef);
    const objection = await objectionToProject(client, { projectRef, region });
    if (objection !== undefined) return { ...objection, url };

    const listed = newest(backupsIn(await client.backups(projectRef), now));
    // What is enough is enough: the fewer questions, the fewer of them can go unanswered.
    const found =
      listed !== undefined && listed.at >= need.since
        ? listed
        : newest([...(listed ? [listed] : []), ...(await pointsOf(client, context))]);
    const text = found === undefined ? "there is none" : `${found.what} of ${found.at.toISOString()}`;
    if (found !== undefined && found.at >= need.since)
      return {
        result: "pass",
        detail: `project ${projectRef}: the newest backup is ${text}`,
        url,
        asOf: found.at,
      };
    const required = `required: one since ${need.since.toISOString()}`;
    const mend = `mend: npm run runbook -- backup ${context.release.version} --stack ${context.inputs.stack}`;
    return { result: "fail", detail: `the newest backup: ${text}; ${required}; ${mend}`, url };
  },
};

/** Those that can be restored. @throws Error for one that nobody knows the age of */
function backupsIn({ backups, physical_backup_data }: Backups, now: Date): Backup[] {
  const latest = physical_backup_data.latest_physical_backup_date_unix;
  const found: Backup[] = backups
    .filter(({ status }) => status === "COMPLETED")
    .map(({ id, inserted_at }) => ({ what: `backup ${id}`, at: instantOf(inserted_at) }));
  if (latest !== undefined) found.push({ what: "the continuous one", at: new Date(latest * 1000) });
  const wrong = found.find(({ at }) => !(at.getTime() <= now.getTime() + aheadMs));
  if (wrong === undefined) return found;
  throw new Error(`Supabase gives no time of ${wrong.what} that can be: nobody knows how old it is`);
}

function instantOf(text: string): Date {
  // Without an offset it would be another instant on another machine.
  return new Date(z.iso.datetime({ offset: true }).safeParse(text).data ?? Number.NaN);
}

async function pointsOf(client: SupabaseClient, { inputs, release }: CollectContext): Promise<Backup[]> {
  try {
    const point = await availablePoint(client, inputs.settings.supabase.projectRef, release, inputs.now);
    return point === undefined ? [] : [{ what: `restore point ${point.name}`, at: point.completed }];
  } catch (error) {
    if (isWithoutRestorePoints(error)) return [];
    throw error;
  }
}

function newest(backups: readonly Backup[]): Backup | undefined {
  return backups.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
}
