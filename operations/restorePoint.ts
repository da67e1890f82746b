// Makes the restore point of production that a release goes back to: one for each release and window, however often it
// is asked for.
import { createHash } from "node:crypto";
import { type Release, startOf } from "../release/release.ts";
import { ServiceError } from "../services/request.ts";
import { isWithoutRestorePoints, type RestorePoint, type SupabaseClient } from "../services/supabase.ts";

/** A restore point that can be restored. */
export interface AvailablePoint {
  readonly name: string;
  readonly completed: Date;
}

export interface MadePoint extends AvailablePoint {
  /** Whether this run has made it; false where it was found. */
  readonly made: boolean;
}

/** One that failed, was removed or is too old keeps its name: how many more names a release has. */
const mostNames = 10;

/** How long making one may take, in milliseconds, and the waits between two looks at it. */
const limitMs = 15 * 60_000;
const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

/** Clocks differ; what was completed so many milliseconds later than now was not. */
export const aheadMs = 3_600_000;

/**
 * The names of a release's restore points, in the order in which they are used. Of 20 characters, which is all that the
 * service takes: so much of the version as fits, and a hash that tells releases, windows and tries apart.
 */
export function restorePointNames(release: Release): string[] {
  const words = release.version.replaceAll(/[^0-9A-Za-z]+/g, "-").slice(0, 11);
  return Array.from({ length: mostNames }, (_, count) => {
    const whole = JSON.stringify([release.version, startOf(release).toISOString(), count]);
    return `${words}-${createHash("sha256").update(whole).digest("hex").slice(0, 8)}`;
  });
}

/**
 * The newest restore point of the release that can be restored.
 * @throws ServiceError where nobody can say, Error for an answer that cannot be true
 */
export async function availablePoint(
  client: SupabaseClient,
  projectRef: string,
  release: Release,
  now: Date,
): Promise<AvailablePoint | undefined> {
  let newest: AvailablePoint | undefined;
  for (const name of restorePointNames(release)) {
    const found = await client.restorePoint(projectRef, name);
    if (found === undefined) break;
    if (found.status === "AVAILABLE") newest = completedPoint(found, now);
  }
  return newest;
}

export interface Making {
  readonly projectRef: string;
  readonly release: Release;
  /** One that was completed before this is too old. */
  readonly since: Date;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/**
 * Finds the release's restore point, or makes it, and waits until it can be restored.
 * @throws Error that says what to do, where there can be none, it fails, or it takes too long
 */
export async function makeRestorePoint(client: SupabaseClient, making: Making): Promise<MadePoint> {
  const { projectRef, release, since, now } = making;
  try {
    for (const name of restorePointNames(release)) {
      const found = await client.restorePoint(projectRef, name);
      if (found !== undefined && isSpent(found, since, now())) continue;
      const point = found ?? (await created(client, projectRef, name));
      return { ...(await awaited(client, making, point)), made: found === undefined };
    }
  } catch (error) {
    if (isWithoutRestorePoints(error)) throw withoutRestorePoints(release, error);
    throw error;
  }
  throw new Error(
    `Supabase project ${projectRef}: ${mostNames} restore points of release ${release.version} failed, were removed or are too old. ` +
      `Look at ${backupsPage(projectRef)}, and at https://status.supabase.com.`,
  );
}

/** Whether it is of no more use: its name is taken all the same. */
function isSpent(point: RestorePoint, since: Date, now: Date): boolean {
  if (point.status === "AVAILABLE") return completedPoint(point, now).completed < since;
  return point.status !== "PENDING";
}

/** Nobody knows whether a request that failed was done: the name tells, and makes it safe to ask once more. */
async function created(client: SupabaseClient, projectRef: string, name: string): Promise<RestorePoint> {
  try {
    return await client.createRestorePoint(projectRef, name);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const found = await client.restorePoint(projectRef, name);
    if (found !== undefined) return found;
    const passing = error.status === undefined || error.status >= 500;
    if (!passing) throw error;
    return await client.createRestorePoint(projectRef, name);
  }
}

async function awaited(
  client: SupabaseClient,
  { projectRef, release, now, sleep }: Making,
  first: RestorePoint,
): Promise<AvailablePoint> {
  const { name } = first;
  let point: RestorePoint | undefined = first;
  let wait = firstWaitMs;
  for (let waited = 0; point?.status === "PENDING" && waited < limitMs; waited += wait) {
    wait = Math.min(waited === 0 ? firstWaitMs : wait * 2, longestWaitMs);
    await sleep(wait);
    point = await client.restorePoint(projectRef, name);
  }
  if (point?.status === "AVAILABLE") return completedPoint(point, now());
  const found =
    point === undefined
      ? "is gone"
      : point.status === "PENDING"
        ? `is still PENDING after ${limitMs / 60_000} minutes`
        : `is ${point.status}`;
  throw new Error(
    `Supabase project ${projectRef}: the restore point ${name} ${found}, and must be AVAILABLE. Look at ${backupsPage(projectRef)} ` +
      `and https://status.supabase.com, then run npm run runbook -- backup ${release.version} again.`,
  );
}

/** @throws Error for one that nobody knows the age of */
function completedPoint({ name, completed_on }: RestorePoint, now: Date): AvailablePoint {
  const completed = new Date(completed_on ?? Number.NaN);
  if (completed.getTime() <= now.getTime() + aheadMs) return { name, completed };
  const found =
    completed_on === null ? "without saying when it was completed" : `and completed on ${completed_on}`;
  throw new Error(
    `Supabase: the restore point ${name} is told to be AVAILABLE, ${found}: nobody knows how old it is. Look at the project's backups in its dashboard.`,
  );
}

function withoutRestorePoints({ version }: Release, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `This Supabase project has no restore points; what the service said: ${said}\n` +
      "They need point-in-time recovery: set marsana-fleet:supabase.pitrDays, on a plan that has it, and update the stack. Or prove the " +
      `item by another backup: npm run runbook -- collect ${version} finds a daily or continuous one; where there is none, make a dump ` +
      `(npx supabase db dump) and record it with npm run runbook -- attest ${version}.`,
    { cause },
  );
}

export function backupsPage(projectRef: string): string {
  return `https://supabase.com/dashboard/project/${projectRef}/database/backups`;
}
