// Sets when a Supabase project is backed up and how far back it can be restored, where that is not so already.
import { type PitrDays, pitrVariants, type SupabaseClient } from "../services/supabase.ts";
import { usableProject } from "./usableProject.ts";

export interface DesiredBackups {
  projectRef: string;
  /** Where the project is: with another region it is another project than the one that is meant. */
  region: string;
  /** When the daily backup is taken, HH:MM:SS in UTC; undefined for whenever the service takes it. */
  backupTime?: string | undefined;
  /** How many days back the database can be restored to any instant. */
  pitrDays: PitrDays;
}

/** What holds now, and which settings were changed for it: the same whenever the same was done. */
export interface AppliedBackups extends DesiredBackups {
  /** The project's own, such as `ACTIVE_HEALTHY`. */
  status: string;
  changed: Difference[];
}

/** A setting that is not as it should be; values as the service writes them, and `none` where it has none. */
export interface Difference {
  setting: "backupTime" | "pitrDays";
  found: string;
  required: string;
}

/**
 * Reads the truth, changes only what differs, and reads back what it changed. May run any number of times; where it
 * stopped halfway, the next run does the rest.
 * @throws ServiceError where the service refuses, Error where the project is not usable, or what is read back is not
 * what was set
 */
export async function applyBackupSchedule(
  client: SupabaseClient,
  desired: DesiredBackups,
): Promise<AppliedBackups> {
  const { projectRef, backupTime, pitrDays } = desired;
  const { status } = await usableProject(client, desired);
  const changed = await backupDifferences(client, desired);
  // The add-on first: the time may have used up its changes of the day, and the database should not wait for that.
  if (changed.some(({ setting }) => setting === "pitrDays")) await client.setPitr(projectRef, pitrDays);
  if (backupTime !== undefined && changed.some(({ setting }) => setting === "backupTime"))
    await client.setBackupTime(projectRef, backupTime);

  const left = changed.length === 0 ? [] : await backupDifferences(client, desired);
  if (left.length > 0) throw new Error(notKept(projectRef, left));
  return { ...desired, status, changed };
}

/** What is not as it should be. All is read before anything is changed: a project that cannot have it is left as it is. */
export async function backupDifferences(
  client: SupabaseClient,
  { projectRef, backupTime, pitrDays }: DesiredBackups,
): Promise<Difference[]> {
  const pitr = pitrVariants[pitrDays];
  // Only the Enterprise plan has a time of one's own; the service need not even say one on the others.
  const time = backupTime === undefined ? undefined : await client.backupTime(projectRef);
  const compared: Difference[] = [
    ...(time === undefined || backupTime === undefined
      ? []
      : [{ setting: "backupTime" as const, found: time, required: backupTime }]),
    { setting: "pitrDays", found: (await client.pitrVariant(projectRef)) ?? "none", required: pitr },
  ];
  return compared.filter(({ found, required }) => found !== required);
}

function notKept(projectRef: string, left: readonly Difference[]): string {
  const lines = left.map(
    ({ setting, found, required }) => `  - ${setting}: found ${found}; required: ${required}`,
  );
  return [
    `Supabase took the changes of project ${projectRef}, but what it reports afterwards is something else.`,
    ...lines,
    "Run this again; if it stays so, look at the backups and the add-ons in the project's dashboard.",
  ].join("\n");
}
