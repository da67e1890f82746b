// What the Supabase token of a stack may see: its project, the plan of the organization, and whether it has restore points.
import type { Settings } from "../inputs/settings.ts";
import { ServiceError } from "../services/request.ts";
import { isWithoutRestorePoints, type SupabaseClient } from "../services/supabase.ts";
import { supabaseOf, supabaseToken } from "./collect/supabaseOf.ts";
import type { Identity, IdentityCall } from "./identityCall.ts";

/** Plans as the service names them, by what it says that they lack. */
const plansWithPitr: ReadonlySet<string> = new Set(["pro", "team", "enterprise", "platform"]);
const plansWithBackupTime: ReadonlySet<string> = new Set(["enterprise", "platform"]);

/** A name that no release gives: what matters is whether it may be asked for. */
const anyName = "doctor";

export function supabaseIdentities({ supabase }: Pick<Settings, "supabase">): IdentityCall[] {
  const variables = [supabaseToken];
  const call = (ask: (client: SupabaseClient) => Promise<Identity>): IdentityCall["check"] => {
    return async (environment, transport, signal) => {
      try {
        const client = supabaseOf({ environment, signal, ...(transport !== undefined && { transport }) });
        return await ask(client);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const refused = [401, 402, 403, 404].includes(error.status ?? 0);
        return { state: refused ? "refused" : "unknown", detail: error.message };
      }
    };
  };
  return [
    {
      service: "Supabase, project and plan",
      variables,
      needs: `access to the project ${supabase.projectRef} and its organization`,
      without: "the backups of the database are neither set, nor watched, nor proven",
      check: call((client) => planOf(client, supabase)),
    },
    {
      service: "Supabase, restore points",
      variables,
      needs: "the permission to read backups",
      without: "`backup` cannot make one; a daily or continuous backup proves the item",
      check: call((client) => restorePointsOf(client, supabase)),
    },
  ];
}

async function planOf(
  client: SupabaseClient,
  { projectRef, region, backupTime, pitrDays }: Settings["supabase"],
): Promise<Identity> {
  const project = await client.project(projectRef);
  const { name, plan } = await client.organization(project.organization_slug);
  const seen = `project ${projectRef} in ${project.region} of organization ${name}, on plan ${plan ?? "unknown"}`;
  if (project.region !== region)
    return {
      state: "refused",
      detail: `${seen}; required: region ${region}; mend: correct marsana-fleet:supabase`,
    };
  if (plan === undefined)
    return { state: "unknown", detail: `${seen}: the service does not say what it has` };
  const lacking = [
    ...(plansWithPitr.has(plan)
      ? []
      : [`point-in-time recovery of ${pitrDays} days (marsana-fleet:supabase.pitrDays)`]),
    ...(backupTime === undefined || plansWithBackupTime.has(plan)
      ? []
      : [`a time of backup of one's own (marsana-fleet:supabase.backupTime)`]),
  ];
  if (lacking.length === 0) return { state: "ok", detail: seen };
  return {
    state: "refused",
    detail: `${seen}, which has not ${lacking.join(", nor ")}; mend: raise the plan, or leave the key out`,
  };
}

async function restorePointsOf(
  client: SupabaseClient,
  { projectRef }: Settings["supabase"],
): Promise<Identity> {
  try {
    await client.restorePoint(projectRef, anyName);
    return { state: "ok", detail: `project ${projectRef} has restore points` };
  } catch (error) {
    if (!isWithoutRestorePoints(error)) throw error;
    return { state: "missing", detail: `project ${projectRef} has none` };
  }
}
