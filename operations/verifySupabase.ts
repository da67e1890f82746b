// Holds what a Supabase project says of itself against the config, sets right what has drifted, and reads its health.
import { ServiceError } from "../services/request.ts";
import type { ServiceHealth, SupabaseClient } from "../services/supabase.ts";
import {
  applyBackupSchedule,
  backupDifferences,
  type DesiredBackups,
  type Difference,
} from "./backupSchedule.ts";
import { usableProject } from "./usableProject.ts";

/** The project as it was read: what the stack puts out. Holds no instant, so that it changes only with the project. */
export interface SupabaseState extends DesiredBackups {
  status: string;
  /** By service, such as `db: ACTIVE_HEALTHY`. */
  health: Record<string, string>;
}

export interface Verification {
  state: SupabaseState;
  /** What was set right, and which services are in trouble. */
  warnings: string[];
  /** Why the project cannot be relied on: its database is out of reach, or nobody says that it is not. */
  problems: string[];
}

/** What `status` says: the project as it is, with nothing set in it. */
export interface ProjectStatus {
  projectRef: string;
  region: string;
  status: string;
  /** By service, such as `db: ACTIVE_HEALTHY`. */
  health: Record<string, string>;
  /** Settings that the next update would set right. */
  differences: Difference[];
}

/** @throws what `usableProject` throws, and ServiceError where something cannot be read */
export async function projectStatus(client: SupabaseClient, desired: DesiredBackups): Promise<ProjectStatus> {
  const { ref: projectRef, region, status } = await usableProject(client, desired);
  const differences = await backupDifferences(client, desired);
  return { projectRef, region, status, health: healthIn(await client.health(projectRef)), differences };
}

/** The service's name of what everything else needs. */
const database = "db";
export const healthy = "ACTIVE_HEALTHY";

function healthIn(services: readonly ServiceHealth[]): Record<string, string> {
  return Object.fromEntries(services.map(({ name, status }) => [name, status]));
}

/** @throws what `applyBackupSchedule` throws */
export async function verifySupabase(client: SupabaseClient, desired: DesiredBackups): Promise<Verification> {
  const { status, changed } = await applyBackupSchedule(client, desired);
  const { services, unread } = await readHealth(client, desired.projectRef);
  const troubled = services.filter((service) => service.status !== healthy);
  const textsOf = (some: readonly ServiceHealth[]) => some.map((service) => troubleText(desired, service));
  return {
    state: { ...desired, status, health: healthIn(services) },
    warnings: [
      ...changed.map((difference) => driftText(desired.projectRef, difference)),
      ...textsOf(troubled.filter(({ name }) => name !== database)),
    ],
    // A database that does not answer fails the update: backups that are set on it are no way back, and a release
    // must not be put before it. Any other service can be in trouble without taking that away.
    problems: unread ?? textsOf(troubled.filter(({ name }) => name === database)),
  };
}

/** Without the database's there is no health: what was set right must be told all the same, so nothing is thrown. */
async function readHealth(
  client: SupabaseClient,
  projectRef: string,
): Promise<{ services: ServiceHealth[]; unread?: string[] }> {
  try {
    const services = await client.health(projectRef);
    if (services.some(({ name }) => name === database)) return { services };
    return { services, unread: [`Supabase project ${projectRef}: found no word on the service ${database}`] };
  } catch (error) {
    if (error instanceof ServiceError) return { services: [], unread: [error.message] };
    throw error;
  }
}

function driftText(projectRef: string, { setting, found, required }: Difference): string {
  return (
    `Supabase project ${projectRef} has drifted: ${setting} was ${found}, and has been set to ${required}, as ` +
    `configured; if somebody meant it, change marsana-fleet:supabase.${setting}`
  );
}

function troubleText({ projectRef }: DesiredBackups, { name, status, error }: ServiceHealth): string {
  const reason = error === undefined ? "" : ` (${error})`;
  return (
    `Supabase project ${projectRef}: the service ${name} is ${status}${reason}; look at ` +
    `https://supabase.com/dashboard/project/${projectRef} and https://status.supabase.com`
  );
}
