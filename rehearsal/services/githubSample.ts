// What GitHub says in the rehearsal: all that lets the sample release be proven and its records be confirmed.
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { GithubCommit, GithubPullRequest, GithubState } from "./github.ts";

const project = resolve(import.meta.dirname, "../..");
const branch = "main";
const released = "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904";
const reviewedAt = "2026-01-31T12:00:00Z";

export function sampleGithub(): GithubState {
  const head = idOf("the end of the pull request");
  const records = sampleRecords();
  return {
    repository: "marsana/fleet",
    commits: {
      [released]: {
        author: "fleet-dev",
        checkRuns: ["build", "unit tests", "staging tests"].map((name) => {
          return { name, status: "completed", conclusion: "success" };
        }),
        statuses: [{ context: "Vercel", state: "success" }],
        pullRequests: [1],
      },
      ...records.commits,
    },
    pullRequests: {
      1: {
        by: "fleet-dev",
        base: branch,
        head,
        mergedAs: released,
        reviews: [{ by: "fleet-lead", state: "APPROVED", commit: head, at: reviewedAt }],
      },
      ...records.pullRequests,
    },
    releases: { "v1.0.0-rc1": { draft: false, body: "The first production release of Marsana Fleet." } },
    files: records.files,
    history: records.history,
  };
}

/** The project's own records, as if each person had brought in theirs by a pull request that somebody else approved. */
function sampleRecords(): Pick<GithubState, "commits" | "pullRequests" | "files" | "history"> {
  const paths = globSync("releases/*/evidence/*.json", { cwd: project }).sort();
  const texts = paths.map((path) => ({ path, text: readFileSync(resolve(project, path), "utf8") }));
  const people = [...new Set(texts.map(({ text }) => authorOf(text)))];
  const numberOf = (text: string) => 2 + people.indexOf(authorOf(text));
  const commits = texts.map(({ path, text }): [string, GithubCommit] => {
    return [idOf(path), { author: authorOf(text), pullRequests: [numberOf(text)] }];
  });
  const pullRequests = people.map((by, index): [number, GithubPullRequest] => {
    const head = idOf(by);
    const approver = by === "fleet-qa" ? "fleet-lead" : "fleet-qa";
    const reviews = [{ by: approver, state: "APPROVED", commit: head, at: reviewedAt } as const];
    return [2 + index, { by, base: branch, head, mergedAs: idOf(`${by}, merged`), reviews }];
  });
  return {
    commits: Object.fromEntries(commits),
    pullRequests: Object.fromEntries(pullRequests),
    files: Object.fromEntries(texts.map(({ path, text }) => [`${branch}:${path}`, text])),
    history: Object.fromEntries(paths.map((path) => [`${branch}:${path}`, [idOf(path)]])),
  };
}

function authorOf(text: string): string {
  return String(JSON.parse(text).by);
}

/** A made-up name of a commit, always the same. */
function idOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
