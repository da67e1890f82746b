// Whose review of which commit lets a release go.
import assert from "node:assert/strict";
import { codeReview } from "../../../operations/collect/codeReview.ts";
import type { GithubReview } from "../../../rehearsal/services/github.ts";
import {
  at,
  commit,
  contextFor,
  foundBy,
  githubPerTest,
  head,
  repositoryWith,
} from "../../support/github.ts";

const approval: GithubReview = { by: "lea", state: "APPROVED", commit: head, at };
const objection: GithubReview = { ...approval, by: "bob", state: "CHANGES_REQUESTED" };
const later = "2026-02-01T09:00:00Z";
const url = "https://github.com/marsana/fleet/pull/7";
const approved = { result: "pass", detail: "pull request 7 is approved by lea", url };
const unapproved = {
  result: "fail",
  detail: "nobody but its authors has approved pull request 7 as it is now",
  url,
};
const objected = (who: string) => {
  return { result: "fail", detail: `pull request 7: ${who} asks for changes`, url };
};
const noPull = {
  result: "fail",
  detail: "no pull request ends with this commit, or was merged as it; required: a reviewed one",
  url: `https://github.com/marsana/fleet/commit/${commit}`,
};

describe("the review of the release's commit", () => {
  const start = githubPerTest();

  async function found(state: Parameters<typeof repositoryWith>[0]) {
    return await foundBy(codeReview, contextFor(await start(repositoryWith(state))).context);
  }

  const many = Array.from(
    { length: 120 },
    (): GithubReview => ({ ...approval, by: "ann", state: "COMMENTED" }),
  );
  const reviews: readonly [what: string, readonly GithubReview[], object][] = [
    ["somebody's approval", [approval], approved],
    [
      "an approval that comes after its own objection",
      [
        { ...objection, by: "lea" },
        { ...approval, at: later },
      ],
      approved,
    ],
    [
      "the same in another order",
      [
        { ...approval, at: later },
        { ...objection, by: "lea" },
      ],
      approved,
    ],
    ["a comment after the approval", [approval, { ...approval, state: "COMMENTED", at: later }], approved],
    ["an approval on the second page", [...many, approval], approved],
    ["an objection that was dismissed", [approval, { ...objection, state: "DISMISSED" }], approved],
    ["none", [], unapproved],
    ["comments only", [{ ...approval, state: "COMMENTED" }], unapproved],
    ["a review that is not sent yet", [{ ...approval, state: "PENDING" }], unapproved],
    ["the approval of an author, in other letters", [{ ...approval, by: "Ann" }], unapproved],
    ["the approval of an earlier commit", [{ ...approval, commit: "e".repeat(40) }], unapproved],
    [
      "an approval that was dismissed",
      [approval, { ...approval, state: "DISMISSED", at: later }],
      unapproved,
    ],
    ["a machine's approval", [{ ...approval, type: "Bot" }], unapproved],
    ["a stranger's approval", [{ ...approval, association: "CONTRIBUTOR" }], unapproved],
    ["the approval of an account that is gone", [{ ...approval, by: null }], unapproved],
    ["an objection", [approval, objection], objected("bob")],
    [
      "an objection after a comment",
      [approval, objection, { ...objection, state: "COMMENTED", at: later }],
      objected("bob"),
    ],
    [
      "an objection that comes after its own approval",
      [approval, { ...objection, by: "LEA", at: later }],
      objected("lea"),
    ],
    ["an author's objection", [approval, { ...objection, by: "ann" }], objected("ann")],
    ["a stranger's objection", [approval, { ...objection, association: "NONE" }], objected("bob")],
    [
      "the objection of an account that is gone",
      [approval, { ...objection, by: null }],
      objected("an account that is gone"),
    ],
    ["an objection on the second page", [approval, ...many, objection], objected("bob")],
  ];
  for (const [what, given, expected] of reviews) {
    it(`is "${(expected as { result: string }).result}" with ${what}`, async () => {
      assert.deepEqual(await found({ pull: { reviews: given } }), expected);
    });
  }

  it("counts no approval of who opened the pull request, whoever the manifest calls an author", async () => {
    assert.deepEqual(await found({ pull: { by: "lea" } }), unapproved);
  });

  it("counts where the commit is the end of the pull request, merged or not", async () => {
    const own = { head: commit, reviews: [{ ...approval, commit }] };
    assert.deepEqual(await found({ pull: own }), approved);
    const state = repositoryWith({ pull: own });
    const { mergedAs: _, ...open } = state.pullRequests[7] ?? { by: "ann", base: "main", ...own };
    assert.deepEqual(await found({ ...state, pullRequests: { 7: open } }), approved);
  });

  it("does not count where the commit is another one of the pull request", async () => {
    assert.deepEqual(await found({ pull: { mergedAs: "e".repeat(40) } }), noPull);
  });

  it("does not count where the commit is only the one by which GitHub tried to merge", async () => {
    const state = repositoryWith();
    const open = { by: "ann", base: "main", head, triedAs: commit, reviews: [approval] };
    assert.deepEqual(await found({ ...state, pullRequests: { 7: open } }), noPull);
  });

  it("is missing where the commit came in by no pull request", async () => {
    assert.deepEqual(await found({ released: { pullRequests: [] } }), noPull);
  });

  it("fails where one of two pull requests that end with the commit has an objection", async () => {
    const pull = { by: "ann", base: "main", head: commit };
    const pullRequests = {
      7: { ...pull, base: "release", reviews: [{ ...objection, commit }] },
      8: { ...pull, reviews: [{ ...approval, commit }] },
    };
    assert.deepEqual(await found({ released: { pullRequests: [8, 7] }, pullRequests }), objected("bob"));
    const agreed = { ...pullRequests, 7: { ...pullRequests[7], reviews: [] } };
    assert.equal((await found({ released: { pullRequests: [7, 8] }, pullRequests: agreed })).result, "pass");
  });
});
