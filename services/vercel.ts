// Vercel's REST API, as far as a release asks it: project, domain, variables, production deployments. It changes nothing.
import { VercelCore } from "@vercel/sdk/core.js";
import { aliasesGetAlias } from "@vercel/sdk/funcs/aliasesGetAlias.js";
import { deploymentsGetDeployments } from "@vercel/sdk/funcs/deploymentsGetDeployments.js";
import { projectsFilterProjectEnvs } from "@vercel/sdk/funcs/projectsFilterProjectEnvs.js";
import { projectsGetProject } from "@vercel/sdk/funcs/projectsGetProject.js";
import { projectsGetProjectDomain } from "@vercel/sdk/funcs/projectsGetProjectDomain.js";
import { HTTPClient } from "@vercel/sdk/lib/http.js";
import { ResponseValidationError } from "@vercel/sdk/models/responsevalidationerror.js";
import { VercelError } from "@vercel/sdk/models/vercelerror.js";
import type { Result } from "@vercel/sdk/types/fp.js";
import { z } from "zod";
import { patientFetch } from "./patientFetch.ts";
import { type Call, ServiceError, type Transport } from "./request.ts";
import {
  aliasSchema,
  deploymentsSchema,
  domainSchema,
  projectSchema,
  variablesSchema,
} from "./vercelAnswers.ts";

export const publicVercelUrl = "https://api.vercel.com";

export interface VercelOptions {
  /** An access token of the team. Never shown. */
  readonly token: string;
  /** The team, by its name in Vercel's addresses, and by its id where that is known. */
  readonly team: { readonly slug: string; readonly id?: string | undefined };
  /** The project's name. */
  readonly project: string;
  /** https, or http on this machine. */
  readonly baseUrl: string;
  readonly transport?: Partial<Transport> | undefined;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
}

export interface VercelProject {
  readonly id: string;
  /** Undefined where no repository is linked. */
  readonly productionBranch?: string;
  /** Where functions run that name no region of their own. */
  readonly functionRegions: readonly string[];
  /** The deployment to which production was rolled back, and to which it is pinned until another is promoted. */
  readonly rolledBackTo?: string;
}

export interface ProjectDomain {
  readonly verified: boolean;
  /** Where visitors are sent on to instead, if so. */
  readonly redirect?: string;
  /** The branch, or the environment beside production, that it shows instead of production. */
  readonly assignedTo?: string;
}

export interface ProductionVariables {
  readonly names: readonly string[];
  /** Whether there may be more of them than the token is shown. */
  readonly partial: boolean;
}

export interface Deployment {
  readonly id: string;
  readonly url: string;
  /** Undefined where it was not built from Git. */
  readonly commit?: string;
}

/** Every method throws a ServiceError that says which request failed, how, and what to do. */
export interface VercelClient {
  project(): Promise<VercelProject>;
  /** Undefined where the project does not have it. */
  domain(name: string): Promise<ProjectDomain | undefined>;
  productionVariables(): Promise<ProductionVariables>;
  /** The newest production deployments that are ready; only those that Vercel can go back to at once, if wanted. */
  readyDeployments(projectId: string, which: "all" | "rollback-candidates"): Promise<Deployment[]>;
  /** What answers under a host name; undefined where nothing does. */
  servedBy(host: string): Promise<{ deploymentId: string; projectId: string | undefined } | undefined>;
}

/** The most that the service gives at once. */
const pageSize = 100;

/** What a deployment says of its origin is said by whoever made it. */
const commitName = /^[0-9a-f]{7,64}$/;
const commitKey = /^(?:git|github|gitlab|bitbucket)CommitSha$/;

