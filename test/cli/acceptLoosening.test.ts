// A review of what weakens in a run of GitHub Actions, as a process of its own, in a copy of the project.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Faults } from "../../rehearsal/faults.ts";
import type { GithubState } from "../../rehearsal/services/github.ts";
import { actionsPerTest, leasRun, runSecret } from "../support/actions.ts";
import { type Ended, ended } from "../support/ended.ts";
import { githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const issuerHere = pathToFileURL(join(import.meta.dirname, "../support/issuerHere.ts")).href;
const githubIssuer = "https://token.actions.githubusercontent.com";
const accept = ["accept-loosening", "4".repeat(64), "--stack", "prod", "--author", "ann"];

/** Open pull request 7 of ann, which ends with the commit that the run is of. */
function opened(author = "ann"): GithubState {
  return repositoryWith({
    commits: { [head]: { author, pullRequests: [7] } },
    pullRequests: { 7: { by: "ann", base: "main", head, reviews: [] } },
  });
}

describe("a review of what weakens, in a run of GitHub Actions", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  const startActions = actionsPerTest();
  const startGithub = githubPerTest();
  let count = 0;
  let project = "";
  let folder = "";
  beforeEach(() => {
    project = copyProject(join(root, `${count++}`));
    folder = join(project, "reviews");
  });

  /** In lea's run, of the end of ann's pull request unless it is said otherwise. */
  async function run(
    github: GithubState,
    { args = accept, faults, sha = head, environment = {} }: Partial<Given> = {},
  ): Promise<Ended> {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const actions = await startActions({ issuer: githubIssuer, claims: { ...leasRun, sha } });
    const standIn = await startGithub(github, faults);
    const env = {
      ...rest,
      ...actions.environment,
      MARSANA_TEST_ISSUER: actions.url,
      MARSANA_STATE: join(project, ".state"),
      NODE_OPTIONS: `--import=${issuerHere}`,
      GITHUB_API_URL: standIn.url,
      GITHUB_TOKEN: githubToken,
      ...environment,
    };
    const told = await ended(process.execPath, ["cli/runbook.ts", ...args], { cwd: project, env });
    assert.ok(![runSecret, githubToken].some((secret) => `${told.stdout}${told.stderr}`.includes(secret)));
    return told;
  }
  interface Given {
    args: readonly string[];
    faults: Faults;
    sha: string;
    environment: Record<string, string>;
  }

  it("counts where GitHub shows the commit to be the author's, and nothing of it the reviewer's", async () => {
    const { code, stdout, stderr } = await run(opened());
    assert.deepEqual([code, stderr], [0, ""]);
    const review = JSON.parse(readFileSync(join(folder, stdout.trim()), "utf8"));
    assert.deepEqual([review.by, review.author, review.identity], ["lea", "ann", "oidc"]);
  });

  const required =
    /; required: the end of a pull request of \w+ that has no commit of lea; mend: start the run on the branch/;
  const refused: readonly [what: string, ask: () => Promise<Ended>, found: RegExp][] = [
    [
      "has a commit of the reviewer's",
      () => run(opened("Lea")),
      /the run's commit: found that commit ddddddd of pull request 7 is of lea, who cannot be the one to look at it/,
    ],
    [
      "is of another author than the one who is named",
      () => run(opened(), { args: [...accept.slice(0, -1), "noa"] }),
      /the run's commit: found that pull request 7 is by ann, and must be by noa/,
    ],
    [
      "belongs to no pull request",
      () => run(repositoryWith({ commits: { [head]: { author: "ann" } } })),
      /the run's commit: found that no pull request to main ends with commit ddddddd/,
    ],
  ];
  for (const [what, ask, found] of refused) {
    it(`is not recorded where the run's commit ${what}`, async () => {
      const { code, stdout, stderr } = await ask();
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, found);
      assert.match(stderr, required);
      assert.equal(existsSync(folder), false);
    });
  }

  it("is not recorded where GitHub cannot say whose the commit is", async () => {
    const faults: Faults = () => ({ status: 403, body: `{"message":"${githubToken} may not"}` });
    const unsaid = await run(opened(), { faults });
    assert.equal(unsaid.code, 2);
    assert.match(unsaid.stderr, /GitHub: GET .*: 403: \[token\] may not\. .*; mend: run it again/);
    const untold = await run(opened(), { environment: { GITHUB_TOKEN: "" } });
    assert.equal(untold.code, 2);
    assert.match(
      untold.stderr,
      /GITHUB_TOKEN: found nothing; required: a token that may read the repository/,
    );
    const unknown = await run(opened(), { sha: "e".repeat(40) });
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /422: No commit found for SHA/);
    assert.equal(existsSync(folder), false);
  });

  it("is typed outside of a run, by its author's word alone", async () => {
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: "" };
    const args = [...accept, "--by", "lea", "--link", "https://example.com/7"];
    const { code } = await run(opened("lea"), { args, environment });
    const [name = ""] = readdirSync(folder);
    assert.deepEqual([code, JSON.parse(readFileSync(join(folder, name), "utf8")).identity], [0, "typed"]);
  });
});
