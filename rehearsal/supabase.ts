// Stands in for the Supabase Management API on this machine: the routes that the backups and the health of a project need.
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { type Environment, type Faults, type RecordedRequest, recordAndFail } from "./faults.ts";
import { serveOnLoopback } from "./loopback.ts";
import {
  addonsBody,
  backupsBody,
  healthBody,
  healthQuery,
  organizationBody,
  type Project,
  ProjectStore,
  pitrVariants,
  projectBody,
  scheduleBody,
} from "./supabaseProject.ts";

/** The organization's plan, smallest first: each has what those before it have. */
const plans = ["free", "pro", "team", "enterprise"] as const;
export type Plan = (typeof plans)[number];

export interface SupabaseStandInOptions {
  /** Where the projects are kept for the next process; without it they are gone when it closes. */
  stateFile?: string;
  /** Default: enterprise, on which every setting can be made. */
  plan?: Plan;
  /** The projects there are. Default: every reference of the right form. */
  projectRefs?: readonly string[];
  /** What is so of every project that nobody has touched, where that is not the usual. */
  untouched?: Partial<Project>;
  /** False: restore points are refused, as the service does where a project has none. */
  hasRestorePoints?: boolean;
  /** How many reads of a restore point that was made it is still pending for. Default: one. */
  pendingReads?: number;
  /** What is so of a project from the beginning, where it differs from one that nobody has touched. */
  projects?: Readonly<Record<string, Partial<Project>>>;
  /** The only token that is let in. Default: any. */
  accessToken?: string;
  /** The present, for the limit of changes and the ages of backups. */
  now?: () => Date;
  faults?: Faults;
}

export interface SupabaseStandIn {
  url: string;
  /** Every request so far, in the order they came. */
  requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/** Starts the stand-in on a free port of the loopback address. */
export async function startSupabase(options: SupabaseStandInOptions = {}): Promise<SupabaseStandIn> {
  const requests: RecordedRequest[] = [];
  const server = await serveOnLoopback(application(options, requests).fetch);
  return { ...server, requests };
}

function application(options: SupabaseStandInOptions, requests: RecordedRequest[]): Hono<Environment> {
  const store = new ProjectStore(options.stateFile, options.untouched);
  for (const [ref, project] of Object.entries(options.projects ?? {}))
    store.keep(ref, { ...store.find(ref), ...project });
  const now = options.now ?? (() => new Date());
  const plan = options.plan ?? "enterprise";
  const app = new Hono<Environment>();
  const project = "/v1/projects/:ref";
  const schedule = `${project}/database/backups/schedule`;
  const addons = `${project}/billing/addons`;

  app.notFound((c) => c.json({ message: `Cannot ${c.req.method} ${c.req.path}` }, 404));
  app.onError((error, c) => c.json({ message: error.message }, 500));
  app.use(recordAndFail(requests, options.faults));
  app.use("/v1/*", admit(options.accessToken));
  app.get("/v1/organizations/:slug", (c) => c.json(organizationBody(c.req.param("slug"), plan)));
  app.use(`${project}/*`, knownProject(options.projectRefs));
  app.get(project, (c) => c.json(projectBody(c.req.param("ref"), store.find(c.req.param("ref")))));
  app.get(`${project}/health`, (c) => tellHealth(c, store.find(c.req.param("ref"))));
  app.get(`${project}/database/backups`, (c) => c.json(backupsBody(store.find(c.req.param("ref")), now())));
  app.get(schedule, needs("enterprise", plan), (c) => c.json(scheduleBody(store.find(c.req.param("ref")))));
  app.patch(schedule, needs("enterprise", plan), (c) => changeSchedule(c, c.req.param("ref"), store, now()));
  app.get(addons, (c) => c.json(addonsBody(store.find(c.req.param("ref")))));
  app.patch(addons, needs("pro", plan), (c) => changeAddon(c, c.req.param("ref"), store, now()));
  const points = `${project}/database/backups/restore-point`;
  app.use(points, offered(options.hasRestorePoints ?? true));
  const reads = new Map<string, number>();
  const isPending = (name: string) => {
    const count = (reads.get(name) ?? 0) + 1;
    reads.set(name, count);
    return count <= (options.pendingReads ?? 1);
  };
  app.get(points, (c) => tellRestorePoint(c, c.req.param("ref"), store, isPending, now()));
  app.post(points, (c) => makeRestorePoint(c, c.req.param("ref"), store));
  return app;
}

/** A project without restore points answers so to all requests about them, whatever the reason. */
function offered(available: boolean) {
  return createMiddleware(async (c, next) => {
    if (available) return await next();
    return c.json({ message: "This endpoint is unavailable at the moment" }, 400);
  });
}

function admit(accessToken: string | undefined) {
  return createMiddleware(async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (token === undefined || (accessToken !== undefined && token !== accessToken))
      return c.json({ message: "Unauthorized" }, 401);
    return await next();
  });
}

