// The Supabase project of the stack whose release is proven, for the collectors that look at it.
import { endedBy, ServiceError } from "../../services/request.ts";
import { type SupabaseClient, supabaseClient } from "../../services/supabase.ts";
import { type MeantProject, usableProject } from "../usableProject.ts";
import type { CollectContext, Found } from "./collector.ts";

/** The variable without which nothing can be read. */
export const supabaseToken = "SUPABASE_ACCESS_TOKEN";

/** @throws InputError for a token or an address that cannot be used */
export function supabaseOf({
  environment,
  transport,
  signal,
}: Pick<CollectContext, "environment" | "transport" | "signal">): SupabaseClient {
  const baseUrl = environment["SUPABASE_API_URL"] || undefined;
  return supabaseClient({
    accessToken: environment[supabaseToken] ?? "",
    ...(baseUrl !== undefined && { baseUrl }),
    transport: endedBy(signal, transport),
  });
}

/**
 * Why the project is surely not the one that is meant, or not in use.
 * @throws ServiceError where nobody can say
 */
export async function objectionToProject(
  client: SupabaseClient,
  meant: MeantProject,
): Promise<Found | undefined> {
  try {
    await usableProject(client, meant);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError || !(error instanceof Error)) throw error;
    return { result: "fail", detail: error.message };
  }
}
