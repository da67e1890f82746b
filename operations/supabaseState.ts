// Reads the Supabase project back at every real update, where the engine sees no reason to run the schedule's step.
import * as pulumi from "@pulumi/pulumi";
import { supabaseClient } from "../services/supabase.ts";
import type { DesiredBackups } from "./backupSchedule.ts";
import { type SupabaseState, type Verification, verifySupabase } from "./verifySupabase.ts";

/**
 * The project as it is once `applied` is known. A preview asks nobody: there it is unknown.
 * @throws RunError, which ends the update, where the project is not what the config says and cannot be made so
 */
export function supabaseState(
  applied: pulumi.Output<unknown>,
  desired: DesiredBackups,
  accessToken: pulumi.Output<string>,
  environment: { readonly SUPABASE_API_URL?: string },
): pulumi.Output<SupabaseState> {
  if (pulumi.runtime.isDryRun()) return pulumi.output(pulumi.unknown as unknown as SupabaseState);
  const baseUrl = environment.SUPABASE_API_URL || undefined;
  const state = pulumi.all([accessToken, applied]).apply(async ([token]) => {
    const { state, warnings, problems } = await verified(desired, token, baseUrl);
    for (const warning of warnings) await pulumi.log.warn(warning);
    if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
    return state;
  });
  // The token makes everything that is read with it a secret; what the project says of itself is none.
  return pulumi.unsecret(state);
}

async function verified(
  desired: DesiredBackups,
  accessToken: string,
  baseUrl: string | undefined,
): Promise<Verification> {
  try {
    return await verifySupabase(
      supabaseClient({ accessToken, ...(baseUrl !== undefined && { baseUrl }) }),
      desired,
    );
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}