function knownProject(projectRefs: readonly string[] | undefined) {
  return createMiddleware<Environment, "/v1/projects/:ref/*">(async (c, next) => {
    const ref = c.req.param("ref");
    if (projectRefs ? projectRefs.includes(ref) : /^[a-z]{20}$/.test(ref)) return await next();
    return c.json({ message: "Project not found" }, 404);
  });
}

function needs(smallest: Plan, plan: Plan) {
  return createMiddleware(async (c, next) => {
    if (plans.indexOf(plan) >= plans.indexOf(smallest)) return await next();
    return c.json({ message: `This feature requires the ${smallest} plan or a higher one` }, 402);
  });
}

function tellHealth(c: Context, project: Project): Response {
  const { services = [], ...rest } = c.req.queries();
  const single = Object.fromEntries(Object.entries(rest).map(([name, values]) => [name, values.at(-1)]));
  const query = healthQuery.safeParse({ ...single, services });
  if (!query.success) return c.json({ message: "services: must name services; timeout_ms: 0 to 10000" }, 400);
  return c.json(healthBody(project, query.data.services));
}

const scheduleChange = z.object({ schedule_for: z.iso.time({ precision: 0 }) });
const addonChange = z.object({ addon_type: z.literal("pitr"), addon_variant: z.enum(pitrVariants) });

const changesADay = 3;
const dayMs = 86_400_000;

async function changeSchedule(c: Context, ref: string, store: ProjectStore, now: Date): Promise<Response> {
  const body = scheduleChange.safeParse(await jsonOf(c));
  if (!body.success) return c.json({ message: "schedule_for: must be a time of the form HH:MM:SS" }, 400);
  const project = store.find(ref);
  // The present may be an earlier one than last time: a rehearsal chooses its own.
  const ages = project.changedAt.map((at) => now.getTime() - Date.parse(at));
  const recent = ages.filter((age) => age >= 0 && age < dayMs);
  if (recent.length >= changesADay) {
    const waitMs = dayMs - Math.max(...recent);
    c.header("retry-after", String(Math.ceil(waitMs / 1000)));
    return c.json(
      { message: `The backup schedule can only be updated ${changesADay} times per 24 hours` },
      429,
    );
  }
  const at = now.toISOString();
  const changed: Project = {
    ...project,
    scheduleFor: body.data.schedule_for,
    updatedAt: at,
    changedAt: [...project.changedAt, at],
  };
  store.keep(ref, changed);
  return c.json(scheduleBody(changed));
}

async function changeAddon(c: Context, ref: string, store: ProjectStore, now: Date): Promise<Response> {
  const body = addonChange.safeParse(await jsonOf(c));
  if (!body.success) return c.json({ message: "addon_type and addon_variant: must name a PITR add-on" }, 400);
  const project = store.find(ref);
  const since = project.pitr?.since ?? now.toISOString();
  store.keep(ref, { ...project, pitr: { variant: body.data.addon_variant, since } });
  return c.body(null, 200);
}

const restorePointBody = z.object({ name: z.string().min(1).max(20) });

async function makeRestorePoint(c: Context, ref: string, store: ProjectStore): Promise<Response> {
  const body = restorePointBody.safeParse(await jsonOf(c));
  if (!body.success) return c.json({ message: "name: must be text of at most 20 characters" }, 400);
  const project = store.find(ref);
  if (project.restorePoints.some(({ name }) => name === body.data.name))
    return c.json({ message: "A restore point of this name exists" }, 400);
  const made = { name: body.data.name, status: "PENDING" as const, completed_on: null };
  store.keep(ref, { ...project, restorePoints: [...project.restorePoints, made] });
  return c.json(made, 201);
}

/** One that is pending becomes available when it has been asked for often enough. */
function tellRestorePoint(
  c: Context,
  ref: string,
  store: ProjectStore,
  isPending: (name: string) => boolean,
  now: Date,
): Response {
  const project = store.find(ref);
  const asked = c.req.query("name");
  const found = project.restorePoints.findLast(({ name }) => asked === undefined || name === asked);
  if (found === undefined) return c.json({ message: "Restore point not found" }, 404);
  if (found.status !== "PENDING" || isPending(found.name)) return c.json(found);
  const available = { ...found, status: "AVAILABLE" as const, completed_on: now.toISOString() };
  const restorePoints = project.restorePoints.map((one) => (one === found ? available : one));
  store.keep(ref, { ...project, restorePoints });
  return c.json(available);
}

async function jsonOf(c: Context): Promise<unknown> {
  return await c.req.json().catch(() => undefined);
}
