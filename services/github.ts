// GitHub's REST API, as far as the proof of a release needs it: checks, statuses, releases, files, pull requests, reviews.
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import { baseUrlSchema } from "./access.ts";
import {
  checkRunsSchema,
  commitSchema,
  comparisonSchema,
  fileSchema,
  type GithubClient,
  pullRequestSchema,
  releaseSchema,
  reviewSchema,
  statusesSchema,
} from "./githubAnswers.ts";
import { patientFetch } from "./patientFetch.ts";
import { type Call, ServiceError, type Transport } from "./request.ts";

const publicUrl = "https://api.github.com";
const pageSize = 100;
/** A list that is longer than this many pages is none that a person could look through. */
const mostPages = 30;
/** Of a comparison GitHub names so many files, and leaves the others away. */
const mostFiles = 300;
/** Of a pull request's commits it gives so many. */
const mostCommits = 250;

/** A token of another form would be refused by fetch, in an error that repeats it. */
const tokenSchema = z
  .string()
  .regex(/^[\w.-]+$/)
  .describe("a token (https://github.com/settings/tokens), without spaces or line ends");

export interface GithubOptions {
  /** It needs to read checks, commit statuses, contents and pull requests. Never shown. */
  readonly token: string;
  /** https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  readonly owner: string;
  readonly repo: string;
  readonly transport?: Partial<Transport> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The client of one repository. @throws InputError for an address or a token that cannot be used */
export function githubClient(options: GithubOptions): GithubClient {
  const { owner, repo, signal } = options;
  const baseUrl = usable("address", baseUrlSchema, options.baseUrl ?? publicUrl);
  const token = usable("token", tokenSchema, options.token);
  const quiet = () => {};
  const octokit = new Octokit({
    auth: token,
    baseUrl,
    // Its own plugin writes every failed request to stderr; here the caller says what failed.
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch: patientFetch(options.transport, [token]), ...(signal !== undefined && { signal }) },
  });
  const place = { owner, repo };
  const asking = (path: string): Call => {
    const shown = `/repos/${owner}/${repo}${path}`;
    return { service: "GitHub", method: "GET", baseUrl, path: shown, token, mend };
  };

