// Proves that every test of the release's commit has passed, by the checks and statuses that GitHub has of it.
import type { CheckRun, CommitStatus } from "../../services/githubAnswers.ts";
import type { Collector } from "./collector.ts";
import { releasedCommit } from "./releasedCommit.ts";

/** How one test stands; `unsaid` is what neither passed nor failed, such as one that was left out. */
interface Test {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "running" | "unsaid";
  readonly word: string;
}

export const stagingTests: Collector = {
  name: "staging-tests",
  items: ["verify-all-staging-tests-pass"],
  needs: ["GITHUB_TOKEN"],
  async collect(context) {
    const { github, commit } = await releasedCommit(context);
    const [runs, statuses] = [await github.checkRuns(commit.sha), await github.statuses(commit.sha)];
    const ran = runs.map(testOfRun);
    const tests = [...ran, ...statuses.map(testOfStatus)];
    const named = (outcome: Test["outcome"]) =>
      tests.filter((test) => test.outcome === outcome).map(({ name, word }) => `${name}: ${word}`);
    const url = `${commit.html_url}/checks`;
    const [failed, running, passed, unsaid] = [
      named("failed"),
      named("running"),
      named("passed"),
      named("unsaid"),
    ];
    const left = unsaid.length > 0 ? `; ${unsaid.length} skipped or neutral: ${unsaid.join(", ")}` : "";
    if (failed.length > 0) return { result: "fail", detail: `not passed: ${failed.join(", ")}`, url };
    if (running.length > 0) return { result: "unknown", detail: `not done: ${running.join(", ")}`, url };
    // Nothing went wrong, and nothing was tested either: a status alone may be of a deployment, which tests nothing.
    if (!ran.some(({ outcome }) => outcome === "passed"))
      return {
        result: "unknown",
        detail: `no check run has passed: there are ${runs.length} and ${statuses.length} statuses of the commit${left}`,
        url,
      };
    return {
      result: "pass",
      detail: `${passed.length} of ${tests.length} checks have passed, none has failed${left}`,
      url,
    };
  },
};

function testOfRun({ name, status, conclusion }: CheckRun): Test {
  if (status !== "completed" || conclusion === null) return { name, outcome: "running", word: status };
  const outcome =
    conclusion === "success"
      ? "passed"
      : conclusion === "neutral" || conclusion === "skipped"
        ? "unsaid"
        : "failed";
  return { name, outcome, word: conclusion };
}

function testOfStatus({ context, state }: CommitStatus): Test {
  const outcome = state === "success" ? "passed" : state === "pending" ? "running" : "failed";
  return { name: context, outcome, word: state };
}
