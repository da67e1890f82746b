// Stands in for GitHub's REST API on this machine: the routes by which a release is proven, and its records confirmed.
import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { Environment } from "../faults.ts";
import {
  checkRunsBody,
  commitBody,
  comparisonBody,
  errorBody,
  fileBody,
  pullRequestBody,
  releaseBody,
  reviewBody,
  statusesBody,
} from "./githubBodies.ts";
import type { ServiceRoutes } from "./index.ts";

export interface GithubReview {
  /** An account; null for one that is gone. */
  readonly by: string | null;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  /** The head of the pull request at the time. */
  readonly commit: string;
  readonly at: string;
  /** Default: `MEMBER`. */
  readonly association?: string;
  /** Default: `User`. */
  readonly type?: string;
}

export interface GithubPullRequest {
  readonly by: string | null;
  readonly base: string;
  readonly head: string;
  /** What merging made of it; undefined where it is open. */
  readonly mergedAs?: string;
  /** Its commits but the head, the latest last. Default: none. The head is always the last. */
  readonly commits?: readonly string[];
  /** While it is open: the commit by which GitHub tries whether it can be merged. */
  readonly triedAs?: string;
  readonly reviews: readonly GithubReview[];
}

export interface GithubCommit {
  readonly author?: string;
  /** Default: the author; null for one whose address no account has. */
  readonly committer?: string | null;
  readonly checkRuns?: readonly { name: string; status: string; conclusion: string | null }[];
  readonly statuses?: readonly { context: string; state: string }[];
  /** The numbers of the pull requests that have it. */
  readonly pullRequests?: readonly number[];
}

/** What is so on GitHub. */
export interface GithubState {
  /** `owner/name`: the only repository that the token may see. */
  readonly repository: string;
  /** The only token that is let in. Default: any. */
  readonly token?: string;
  readonly commits: Readonly<Record<string, GithubCommit>>;
  readonly pullRequests: Readonly<Record<number, GithubPullRequest>>;
  /** By tag. */
  readonly releases: Readonly<Record<string, { draft: boolean; body: string | null }>>;
  /** Contents by `<commit or branch>:<path>`. */
  readonly files: Readonly<Record<string, string>>;
  /** The commits that changed a file, the latest first, by `<branch>:<path>`. */
  readonly history: Readonly<Record<string, readonly string[]>>;
  /** What has changed from one commit to another, by `<from>...<to>`. Default: of none it is known. */
  readonly compared?: Readonly<Record<string, GithubComparison>>;
}

export interface GithubComparison {
  readonly status: "ahead" | "behind" | "diverged" | "identical";
  /** All of them: of more than 300 the stand-in leaves the rest away, as GitHub does. */
  readonly files: readonly { filename: string; status: string }[];
}

export function githubRoutes(state: GithubState): ServiceRoutes {
  const { commits, pullRequests, releases, files, history } = state;
  const url = `https://github.com/${state.repository}`;
  const app = new Hono<Environment>();
  const commit = "/commits/:ref";
  const missing = (c: Context) => c.json(errorBody("Not Found", 404), 404);
  app.use(admit(state.token));
  const repository = new Hono<Environment>();
  repository.get("/commits", (c) => {
    const found = history[`${c.req.query("sha")}:${c.req.query("path")}`] ?? [];
    return paged(
      c,
      found.map((sha) => commitBody(url, sha, commits[sha])),
      (list) => list,
    );
  });
  repository.use(`${commit}/*`, knownCommit(commits));
  repository.use(commit, knownCommit(commits));
  repository.get(commit, (c) => c.json(commitBody(url, c.req.param("ref"), commits[c.req.param("ref")])));
  repository.get(`${commit}/check-runs`, (c) => {
    const all = commits[c.req.param("ref")]?.checkRuns ?? [];
    return paged(c, all, (page) => checkRunsBody(page, all.length));
  });
  repository.get(`${commit}/status`, (c) => {
    const all = commits[c.req.param("ref")]?.statuses ?? [];
    return paged(c, all, (page) => statusesBody(c.req.param("ref"), page, all));
  });
  repository.get(`${commit}/pulls`, (c) => {
    const numbers = commits[c.req.param("ref")]?.pullRequests ?? [];
    const all = numbers.flatMap((number) => {
      const pull = pullRequests[number];
      return pull === undefined ? [] : [pullRequestBody(url, number, pull)];
    });
    return paged(c, all, (list) => list);
  });
  repository.get("/compare/:range", (c) => {
    const found = state.compared?.[c.req.param("range")];
    return found === undefined ? missing(c) : c.json(comparisonBody(found));
  });
  repository.get("/pulls/:number/reviews", (c) => {
    const pull = pullRequests[Number(c.req.param("number"))];
    return pull === undefined ? missing(c) : paged(c, pull.reviews.map(reviewBody), (list) => list);
  });
  repository.get("/pulls/:number/commits", (c) => {
    const pull = pullRequests[Number(c.req.param("number"))];
    if (pull === undefined) return missing(c);
    // As GitHub, no more than it gives of any.
    const all = [...(pull.commits ?? []), pull.head].slice(0, 250);
    const bodies = all.map((sha) =>
      commitBody(url, sha, commits[sha] ?? { ...(pull.by && { author: pull.by }) }),
    );
    return paged(c, bodies, (list) => list);
  });
  repository.get("/releases/tags/:tag", (c) => {
    const tag = c.req.param("tag");
    const release = releases[tag];
    // A draft has no tag yet.
    if (release === undefined || release.draft) return missing(c);
    return c.json(releaseBody(url, tag, release));
  });
  repository.get("/contents/:path{.+}", (c) => {
    const text = files[`${c.req.query("ref")}:${c.req.param("path")}`];
    if (text === undefined) return missing(c);
    return c.json(fileBody(c.req.param("path"), text));
  });
  app.route(`/repos/${state.repository}`, repository);
  app.all("*", missing);
  return {
    path: "/github",
    routes: app,
    environment: (address) => ({ GITHUB_API_URL: address, GITHUB_TOKEN: state.token ?? "rehearsal" }),
  };
}

function admit(token: string | undefined) {
  return createMiddleware(async (c, next) => {
    const given = /^(?:token|bearer) (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (given === undefined || (token !== undefined && given !== token))
      return c.json(errorBody("Bad credentials", 401), 401);
    return await next();
  });
}

function knownCommit(commits: GithubState["commits"]) {
  return createMiddleware<Environment, "/commits/:ref/*">(async (c, next) => {
    const ref = c.req.param("ref");
    if (ref in commits) return await next();
    return c.json(errorBody(`No commit found for SHA: ${ref}`, 422), 422);
  });
}

/** One page of a list, with the address of the next where there is one. */
function paged<One>(c: Context, all: readonly One[], bodyOf: (page: readonly One[]) => object): Response {
  const page = Number(c.req.query("page") ?? 1);
  const size = Math.min(Number(c.req.query("per_page") ?? 30), 100);
  const next = new URL(c.req.url);
  next.searchParams.set("page", String(page + 1));
  if (page * size < all.length) c.header("link", `<${next}>; rel="next"`);
  return c.json(bodyOf(all.slice((page - 1) * size, page * size)));
}
