// The Supabase Management API, as far as the backups and the health of a project need it.
// Native fetch, not an SDK: `supabase-management-js` 2.0.2, a community's wrapper, lacks the backup schedule's
// routes, checks no answer at run time, and neither bounds a request in time nor tries it again.
import { z } from "zod";
import { baseUrlSchema, usable } from "./access.ts";
import { type Call, defaultTransport, ServiceError, send, type Transport } from "./request.ts";

/** The service's names of the point-in-time recovery add-on, by how many days it keeps. */
export const pitrVariants = { 7: "pitr_7", 14: "pitr_14", 28: "pitr_28" } as const;
export type PitrDays = keyof typeof pitrVariants;

// Of each answer only what is used is required: a field that the service adds later breaks nothing.
const projectSchema = z.object({
  ref: z.string(),
  name: z.string(),
  region: z.string(),
  status: z.string(),
  organization_slug: z.string(),
});
export type Project = z.infer<typeof projectSchema>;

/**
 * The services whose health is asked for: those that an application uses. Left out are `pg_bouncer`, which not every
 * project has, and `db_postgres_user`, the service's own look at one of the database's users.
 */
const healthServices = ["auth", "db", "pooler", "realtime", "rest", "storage"] as const;

/** How long the service may ask each of them, in milliseconds: well within the time that a request may take. */
const healthTimeoutMs = 5_000;

const healthSchema = z.array(
  z.object({ name: z.string(), status: z.string(), error: z.string().optional() }),
);
export type ServiceHealth = z.infer<typeof healthSchema>[number];

const scheduleSchema = z.object({ schedule_for: z.iso.time({ precision: 0 }) });

const backupsSchema = z.object({
  pitr_enabled: z.boolean(),
  backups: z.array(
    z.object({
      id: z.int(),
      is_physical_backup: z.boolean(),
      status: z.string(),
      inserted_at: z.string(),
    }),
  ),
  /** Of continuous backups: seconds since 1970. */
  physical_backup_data: z.object({ latest_physical_backup_date_unix: z.int().optional() }),
});
export type Backups = z.infer<typeof backupsSchema>;

/** A name as the service takes it. */
const restorePointNameLength = 20;

const restorePointSchema = z.object({
  name: z.string(),
  status: z.enum(["AVAILABLE", "PENDING", "REMOVED", "FAILED"]),
  completed_on: z.iso.datetime({ offset: true }).nullable(),
});
export type RestorePoint = z.infer<typeof restorePointSchema>;

/** Whether an error says that a project has no restore points at all, as where its plan has none. */
export function isWithoutRestorePoints(error: unknown): boolean {
  // 400 "This endpoint is unavailable at the moment" is what such projects answer; 402 is any feature's "not your plan".
  return error instanceof ServiceError && (error.status === 400 || error.status === 402);
}

const organizationSchema = z.object({ name: z.string(), plan: z.string().optional() });
export type Organization = z.infer<typeof organizationSchema>;

const addonsSchema = z.object({
  selected_addons: z.array(z.object({ type: z.string(), variant: z.object({ id: z.string() }) })),
});

/** A token of another form would be refused by fetch, in an error that repeats it. */
export const accessTokenSchema = z
  .string()
  .regex(/^[\w.~+/-]+=*$/)
  .describe("an access token (https://supabase.com/dashboard/account/tokens), without spaces or line ends");

export interface SupabaseOptions {
  /** An access token of the account, from https://supabase.com/dashboard/account/tokens. Never shown. */
  accessToken: string;
  /** https, or http on this machine. */
  baseUrl?: string;
  transport?: Partial<Transport>;
}

/** Every method throws a ServiceError that says which request failed, how, and what to do. */
export interface SupabaseClient {
  project(ref: string): Promise<Project>;
  /** An organization, with its plan, such as `pro`, where the service says so. */
  organization(slug: string): Promise<Organization>;
  /** How each service of the project is, such as `ACTIVE_HEALTHY`, with what is wrong where the service says so. */
  health(ref: string): Promise<ServiceHealth[]>;
  /** When the daily backup is taken, HH:MM:SS in UTC. */
  backupTime(ref: string): Promise<string>;
  /** The service allows three of these in 24 hours. */
  setBackupTime(ref: string, time: string): Promise<void>;
  backups(ref: string): Promise<Backups>;
  /** The restore point of this name; undefined where there is none. */
  restorePoint(ref: string, name: string): Promise<RestorePoint | undefined>;
  /**
   * Has a restore point made, which takes its time; the name has at most 20 characters. Where this fails with a 5xx or
   * with no answer it may have been done all the same: read the name back before it is tried again.
   */
  createRestorePoint(ref: string, name: string): Promise<RestorePoint>;
  /** The selected variant of point-in-time recovery, such as `pitr_7`; undefined where it is off. */
  pitrVariant(ref: string): Promise<string | undefined>;
  setPitr(ref: string, days: PitrDays): Promise<void>;
}

