// Everything that a release of the rehearsal is proven by, on this machine: the services of the collectors, and Supabase.
import type { Faults, RecordedRequest } from "./faults.ts";
import { type Services, type ServicesOptions, startServices } from "./services/index.ts";
import { startSupabase } from "./supabase.ts";
import type { Project } from "./supabaseProject.ts";

export interface ProofOptions {
  /** The present of all services. */
  now: () => Date;
  /** What the stack's config declares of its Supabase project: so it is, unless somebody has changed it. */
  supabase: { region: string; backupTime?: string | undefined; pitrDays: 7 | 14 | 28 };
  /** Where the Supabase project is kept for the next process; without it, it is gone when this closes. */
  stateFile?: string;
  faults?: Faults;
  /** What is so at the services, where it differs from a state in which all is well. */
  services?: Omit<ServicesOptions, "now" | "faults">;
}

/** Starts them, each on a free port of the loopback address. */
export async function startProof({
  now,
  supabase,
  stateFile,
  faults,
  services: state,
}: ProofOptions): Promise<Services> {
  const { region, backupTime, pitrDays } = supabase;
  const untouched: Partial<Project> = {
    region,
    ...(backupTime !== undefined && { scheduleFor: backupTime }),
    pitr: { variant: `pitr_${pitrDays}`, since: "2026-01-01T00:00:00.000Z" },
  };
  const common = { now, ...(faults !== undefined && { faults }) };
  const services = await startServices({ ...common, ...state });
  const standIn = await startSupabase({
    ...common,
    untouched,
    ...(stateFile !== undefined && { stateFile }),
  });
  return {
    environment: {
      // What a collector starts is found where this process finds it.
      ...(process.env["PATH"] !== undefined && { PATH: process.env["PATH"] }),
      ...services.environment,
      SUPABASE_ACCESS_TOKEN: "rehearsal",
      SUPABASE_API_URL: standIn.url,
    },
    get requests(): readonly RecordedRequest[] {
      return [...services.requests, ...standIn.requests];
    },
    close: async () => {
      await Promise.all([services.close(), standIn.close()]);
    },
  };
}
