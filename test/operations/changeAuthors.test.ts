// Whether the commit that a run of GitHub Actions is of is the author's, and has nothing of who looks at it.
import assert from "node:assert/strict";
import { authorObjectionOf } from "../../operations/changeAuthors.ts";
import { githubRepository } from "../../operations/githubRepository.ts";
import type { Faults } from "../../rehearsal/faults.ts";
import type { GithubPullRequest } from "../../rehearsal/services/github.ts";
import { commit, contextFor, githubPerTest, head, repositoryWith } from "../support/github.ts";

const own = "b".repeat(40);
const open: GithubPullRequest = { by: "ann", base: "main", head, reviews: [] };

/** Pull request 7 of ann, which is open. */
function opened(pull: Partial<GithubPullRequest> = {}, author = "ann") {
  const commits = { [head]: { author: "ann", pullRequests: [7] }, [own]: { author } };
  return repositoryWith({ commits, pullRequests: { 7: { ...open, ...pull } } });
}

describe("whose change a commit is", () => {
  const start = githubPerTest();

  async function objection(state = opened(), changes: object = {}, faults?: Faults, of = head) {
    const { context } = contextFor(await start(state, faults));
    const repository = githubRepository({ ...context, ...context.inputs });
    return await authorObjectionOf(of, { author: "ann", by: "val", ...changes }, repository);
  }

  it("is shown by the pull request that it ends, or that was merged as it", async () => {
    assert.equal(await objection(), undefined);
    const merged = repositoryWith({
      commits: { [commit]: { pullRequests: [7] }, [head]: { author: "ann" } },
    });
    assert.equal(await objection(merged, {}, undefined, commit), undefined);
  });

  const none = `no pull request to main ends with commit ddddddd, or was merged as it: nobody knows whose change it is`;
  const alone = repositoryWith({ commits: { [head]: { author: "ann" } } });
  const two = repositoryWith({
    commits: { [head]: { author: "ann", pullRequests: [7, 8] } },
    pullRequests: { 7: open, 8: { ...open, by: "val" } },
  });
  const refused: readonly [what: string, found: () => Promise<string | undefined>, objection: string][] = [
    ["has no pull request", () => objection(alone), none],
    ["is in the middle of one", () => objection(opened({ head: own })), none],
    ["goes to another branch", () => objection(opened({ base: "topic" })), none],
    ["is only what GitHub tries to merge", () => objection(opened({ head: own, triedAs: head })), none],
    [
      "is somebody else's",
      () => objection(opened(), { author: "eve" }),
      "pull request 7 is by ann, and must be by eve",
    ],
    [
      "is of an account that is gone",
      () => objection(opened({ by: null })),
      "pull request 7 is by an account that is gone, and must be by ann",
    ],
    [
      "follows one of the reviewer",
      () => objection(opened({ commits: [own] }, "Val")),
      "commit bbbbbbb of pull request 7 is of val, who cannot be the one to look at it",
    ],
    [
      "ends another pull request, too, which is the reviewer's",
      () => objection(two),
      "pull request 8 is by val, and must be by ann",
    ],
  ];
  for (const [what, found, expected] of refused) {
    it(`is not shown where it ${what}`, async () => {
      assert.equal(await found(), expected);
    });
  }

  it("is not shown by a list of commits that lacks the last", async () => {
    const faults: Faults = ({ path }) =>
      path.includes("/7/commits") ? { status: 200, body: "[]" } : undefined;
    assert.equal(
      await objection(opened(), {}, faults),
      "GitHub does not name every commit of pull request 7: nobody knows that none is of val",
    );
  });

  for (const ask of [`/commits/${head}/pulls`, "/pulls/7/commits"]) {
    it(`is an error where GitHub does not answer ${ask}`, async () => {
      const asked = objection(opened(), {}, ({ path }) =>
        path.includes(ask) ? { status: 403, body: "{}" } : undefined,
      );
      await assert.rejects(asked, /GitHub: GET .*: 403/);
    });
  }
});
