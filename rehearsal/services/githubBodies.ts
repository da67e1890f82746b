// What GitHub says of a commit, a pull request and the like: its own examples, with what is known here in place of theirs.
import { readFileSync } from "node:fs";
import type { GithubCommit, GithubComparison, GithubPullRequest, GithubReview } from "./github.ts";

type Example = Readonly<Record<string, unknown>>;

/** Cut from GitHub's description of its API by test/recordings/described.ts. */
const examples = readExamples();
/** Of a comparison GitHub names so many files, and leaves the others away. */
const mostFiles = 300;
/** Of a larger file GitHub gives no content. */
const mostBytes = 1024 * 1024;

function readExamples() {
  const text = readFileSync(new URL("githubExamples.jsonl", import.meta.url), "utf8");
  const entries = text
    .trim()
    .split("\n")
    .map((line): [string, unknown] => {
      const { name, value } = JSON.parse(line);
      return [name, value];
    });
  return Object.fromEntries(entries) as Record<"commit" | "file" | "release" | "repository", Example> & {
    readonly comparison: Example & { readonly files: readonly [Example] };
    readonly checkRuns: { readonly check_runs: readonly [Example] };
    readonly status: Example & { readonly statuses: readonly [Example] };
    readonly pullRequests: readonly [Example & Record<"base" | "head" | "user", Example>];
    readonly reviews: readonly [Example];
  };
}

/** Of what it cannot process GitHub does not repeat the status. */
export function errorBody(message: string, status: 401 | 404 | 422): object {
  const words = { message, documentation_url: "https://docs.github.com/rest" };
  return status === 422 ? words : { ...words, status: String(status) };
}

const account = (login: string | null, type = "User") =>
  login === null ? null : { ...examples.pullRequests[0].user, login, type };

/** As it is in a list: asked for alone, a commit has its files too. */
export function commitBody(url: string, sha: string, commit: GithubCommit | undefined): object {
  const author = commit?.author ?? null;
  const committer = commit?.committer === undefined ? author : commit.committer;
  const { files: _files, stats: _stats, ...example } = examples.commit;
  return {
    ...example,
    sha,
    html_url: `${url}/commit/${sha}`,
    author: account(author),
    committer: account(committer),
  };
}

export function comparisonBody({ status, files }: GithubComparison): object {
  const [example] = examples.comparison.files;
  return {
    ...examples.comparison,
    status,
    files: files.slice(0, mostFiles).map((one) => ({ ...example, ...one })),
  };
}

export function checkRunsBody(page: readonly object[], total: number): object {
  const [example] = examples.checkRuns.check_runs;
  return { total_count: total, check_runs: page.map((one) => ({ ...example, ...one })) };
}

export function statusesBody(
  sha: string,
  page: readonly object[],
  all: readonly { readonly state: string }[],
): object {
  const [example] = examples.status.statuses;
  const worst = ["failure", "error", "pending"].find((state) => all.some((one) => one.state === state));
  const state = worst === "error" ? "failure" : (worst ?? (all.length === 0 ? "pending" : "success"));
  const statuses = page.map((one) => ({ ...example, ...one }));
  return { ...examples.status, sha, state, total_count: all.length, statuses };
}

export function pullRequestBody(url: string, number: number, pull: GithubPullRequest): object {
  const { by, base, head, mergedAs, triedAs } = pull;
  const [example] = examples.pullRequests;
  const closedAt = mergedAs === undefined ? null : "2026-02-01T08:00:00Z";
  return {
    ...example,
    number,
    html_url: `${url}/pull/${number}`,
    user: account(by),
    state: mergedAs === undefined ? "open" : "closed",
    closed_at: closedAt,
    merged_at: closedAt,
    merge_commit_sha: mergedAs ?? triedAs ?? null,
    base: { ...example.base, ref: base },
    head: { ...example.head, sha: head },
  };
}

export function reviewBody({ by, state, commit, at, association, type }: GithubReview): object {
  return {
    ...examples.reviews[0],
    user: account(by, type),
    state,
    commit_id: commit,
    author_association: association ?? "MEMBER",
    submitted_at: at,
  };
}

export function releaseBody(
  url: string,
  tag: string,
  release: { readonly draft: boolean; readonly body: string | null },
): object {
  return { ...examples.release, tag_name: tag, html_url: `${url}/releases/tag/${tag}`, ...release };
}

export function fileBody(path: string, text: string): object {
  const bytes = Buffer.from(text);
  const isGiven = bytes.length <= mostBytes;
  return {
    ...examples.file,
    type: "file",
    name: path.split("/").at(-1),
    path,
    size: bytes.length,
    encoding: isGiven ? "base64" : "none",
    // As GitHub sends it, in lines.
    content: isGiven ? bytes.toString("base64").replaceAll(/.{60}/g, "$&\n") : "",
  };
}

export function repositoryBody(fullName: string): object {
  const permissions = { admin: false, maintain: false, push: false, triage: false, pull: true };
  return { ...examples.repository, full_name: fullName, private: true, permissions };
}