export function vercelClient(options: VercelOptions): VercelClient {
  const { team, project: idOrName } = options;
  const ofTeam = { slug: team.slug, ...(team.id !== undefined && { teamId: team.id }) };
  const way = options.signal === undefined ? {} : { signal: options.signal };
  const named = `projects/${encodeURIComponent(idOrName)}`;
  const read = <T>(path: string, schema: z.ZodType<T>, ask: Ask) => answered(options, path, schema, ask);

  return {
    async project() {
      const ask: Ask = (core) => projectsGetProject(core, { idOrName, ...ofTeam }, way);
      const schema = projectSchema.refine(({ id, name }) => id === idOrName || name === idOrName);
      const { id, link, resourceConfig, lastAliasRequest: last } = await read(`/v9/${named}`, schema, ask);
      const branch = link?.productionBranch;
      // One that failed has moved nothing.
      const pinned = last?.type === "rollback" && !["failed", "skipped"].includes(last.jobStatus);
      return {
        id,
        ...(branch !== undefined && { productionBranch: branch }),
        functionRegions: resourceConfig.functionDefaultRegions,
        ...(pinned && { rolledBackTo: last.toDeploymentId }),
      };
    },
    async domain(name) {
      const ask: Ask = (core) => projectsGetProjectDomain(core, { idOrName, domain: name, ...ofTeam }, way);
      const schema = domainSchema.refine((found) => found.name === name);
      const path = `/v9/${named}/domains/${encodeURIComponent(name)}`;
      const found = await unlessMissing(read(path, schema, ask));
      if (found === undefined) return undefined;
      const assignedTo = found.gitBranch || found.customEnvironmentId;
      return {
        verified: found.verified,
        ...(found.redirect && { redirect: found.redirect }),
        ...(assignedTo && { assignedTo }),
      };
    },
    async productionVariables() {
      const ask: Ask = (core) => projectsFilterProjectEnvs(core, { idOrName, ...ofTeam }, way);
      const {
        envs,
        pagination,
        hiddenProductionEnvCount = 0,
      } = await read(`/v10/${named}/env`, variablesSchema, ask);
      return {
        names: envs.filter(({ target }) => [target].flat().includes("production")).map(({ key }) => key),
        partial: (pagination?.next ?? null) !== null || hiddenProductionEnvCount > 0,
      };
    },
    async readyDeployments(projectId, which) {
      const only = which === "rollback-candidates" ? { rollbackCandidate: true } : {};
      const query = { projectId, target: "production", state: "READY", limit: pageSize, ...only, ...ofTeam };
      const ask: Ask = (core) => deploymentsGetDeployments(core, query, way);
      const { deployments } = await read("/v7/deployments", deploymentsSchema, ask);
      // The service is asked for no others; what it gives all the same is nothing to go back to.
      return deployments
        .filter(({ readyState, target }) => readyState === "READY" && target === "production")
        .filter(
          ({ deleted, softDeletedByRetention }) => deleted === undefined && softDeletedByRetention !== true,
        )
        .map(({ uid, url, meta = {} }) => {
          const commit = Object.entries(meta).find(
            ([key, value]) => commitKey.test(key) && commitName.test(value),
          )?.[1];
          return { id: uid, url, ...(commit !== undefined && { commit }) };
        });
    },
    async servedBy(host) {
      const ask: Ask = (core) => aliasesGetAlias(core, { idOrAlias: host, ...ofTeam }, way);
      const schema = aliasSchema.refine(({ alias }) => alias === host);
      const found = await unlessMissing(read(`/v4/aliases/${encodeURIComponent(host)}`, schema, ask));
      if (found === undefined || found.deploymentId === null) return undefined;
      return { deploymentId: found.deploymentId, projectId: found.projectId ?? undefined };
    },
  };
}

/** A function of the SDK with what it is asked. */
type Ask = (core: VercelCore) => Promise<Result<unknown, Error>>;

/** What the answer says, as it came and as both the SDK and the schema take it; or the one kind of error that callers know. */
async function answered<T>(options: VercelOptions, path: string, schema: z.ZodType<T>, ask: Ask): Promise<T> {
  const { token, baseUrl, transport } = options;
  const request: Call = { service: "Vercel", method: "GET", baseUrl, path, token, mend };
  const fetch = patientFetch(transport, [token]);
  let body = "";
  const fetcher: typeof globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    body = await answer.clone().text();
    return answer;
  };
  const httpClient = new HTTPClient({ fetcher });
  // The tries of patientFetch honour Retry-After, and are the same for every service.
  const retryConfig = { strategy: "none" } as const;
  const core = new VercelCore({ bearerToken: token, serverURL: baseUrl, httpClient, retryConfig });
  const result = await ask(core).catch((thrown: Error) => ({ ok: false, error: thrown }) as const);
  if (!result.ok) throw errorOf(request, result.error);
  const parsed = schema.safeParse(JSON.parse(body));
  if (parsed.success) return parsed.data;
  throw new ServiceError(request, "an answer of another form", unreadable);
}

function errorOf(request: Call, error: Error): ServiceError {
  if (error instanceof ResponseValidationError)
    return new ServiceError(request, "an answer of another form", unreadable);
  if (error instanceof VercelError) {
    const { statusCode, body } = error;
    const found = [String(statusCode), messageIn(body, request.token)].filter(Boolean).join(": ");
    return new ServiceError(request, found, mend(statusCode), statusCode);
  }
  if (error instanceof SyntaxError)
    return new ServiceError(request, "an answer that is not JSON", unreadable);
  // The SDK wraps what patientFetch says in words of its own.
  const { message } = error.cause instanceof Error ? error.cause : error;
  return new ServiceError(
    request,
    message,
    `Check the network and that ${request.baseUrl} is Vercel's address.`,
  );
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404) return undefined;
    throw error;
  }
}

const unreadable =
  "Check the address of the service; if it is right, its API has changed: update @vercel/sdk, and attest the item until then.";

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** What the service said went wrong, where it says so in its own form; a proxy's page is not repeated. */
function messageIn(body: string, token: string): string {
  try {
    const { message } = errorSchema.parse(JSON.parse(body)).error;
    // Taken out before the text is cut short, so that no part of the token is left either.
    return message
      .replaceAll(token, "[token]")
      .replaceAll(/[\s\p{Cc}]+/gu, " ")
      .slice(0, 300);
  } catch {
    return "";
  }
}

const mends: Readonly<Record<number, string>> = {
  401: "Set VERCEL_API_TOKEN to a valid token (https://vercel.com/account/settings/tokens).",
  403: "Give VERCEL_API_TOKEN access to the whole team, and check marsana-fleet:vercel.teamSlug.",
  404: "Check marsana-fleet:vercel.teamSlug and marsana-fleet:vercel.projectName, and that the token reaches them.",
  429: "Wait, then run this again.",
};

function mend(status: number): string {
  if (status >= 500)
    return "The service is in trouble (https://www.vercel-status.com): run this again later.";
  return mends[status] ?? "Check that VERCEL_API_URL is Vercel's address.";
}
