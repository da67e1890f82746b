// Stands in for the Supabase Management API on this machine: the routes that the backups and the health of a project need.
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { serveOnLoopback } from "./loopback.ts";
import {
  addonsBody,
  backupsBody,
  healthBody,
  healthQuery,
  type Project,
  ProjectStore,
  pitrVariants,
  projectBody,
  scheduleBody,
} from "./supabaseProject.ts";

/** The organization's plan, smallest first: each has what those before it have. */
const plans = ["free", "pro", "team", "enterprise"] as const;
export type Plan = (typeof plans)[number];

/** A request as it arrived; its credential is not kept. */
export interface RecordedRequest {
  method: string;
  /** With the query, if there was one. */
  path: string;
  /** The text of the body, where there was one. */
  body?: string;
}

/** What happens to a request instead of its ordinary answer: another answer, none for ever, or a broken connection. */
export type Fault = { status: number; body: string; headers?: Record<string, string> } | "hang" | "drop";

export interface SupabaseStandInOptions {
  /** Where the projects are kept for the next process; without it they are gone when it closes. */
  stateFile?: string;
  /** Default: enterprise, on which every setting can be made. */
  plan?: Plan;
  /** The projects there are. Default: every reference of the right form. */
  projectRefs?: readonly string[];
  /** What is so of a project from the beginning, where it differs from one that nobody has touched. */
  projects?: Readonly<Record<string, Partial<Project>>>;
  /** The only token that is let in. Default: any. */
  accessToken?: string;
  /** The present, for the limit of changes and the ages of backups. */
  now?: () => Date;
  /** Asked for each request. `count` is how many of this method and path there were, this one included. */
  faults?: (request: RecordedRequest, count: number) => Fault | undefined;
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

type Environment = { Bindings: HttpBindings };

function application(options: SupabaseStandInOptions, requests: RecordedRequest[]): Hono<Environment> {
  const store = new ProjectStore(options.stateFile);
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
  app.use(`${project}/*`, knownProject(options.projectRefs));
  app.get(project, (c) => c.json(projectBody(c.req.param("ref"), store.find(c.req.param("ref")))));
  app.get(`${project}/health`, (c) => tellHealth(c, store.find(c.req.param("ref"))));
  app.get(`${project}/database/backups`, (c) => c.json(backupsBody(store.find(c.req.param("ref")), now())));
  app.get(schedule, needs("enterprise", plan), (c) => c.json(scheduleBody(store.find(c.req.param("ref")))));
  app.patch(schedule, needs("enterprise", plan), (c) => changeSchedule(c, c.req.param("ref"), store, now()));
  app.get(addons, (c) => c.json(addonsBody(store.find(c.req.param("ref")))));
  app.patch(addons, needs("pro", plan), (c) => changeAddon(c, c.req.param("ref"), store, now()));
  return app;
}

/** Notes the request, then answers with the fault that is due, if one is. */
function recordAndFail(requests: RecordedRequest[], faults: SupabaseStandInOptions["faults"]) {
  return createMiddleware<Environment>(async (c, next) => {
    const { method } = c.req;
    const { pathname, search } = new URL(c.req.url);
    const body = await c.req.text();
    const request: RecordedRequest = { method, path: pathname + search, ...(body !== "" && { body }) };
    requests.push(request);
    const count = requests.filter((other) => other.method === method && other.path === request.path).length;
    const fault = faults?.(request, count);
    if (fault === undefined) return await next();
    if (fault === "drop") c.env.incoming.socket.destroy();
    if (typeof fault === "string") return await new Promise<never>(() => {});
    const headers = { "content-type": "application/json", ...fault.headers };
    return new Response(fault.body, { status: fault.status, headers });
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

async function jsonOf(c: Context): Promise<unknown> {
  return await c.req.json().catch(() => undefined);
}
