// Holds what a Supabase project says of itself against the config, sets right what has drifted, and reads its health.
import type { ServiceHealth, SupabaseClient } from "../services/supabase.ts";
import { applyBackupSchedule, type DesiredBackups, type Difference } from "./backupSchedule.ts";

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
  /** Why the project cannot be relied on: its database is out of reach. */
  problems: string[];
}

/** The service's name of what everything else needs. */
const database = "db";
const healthy = "ACTIVE_HEALTHY";

/** @throws what `applyBackupSchedule` throws, and ServiceError where the health cannot be read */
export async function verifySupabase(client: SupabaseClient, desired: DesiredBackups): Promise<Verification> {
  const { status, changed } = await applyBackupSchedule(client, desired);
  const services = await client.health(desired.projectRef);
  const health = Object.fromEntries(services.map((service) => [service.name, service.status]));
  const troubled = services.filter((service) => service.status !== healthy);
  return {
    state: { ...desired, status, health },
    warnings: [
      ...changed.map((difference) => driftText(desired.projectRef, difference)),
      ...troubled.filter(({ name }) => name !== database).map((service) => troubleText(desired, service)),
    ],
    // A database that does not answer fails the update: backups that are set on it are no way back, and a release
    // must not be put before it. Any other service can be in trouble without taking that away.
    problems: services.some(({ name }) => name === database)
      ? troubled.filter(({ name }) => name === database).map((service) => troubleText(desired, service))
      : [
          `Supabase project ${desired.projectRef}: found no word on the service ${database}; required: its health`,
        ],
  };
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