const api = "The Supabase Management API";

/** @throws InputError for a base URL or a token that cannot be used: the token would be at risk. */
export function supabaseClient(options: SupabaseOptions): SupabaseClient {
  const baseUrl = usable(api, "address", baseUrlSchema, options.baseUrl ?? "https://api.supabase.com");
  const token = usable(api, "access token", accessTokenSchema, options.accessToken);
  const transport = { ...defaultTransport, ...options.transport };

  const callAt = (method: Call["method"], path: string, body?: object): Call => {
    return { service: "Supabase", method, baseUrl, path, token, mend, ...(body && { body }) };
  };
  const call = (method: Call["method"], ref: string, rest: string, body?: object): Call =>
    callAt(method, `/v1/projects/${encodeURIComponent(ref)}${rest}`, body);
  const restorePoints = "/database/backups/restore-point";
  const read = async <T>(ref: string, rest: string, schema: z.ZodType<T>): Promise<T> => {
    const request = call("GET", ref, rest);
    return understood(request, await send(request, transport), schema);
  };
  // What a change answers is not looked at: whoever needs to know reads the setting back.
  const change = async (ref: string, rest: string, body: object): Promise<void> => {
    await send(call("PATCH", ref, rest, body), transport);
  };

  return {
    project: (ref) => read(ref, "", projectSchema),
    organization: async (slug) => {
      const request = callAt("GET", `/v1/organizations/${encodeURIComponent(slug)}`);
      return understood(request, await send(request, transport), organizationSchema);
    },
    health: (ref) => {
      const search = new URLSearchParams({ timeout_ms: String(healthTimeoutMs) });
      for (const name of healthServices) search.append("services", name);
      return read(ref, `/health?${search}`, healthSchema);
    },
    backupTime: async (ref) => (await read(ref, "/database/backups/schedule", scheduleSchema)).schedule_for,
    setBackupTime: (ref, time) => change(ref, "/database/backups/schedule", { schedule_for: time }),
    backups: (ref) => read(ref, "/database/backups", backupsSchema),
    restorePoint: async (ref, name) => {
      const search = new URLSearchParams({ name });
      try {
        const found = await read(ref, `${restorePoints}?${search}`, restorePointSchema);
        return found.name === name ? found : undefined;
      } catch (error) {
        if (error instanceof ServiceError && error.status === 404) return undefined;
        throw error;
      }
    },
    createRestorePoint: async (ref, name) => {
      if (name.length > restorePointNameLength)
        throw new RangeError(`the name of a restore point has at most ${restorePointNameLength} characters`);
      const request = call("POST", ref, restorePoints, { name });
      const ofThisName = restorePointSchema.refine((made) => made.name === name, { message: "another name" });
      return understood(request, await send(request, transport), ofThisName);
    },
    pitrVariant: async (ref) => {
      const { selected_addons } = await read(ref, "/billing/addons", addonsSchema);
      return selected_addons.find(({ type }) => type === "pitr")?.variant.id;
    },
    setPitr: (ref, days) =>
      change(ref, "/billing/addons", { addon_type: "pitr", addon_variant: pitrVariants[days] }),
  };
}

/** What a person does about each refusal. Plans are those that the service's own reference names. */
const mends: Readonly<Record<number, string>> = {
  400: "The service does not take the value: compare it with the Management API's reference.",
  401: "Set SUPABASE_ACCESS_TOKEN to a valid token of the account (https://supabase.com/dashboard/account/tokens).",
  402: "The plan is too small: a backup time of one's own needs the Enterprise plan, point-in-time recovery at least Pro. Raise the plan of the organization.",
  403: "Give the token access to this project, with the permissions to read and write backups and add-ons, and to read the project.",
  404: "Check the project's reference: the 20 letters in the address of its dashboard.",
  429: "Wait, then run this again: the service allows 3 changes of the backup time in 24 hours, and 120 requests a minute.",
};

function mend(status: number): string {
  if (status >= 500) return "The service is in trouble (https://status.supabase.com): run this again later.";
  return mends[status] ?? "Check the address of the service, and the Management API's reference.";
}

function understood<T>(request: Call, text: string, schema: z.ZodType<T>): T {
  const unexpected = (found: string) =>
    new ServiceError(
      request,
      found,
      "Check the address of the service; if it is right, its API has changed and services/supabase.ts must follow.",
    );
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw unexpected("an answer that is not JSON");
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw unexpected(`an answer of another form (${problems.join("; ")})`);
}