  /** The answer, once it has the form; the compiler compares that form with GitHub's own description. */
  async function read<Input, Data extends Input, Output>(
    path: string,
    answer: Promise<{ data: Data; headers: { link?: string | undefined } }>,
    schema: z.ZodType<Output, Input>,
  ): Promise<{ value: Output; isLast: boolean }> {
    const { data, headers } = await answer.catch((error) => {
      throw failure(asking(path), error);
    });
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data, isLast: !/rel="?next"?/.test(headers.link ?? "") };
    const [issue] = parsed.error.issues;
    const found = `an answer of another form (${issue?.path.join(".") || "body"}: ${issue?.message})`;
    throw new ServiceError(asking(path), found, "Check the address of the service, then run this again.");
  }

  /** All pages. By their number, not by the address of the next one, which could lead elsewhere. */
  async function readAll<Output>(
    path: string,
    page: (at: { page: number; per_page: number }) => Promise<{ value: Output; isLast: boolean }>,
  ): Promise<Output[]> {
    const pages: Output[] = [];
    for (let at = 1; at <= mostPages; at++) {
      const { value, isLast } = await page({ page: at, per_page: pageSize });
      pages.push(value);
      if (isLast) return pages;
    }
    throw new ServiceError(asking(path), `more than ${mostPages} pages`, "Look at it on GitHub itself.");
  }

  /** What is there, or undefined for a 404: only where the repository is known to be visible. */
  async function orNone<Value>(value: Promise<Value>): Promise<Value | undefined> {
    return await value.catch((error) => {
      if (error instanceof ServiceError && error.status === 404) return undefined;
      throw error;
    });
  }

  return {
    async commit(ref) {
      const path = `/commits/${ref}`;
      return (await read(path, octokit.rest.repos.getCommit({ ...place, ref }), commitSchema)).value;
    },
    async compare(from, to) {
      const path = `/compare/${from}...${to}`;
      const basehead = `${from}...${to}`;
      // All the files are on the first page; the others have commits.
      const answer = octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead, per_page: 1 });
      const { value } = await read(path, answer, z.unknown().pipe(comparisonSchema));
      return { ...value, isWhole: value.files.length < mostFiles };
    },
    async checkRuns(ref) {
      const path = `/commits/${ref}/check-runs`;
      const pages = await readAll(path, (at) =>
        read(path, octokit.rest.checks.listForRef({ ...place, ref, ...at }), checkRunsSchema),
      );
      const all = pages.flatMap(({ check_runs }) => check_runs);
      return whole(asking(path), all, pages[0]?.total_count);
    },
    async statuses(ref) {
      const path = `/commits/${ref}/status`;
      const pages = await readAll(path, (at) =>
        read(path, octokit.rest.repos.getCombinedStatusForRef({ ...place, ref, ...at }), statusesSchema),
      );
      const all = pages.flatMap(({ statuses }) => statuses);
      return whole(asking(path), all, pages[0]?.total_count);
    },
    async releaseOfTag(tag) {
      const path = `/releases/tags/${tag}`;
      const answer = octokit.rest.repos.getReleaseByTag({ ...place, tag });
      return (await orNone(read(path, answer, releaseSchema)))?.value;
    },
    async file(file, ref) {
      const path = `/contents/${file}?ref=${ref}`;
      const answer = octokit.rest.repos.getContent({ ...place, path: file, ref });
      const content = (await orNone(read(path, answer, fileSchema)))?.value;
      if (content === undefined) return undefined;
      const bytes = Buffer.from(content.content, "base64");
      if (bytes.length === content.size) return bytes;
      const found = `${bytes.length} of ${content.size} bytes`;
      throw new ServiceError(asking(path), found, "Run this again.");
    },
    async pullRequestsOf(commit) {
      const path = `/commits/${commit}/pulls`;
      const pages = await readAll(path, (at) =>
        read(
          path,
          octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...place, commit_sha: commit, ...at }),
          z.array(pullRequestSchema),
        ),
      );
      return pages.flat();
    },
    async reviews(pull) {
      const path = `/pulls/${pull}/reviews`;
      const pages = await readAll(path, (at) =>
        read(
          path,
          octokit.rest.pulls.listReviews({ ...place, pull_number: pull, ...at }),
          z.array(reviewSchema),
        ),
      );
      return pages.flat();
    },
    async commitsIn(pull) {
      const path = `/pulls/${pull}/commits`;
      const pages = await readAll(path, (at) =>
        read(
          path,
          octokit.rest.pulls.listCommits({ ...place, pull_number: pull, ...at }),
          z.array(commitSchema),
        ),
      );
      const commits = pages.flat();
      return { commits, isWhole: commits.length < mostCommits };
    },
    async commitsOf(file, branch) {
      const path = `/commits?sha=${branch}&path=${file}`;
      const pages = await readAll(path, (at) =>
        read(
          path,
          octokit.rest.repos.listCommits({ ...place, sha: branch, path: file, ...at }),
          z.array(commitSchema),
        ),
      );
      return pages.flat();
    },
  };
}

/** A list that says how long it is must be as long: half of the checks prove nothing. */
function whole<One>(call: Call, all: One[], count: number | undefined): One[] {
  if (all.length === count) return all;
  throw new ServiceError(call, `${all.length} of ${count}`, "Run this again.");
}

function failure(call: Call, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // Octokit gives 500 to what never had an answer.
  const status = "response" in error && error.response !== undefined ? statusOf(error) : undefined;
  if (status === undefined) return new ServiceError(call, error.message, "Run this again later.");
  // Octokit ends GitHub's own words with the address of its documentation.
  const own = error.message.replace(/ - https:\/\/docs\.github\.com\S*$/, "");
  const words = own.replaceAll(call.token, "[token]").replaceAll(/\s+/g, " ").slice(0, 200);
  return new ServiceError(call, `${status}: ${words}`, mend(status), status);
}

function statusOf(error: Error): number | undefined {
  return "status" in error && typeof error.status === "number" ? error.status : undefined;
}

/** What a person does about each refusal. */
const mends: Readonly<Record<number, string>> = {
  401: "Set GITHUB_TOKEN to a valid token.",
  403: "Wait if it is a rate limit, else let the token read checks, commit statuses, contents and pull requests.",
  404: "Check the repository and the commit, and that the token may see them: GitHub hides what it may not.",
  422: "Check the commit: GitHub has none of this name.",
  429: "Wait, then run this again.",
};

function mend(status: number): string {
  if (status >= 500) return "GitHub is in trouble (https://www.githubstatus.com): run this again later.";
  return mends[status] ?? "Check the address of the service.";
}

/** The value itself is never repeated: either may hold a secret. */
function usable(name: string, schema: z.ZodType<string>, value: string): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const variable = name === "token" ? "GITHUB_TOKEN" : "GITHUB_API_URL";
  throw new InputError("GitHub cannot be asked.", [
    `${variable}: found another form; required: ${schema.description}; mend: set it to one of this form`,
  ]);
}
