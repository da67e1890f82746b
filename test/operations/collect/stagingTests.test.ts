// What the checks and statuses of a commit prove.
import assert from "node:assert/strict";
import { stagingTests } from "../../../operations/collect/stagingTests.ts";
import type { GithubCommit } from "../../../rehearsal/services/github.ts";
import { commit, contextFor, foundBy, githubPerTest, repositoryWith } from "../../support/github.ts";

const run = (name: string, conclusion: string | null, status = "completed") => ({ name, status, conclusion });
const unit = run("unit", "success");
const deployed = { context: "Vercel", state: "success" };
const many = Array.from({ length: 250 }, (_, index) => run(`test ${index}`, "success"));
const manyStatuses = Array.from({ length: 101 }, (_, index) => ({
  context: `status ${index}`,
  state: "success",
}));

describe("the checks of the release's commit", () => {
  const start = githubPerTest();

  async function found(released: GithubCommit) {
    const { context } = contextFor(await start(repositoryWith({ released })));
    return await foundBy(stagingTests, context);
  }

  const url = `https://github.com/marsana/fleet/commit/${commit}/checks`;
  const cases: readonly [what: string, GithubCommit, result: string, detail: string][] = [
    [
      "checks and statuses that all passed",
      { checkRuns: [unit], statuses: [deployed] },
      "pass",
      "2 of 2 checks have passed, none has failed",
    ],
    [
      "statuses only, such as of a deployment",
      { statuses: [deployed] },
      "unknown",
      "no check run has passed: there are 0 and 1 statuses of the commit",
    ],
    [
      "a deployment, and all else left out",
      { checkRuns: [run("unit", "skipped"), run("lint", "neutral")], statuses: [deployed] },
      "unknown",
      "no check run has passed: there are 2 and 1 statuses of the commit; 2 skipped or neutral: unit: skipped, lint: neutral",
    ],
    [
      "some that are neutral, or left out",
      { checkRuns: [unit, run("lint", "neutral"), run("docs", "skipped")] },
      "pass",
      "1 of 3 checks have passed, none has failed; 2 skipped or neutral: lint: neutral, docs: skipped",
    ],
    [
      "more than a page of each",
      { checkRuns: many, statuses: manyStatuses },
      "pass",
      "351 of 351 checks have passed, none has failed",
    ],
    [
      "a failure on the last page",
      { checkRuns: [...many, run("last", "failure")], statuses: [deployed] },
      "fail",
      "not passed: last: failure",
    ],
    [
      "a failure among the statuses, on the last page",
      { checkRuns: [unit], statuses: [...manyStatuses, { context: "last", state: "error" }] },
      "fail",
      "not passed: last: error",
    ],
    ...["failure", "cancelled", "timed_out", "action_required", "stale", "startup_failure", "new"].map(
      (word): [string, GithubCommit, string, string] => [
        `a check that ended as ${word}`,
        { checkRuns: [unit, run("e2e", word)] },
        "fail",
        `not passed: e2e: ${word}`,
      ],
    ),
    [
      "a failed status",
      { statuses: [deployed, { context: "ci", state: "failure" }] },
      "fail",
      "not passed: ci: failure",
    ],
    [
      "one that runs and one that failed",
      { checkRuns: [run("e2e", null, "in_progress"), run("unit", "failure")] },
      "fail",
      "not passed: unit: failure",
    ],
    [
      "one that runs",
      { checkRuns: [unit, run("e2e", null, "in_progress")] },
      "unknown",
      "not done: e2e: in_progress",
    ],
    [
      "one that waits",
      { checkRuns: [unit], statuses: [{ context: "Vercel", state: "pending" }] },
      "unknown",
      "not done: Vercel: pending",
    ],
    ["none at all", {}, "unknown", "no check run has passed: there are 0 and 0 statuses of the commit"],
    [
      "none but such as were left out",
      { checkRuns: [run("unit", "skipped")] },
      "unknown",
      "no check run has passed: there are 1 and 0 statuses of the commit; 1 skipped or neutral: unit: skipped",
    ],
  ];
  for (const [what, released, result, detail] of cases) {
    it(`are "${result}" with ${what}`, async () => {
      assert.deepEqual(await found(released), { result, detail, url });
    });
  }

  for (const [what, body] of [
    ["checks", { total_count: 2, check_runs: [unit] }],
    ["statuses", { total_count: 2, statuses: [deployed] }],
  ] as const) {
    it(`are unknown where GitHub gives less of the ${what} than it says there are`, async () => {
      const wanted = what === "checks" ? "/check-runs" : "/status";
      const standIn = await start(repositoryWith({ released: { checkRuns: [unit] } }), ({ path }) =>
        path.includes(wanted) ? { status: 200, body: JSON.stringify(body) } : undefined,
      );
      const { result, detail } = await foundBy(stagingTests, contextFor(standIn).context);
      assert.equal(result, "unknown");
      assert.match(detail, /: 1 of 2\. Run this again/);
    });
  }

  it("are unknown where the pages do not end, and asked for at their own address only", async () => {
    const link = '<https://example.com/steal?page=2>; rel="next"';
    const body = JSON.stringify({ total_count: 1, check_runs: [unit] });
    const standIn = await start(repositoryWith(), ({ path }) =>
      path.includes("/check-runs") ? { status: 200, body, headers: { link } } : undefined,
    );
    const { result, detail } = await foundBy(stagingTests, contextFor(standIn).context);
    assert.equal(result, "unknown");
    assert.match(detail, /check-runs: more than 30 pages/);
    assert.equal(standIn.requests.length, 31);
  });
});
