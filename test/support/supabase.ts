// The stand-in for Supabase in tests, closed after each of them, and clients of it that never really wait.
import { afterEach } from "mocha";
import {
  type SupabaseStandIn,
  type SupabaseStandInOptions,
  startSupabase,
} from "../../rehearsal/supabase.ts";
import type { Transport } from "../../services/request.ts";
import { type SupabaseClient, supabaseClient } from "../../services/supabase.ts";

export const ref = "abcdefghijklmnopqrst";
export const root = `/v1/projects/${ref}`;
export const schedulePath = `${root}/database/backups/schedule`;
export const addonsPath = `${root}/billing/addons`;

/** What a stack's config asks of the project; the stand-in's projects are in this region. */
export const desired = {
  projectRef: ref,
  region: "eu-central-1",
  backupTime: "00:30:00",
  pitrDays: 7,
} as const;

/** Planted wherever a token goes: nothing that people see may have it. */
export const plantedToken = "sbp_0planted0token0value0";

/** Call it once in a `describe`: gives what starts a stand-in, which is closed when the test is done. */
export function standInsPerTest(): (options?: SupabaseStandInOptions) => Promise<SupabaseStandIn> {
  const open: SupabaseStandIn[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((standIn) => standIn.close()));
  });
  return async (options) => {
    const standIn = await startSupabase(options);
    open.push(standIn);
    return standIn;
  };
}

/** A client, and the waits in milliseconds that it would have made. */
export function clientOf(
  standIn: Pick<SupabaseStandIn, "url">,
  transport: Partial<Transport> = {},
): { client: SupabaseClient; waits: number[] } {
  const waits: number[] = [];
  const client = supabaseClient({
    accessToken: plantedToken,
    baseUrl: standIn.url,
    transport: { sleep: async (milliseconds) => void waits.push(milliseconds), ...transport },
  });
  return { client, waits };
}

/** Requests in short: "PATCH /v1/…". */
export function lines({ requests }: SupabaseStandIn): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}
