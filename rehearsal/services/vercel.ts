// Stands in for Vercel's REST API: the project with its domain, variables and production deployments, as a release asks for them.
import { Hono } from "hono";
import type { Environment } from "../faults.ts";
import { bearing } from "./bearing.ts";
import type { ServiceRoutes } from "./index.ts";

export interface StandInDeployment {
  readonly id: string;
  readonly commit?: string;
  readonly state: "READY" | "ERROR" | "BUILDING";
  readonly rollbackCandidate: boolean;
}

export interface StandInDomain {
  readonly name: string;
  readonly verified: boolean;
  readonly redirect?: string;
  /** The branch that it shows instead of production. */
  readonly gitBranch?: string;
}

/** What is so at Vercel. */
export interface VercelState {
  /** The only token that is let in. Default: any. */
  readonly token?: string;
  readonly teamSlug: string;
  readonly project: string;
  readonly productionBranch: string;
  readonly functionRegions: readonly string[];
  /** Under which the application is reached; undefined where the project has none. */
  readonly domain: StandInDomain | undefined;
  /** The names of the variables, by target. */
  readonly variables: Readonly<Record<"production" | "preview", readonly string[]>>;
  readonly hiddenVariables: number;
  /** Newest first. */
  readonly deployments: readonly StandInDeployment[];
  /** The deployment that has the domain; undefined where none has. */
  readonly serving: string | undefined;
  /** The last time that the domain was given to another deployment by hand. */
  readonly lastChange?: {
    readonly type: "promote" | "rollback";
    readonly to: string;
    readonly status: "succeeded" | "failed" | "pending";
  };
}

export const projectId = "prj_rehearsal";

/** The sample release is built and not yet promoted; the one before it serves, and another is there to go back to. */
export const readyVercel: VercelState = {
  teamSlug: "marsana",
  project: "marsana-fleet-rehearsal",
  productionBranch: "main",
  functionRegions: ["fra1"],
  domain: { name: "app.marsana.com", verified: true },
  variables: {
    production: [
      "NEXT_PUBLIC_SUPABASE_URL",
      "NEXT_PUBLIC_SENTRY_DSN",
      "EDGE_CONFIG",
      "DATABASE_URL",
      "SUPABASE_SERVICE_ROLE_KEY",
      "NEXT_PUBLIC_SUPABASE_ANON_KEY",
      "SENDGRID_API_KEY",
      "NEXT_PUBLIC_MAPBOX_TOKEN",
    ],
    preview: [],
  },
  hiddenVariables: 0,
  deployments: [
    {
      id: "dpl_release",
      commit: "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904",
      state: "READY",
      rollbackCandidate: false,
    },
    {
      id: "dpl_serving",
      commit: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
      state: "READY",
      rollbackCandidate: false,
    },
    {
      id: "dpl_before",
      commit: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
      state: "READY",
      rollbackCandidate: true,
    },
  ],
  serving: "dpl_serving",
};

export function vercel(changes: Partial<VercelState> = {}): ServiceRoutes {
  const state = { ...readyVercel, ...changes };
  return {
    path: "/vercel",
    routes: routesOf(state),
    environment: (url) => ({
      VERCEL_API_URL: url,
      VERCEL_API_TOKEN: state.token ?? "vercel-of-the-rehearsal",
    }),
  };
}

function routesOf(state: VercelState): Hono<Environment> {
  const app = new Hono<Environment>();
  const missing = { error: { code: "not_found", message: "Not found" } };
  app.use(
    bearing(
      state.token,
      { error: { code: "forbidden", message: "Not authorized", invalidToken: true } },
      403,
    ),
  );
  app.use(async (c, next) => {
    const slug = c.req.query("slug");
    if (slug === undefined || slug === state.teamSlug) return await next();
    return c.json({ error: { code: "forbidden", message: "Not authorized" } }, 403);
  });
  app.use("/:version/projects/:project/*", async (c, next) => {
    return [state.project, projectId].includes(c.req.param("project")) ? await next() : c.json(missing, 404);
  });
  app.get("/v2/user", (c) => c.json({ user: userBody }));
  app.get("/v9/projects/:project", (c) => c.json(projectBody(state)));
  app.get("/v9/projects/:project/domains/:domain", (c) => {
    const { domain } = state;
    return domain?.name === c.req.param("domain") ? c.json(domainBody(domain)) : c.json(missing, 404);
  });
  app.get("/v10/projects/:project/env", (c) => c.json(variablesBody(state)));
  app.get("/v7/deployments", (c) => c.json(deploymentsBody(state, c.req.query())));
  app.get("/v4/aliases/:alias", (c) => {
    const { domain, serving } = state;
    if (domain?.name !== c.req.param("alias") || serving === undefined) return c.json(missing, 404);
    return c.json({
      uid: "als_1",
      alias: domain.name,
      created: createdText,
      deploymentId: serving,
      projectId,
    });
  });
  return app;
}

const createdText = "2026-01-05T09:00:00.000Z";
const created = Date.parse(createdText);

const userBody = {
  id: "usr_rehearsal",
  email: "rehearsal@marsana.example",
  name: "Rehearsal",
  username: "rehearsal",
  avatar: null,
  defaultTeamId: null,
  limited: true,
};

function projectBody({ project, productionBranch, functionRegions, lastChange, serving }: VercelState) {
  return {
    id: projectId,
    name: project,
    accountId: "team_rehearsal",
    alias: [],
    deploymentExpiration: {},
    directoryListing: false,
    nodeVersion: "22.x",
    defaultResourceConfig: { functionDefaultRegions: ["iad1"] },
    resourceConfig: { functionDefaultRegions: functionRegions },
    link: {
      type: "github",
      org: "marsana",
      repo: "fleet",
      gitCredentialId: "",
      deployHooks: [],
      productionBranch,
    },
    lastAliasRequest:
      lastChange === undefined
        ? null
        : {
            type: lastChange.type,
            jobStatus: lastChange.status,
            fromDeploymentId: serving ?? null,
            toDeploymentId: lastChange.to,
            requestedAt: created,
          },
  };
}

function domainBody({ name, verified, redirect, gitBranch }: StandInDomain) {
  const apexName = name.split(".").slice(-2).join(".");
  return { name, apexName, projectId, verified, redirect: redirect ?? null, gitBranch: gitBranch ?? null };
}

function variablesBody({ variables, hiddenVariables }: VercelState) {
  const envs = Object.entries(variables).flatMap(([target, names]) =>
    names.map((key) => ({ key, value: "", type: "sensitive", target: [target], securityIssues: [] })),
  );
  return { envs, hiddenProductionEnvCount: hiddenVariables };
}

function deploymentsBody({ deployments, project }: VercelState, query: Record<string, string>) {
  const wanted = deployments.filter(
    (one) =>
      (query["state"] === undefined || query["state"] === one.state) &&
      (query["rollbackCandidate"] === undefined ||
        query["rollbackCandidate"] === String(one.rollbackCandidate)),
  );
  return {
    deployments: wanted.map(({ id, commit, state, rollbackCandidate }) => ({
      uid: id,
      name: project,
      projectId,
      url: `${project}-${id.replace("_", "-")}.vercel.app`,
      created,
      createdAt: created,
      creator: { uid: "usr_rehearsal" },
      inspectorUrl: null,
      type: "LAMBDAS",
      readyState: state,
      target: "production",
      isRollbackCandidate: rollbackCandidate,
      meta: commit === undefined ? {} : { githubCommitSha: commit },
    })),
    pagination: { count: wanted.length, next: null, prev: null },
  };
}
