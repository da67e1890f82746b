// A Supabase project as the rehearsal keeps it, and the bodies in which the Management API tells about it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

export const pitrVariants = ["pitr_7", "pitr_14", "pitr_28"] as const;
type PitrVariant = (typeof pitrVariants)[number];

const healthServices = [
  "auth",
  "db",
  "db_postgres_user",
  "pooler",
  "realtime",
  "rest",
  "storage",
  "pg_bouncer",
] as const;
type HealthService = (typeof healthServices)[number];

const projectSchema = z.object({
  region: z.string().default("eu-central-1"),
  status: z.string().default("ACTIVE_HEALTHY"),
  /** Services in trouble, each with the service's words for it. */
  trouble: z.partialRecord(z.enum(healthServices), z.string()).default({}),
  scheduleFor: z.iso.time({ precision: 0 }),
  updatedAt: z.iso.datetime(),
  /** When the time of the backup was changed. */
  changedAt: z.array(z.iso.datetime()),
  pitr: z.object({ variant: z.enum(pitrVariants), since: z.iso.datetime() }).optional(),
  restorePoints: z
    .array(
      z.object({
        name: z.string(),
        status: z.enum(["AVAILABLE", "PENDING", "REMOVED", "FAILED"]),
        completed_on: z.iso.datetime().nullable(),
      }),
    )
    .default([]),
});
export type Project = z.infer<typeof projectSchema>;

const stateSchema = z.record(z.string(), projectSchema);
type State = z.infer<typeof stateSchema>;

/** What a project is before anybody changed anything. */
const untouched: Project = {
  region: "eu-central-1",
  status: "ACTIVE_HEALTHY",
  trouble: {},
  scheduleFor: "04:00:00",
  updatedAt: "2026-01-01T00:00:00.000Z",
  changedAt: [],
  restorePoints: [],
};

/** Keeps projects in a file, or in memory without one. Read each time, so that processes see one another's changes. */
export class ProjectStore {
  readonly #file: string | undefined;
  readonly #untouched: Project;
  #memory: State = {};

  /** @param initial what is so of a project that nobody has touched, where that is not the usual */
  constructor(file: string | undefined, initial: Partial<Project> = {}) {
    this.#file = file;
    this.#untouched = { ...untouched, ...initial };
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  }

  find(ref: string): Project {
    return this.#read()[ref] ?? this.#untouched;
  }

  keep(ref: string, project: Project): void {
    this.#write({ ...this.#read(), [ref]: project });
  }

  #read(): State {
    if (this.#file === undefined) return this.#memory;
    let text: string;
    try {
      text = readFileSync(this.#file, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
      throw error;
    }
    return readState(this.#file, text);
  }

  /** Renamed into place, so that a reader never sees half of it. */
  #write(state: State): void {
    if (this.#file === undefined) {
      this.#memory = state;
      return;
    }
    const half = `${this.#file}.${process.pid}`;
    writeFileSync(half, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(half, this.#file);
  }
}

function readState(file: string, text: string): State {
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${file}: found another form, required: what the stand-in for Supabase wrote; mend: delete it`;
    throw new Error(message, { cause });
  }
}

/** A GET of the project. */
export function projectBody(ref: string, { region, status }: Project) {
  return {
    id: ref,
    ref,
    organization_id: "rehearsal",
    organization_slug: "rehearsal",
    name: "rehearsal",
    region,
    created_at: untouched.updatedAt,
    status,
    database: {
      host: `db.${ref}.supabase.co`,
      version: "17.6.1.005",
      postgres_engine: "17",
      release_channel: "ga",
    },
  };
}

/** A GET of an organization. */
export function organizationBody(slug: string, plan: string) {
  return { id: slug, name: slug, plan, opt_in_tags: [], allowed_release_channels: ["ga"] };
}

/** The query of a GET of the health: a service is one of those that there are, and each is asked for by its name. */
export const healthQuery = z.object({
  services: z.array(z.enum(healthServices)).min(1),
  timeout_ms: z.coerce.number().int().min(0).max(10_000).optional(),
});

/** A GET of the health, of the services that were asked for. */
export function healthBody({ trouble }: Project, services: readonly HealthService[]) {
  return services.map((name) => {
    const error = trouble[name];
    const healthy = error === undefined;
    return { name, healthy, status: healthy ? "ACTIVE_HEALTHY" : "UNHEALTHY", ...(!healthy && { error }) };
  });
}

/** A GET or a change of the backup schedule. */
export function scheduleBody({ scheduleFor, updatedAt }: Project) {
  return { schedule_for: scheduleFor, updated_at: withOffset(new Date(updatedAt)) };
}

const dayMs = 86_400_000;

/** A GET of the backups: point-in-time recovery takes the place of the daily ones. */
export function backupsBody({ region, scheduleFor, pitr }: Project, now: Date) {
  const head = { region, walg_enabled: true, pitr_enabled: pitr !== undefined };
  if (pitr === undefined)
    return { ...head, backups: dailyBackups(scheduleFor, now), physical_backup_data: {} };
  const kept = now.getTime() - Number(pitr.variant.slice("pitr_".length)) * dayMs;
  const earliest = Math.max(kept, Date.parse(pitr.since));
  const physical_backup_data = {
    earliest_physical_backup_date_unix: Math.floor(earliest / 1000),
    latest_physical_backup_date_unix: Math.floor(now.getTime() / 1000),
  };
  return { ...head, backups: [], physical_backup_data };
}

/** The last seven days' backups, newest first: what a Pro plan keeps. */
function dailyBackups(scheduleFor: string, now: Date) {
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T${scheduleFor}.000Z`);
  const newest = today <= now.getTime() ? today : today - dayMs;
  return Array.from({ length: 7 }, (_, age) => {
    const taken = newest - age * dayMs;
    return {
      id: Math.floor(taken / dayMs),
      is_physical_backup: true,
      status: "COMPLETED",
      inserted_at: new Date(taken).toISOString(),
    };
  });
}

/** A GET of the add-ons: the compute size that point-in-time recovery needs, and the recovery itself if it is on. */
export function addonsBody({ pitr }: Project) {
  const compute = { id: "ci_small", name: "Small", price: price("fixed", "hourly", 0.0206) };
  return {
    selected_addons: [
      { type: "compute_instance", variant: compute },
      ...(pitr ? [{ type: "pitr", variant: pitrAddon(pitr.variant) }] : []),
    ],
    available_addons: [
      { type: "pitr", name: "Point in Time Recovery", variants: pitrVariants.map(pitrAddon) },
      { type: "compute_instance", name: "Compute Instance", variants: [compute] },
    ],
  };
}

const pitrPrices: Readonly<Record<PitrVariant, number>> = { pitr_7: 0.137, pitr_14: 0.274, pitr_28: 0.55 };

function pitrAddon(id: PitrVariant) {
  return { id, name: `${id.slice("pitr_".length)} days`, price: price("usage", "hourly", pitrPrices[id]) };
}

function price(type: "fixed" | "usage", interval: "hourly" | "monthly", amount: number) {
  return { description: `$${amount}/${interval === "hourly" ? "hour" : "month"}`, type, interval, amount };
}

/** An instant as the service writes it: whole seconds with an offset. */
function withOffset(instant: Date): string {
  return `${instant.toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}+00:00`;
}
