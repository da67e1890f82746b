// Whose reviews of what weakens GitHub shows, of whose change, and everything that keeps one from being confirmed.
import assert from "node:assert/strict";
import { looseningReviewOf } from "../../operations/attest.ts";
import { confirmReviews } from "../../operations/confirmRecords.ts";
import { githubRepository } from "../../operations/githubRepository.ts";
import type { Faults } from "../../rehearsal/faults.ts";
import type { GithubReview } from "../../rehearsal/services/github.ts";
import { type ReviewRecord, reviewsOf } from "../../release/looseningReview.ts";
import { recordDigest, recordName, recordText } from "../../release/record.ts";
import { at, contextFor, githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";
import { confirmationOfReview, gateSettingsOf, instantAt } from "../support/situations.ts";

const digest = "4".repeat(64);
const said = { author: "ann", by: "val", link: "https://example.com/7", identity: "typed" } as const;
const reviewBy = (changes: object = {}, stack = "prod", when = "T-1d") =>
  looseningReviewOf({ ...said, ...changes }, stack, digest, instantAt(when));
const review = reviewBy();
const name = recordName(review);
const path = `reviews/${name}`;
const added = "a".repeat(40);
const approval: GithubReview = { by: "val", state: "APPROVED", commit: head, at };

/** The review on main, where pull request 7 of ann, who makes the change, brought it, which val approved. */
function shown({ pull, commits, ...changes }: Parameters<typeof repositoryWith>[0] = {}) {
  return repositoryWith({
    commits: { [added]: { author: "ann", pullRequests: [7] }, ...commits },
    files: { [`main:${path}`]: recordText(review) },
    history: { [`main:${path}`]: [added] },
    pull: { reviews: [approval], ...pull },
    ...changes,
  });
}

describe("confirming the reviews of what weakens", () => {
  const start = githubPerTest();
  const now = instantAt("T");

  async function confirmed(state = shown(), records: readonly ReviewRecord[] = [review], faults?: Faults) {
    const standIn = await start(state, faults);
    const { context } = contextFor(standIn);
    const repository = githubRepository({ ...context, ...context.inputs });
    const counting = { stack: "prod", settings: gateSettingsOf({}), now };
    const all = await confirmReviews(records, repository, counting);
    return { all, requests: standIn.requests };
  }

  it("makes a confirmation of one that came in by the author's pull request, which the reviewer approved", async () => {
    const { all } = await confirmed();
    const confirmation = {
      type: "confirmation",
      of: recordDigest(review),
      at: now.toISOString(),
      by: "confirm",
      identity: "reviewed",
      source: { kind: "github", url: "https://github.com/marsana/fleet/pull/7" },
      detail: `${name} came in by pull request 7 of ann, approved by val`,
    };
    assert.deepEqual(all, [{ name, confirmation }]);
  });

  it("makes what raises the review", async () => {
    const confirmation = (await confirmed()).all[0]?.confirmation as ReviewRecord;
    const raised = reviewsOf([review, confirmation], "prod");
    assert.deepEqual(raised, [{ ...review, identity: "reviewed" }]);
  });

  it("takes accounts to be the same in capital letters, and other approvals and GitHub's own commits for no harm", async () => {
    const merge = "b".repeat(40);
    const { all } = await confirmed(
      shown({
        commits: {
          [added]: { author: "ANN", pullRequests: [7] },
          [merge]: { author: "Ann", committer: "web-flow" },
        },
        pull: {
          by: "Ann",
          commits: [merge],
          reviews: [
            { ...approval, by: "lea" },
            { ...approval, by: "Val" },
          ],
        },
      }),
    );
    assert.deepEqual(
      all.map(({ objection }) => objection),
      [undefined],
    );
  });

  const own = "b".repeat(40);
  const withCommit = (commit: { author?: string; committer?: string | null }) =>
    shown({ commits: { [own]: commit }, pull: { commits: [own] } });
  const ofVal = "commit bbbbbbb of pull request 7 is of val, who cannot be the one to look at it";
  const ofNobody = "commit bbbbbbb of pull request 7 is of no account: nobody knows that it is not of val";
  const notWhole = "GitHub does not name every commit of pull request 7: nobody knows that none is of val";
  const notApproved = "val has not approved pull request 7 as it was merged";
  const refused: readonly [what: string, state: ReturnType<typeof shown>, objection: string][] = [
    [
      "is not on the branch",
      shown({ files: {} }),
      "it is not on main: commit it, open a pull request as ann, and have val approve it",
    ],
    [
      "says something else there",
      shown({ files: { [`main:${path}`]: "{}" } }),
      "on main it says something else",
    ],
    [
      "was changed after it came",
      shown({ history: { [`main:${path}`]: [own, added] } }),
      "2 commits of main changed it; required: one, as records are never changed",
    ],
    [
      "the reviewer committed",
      shown({ commits: { [added]: { author: "val", pullRequests: [7] } } }),
      "its commit is by val, and must be by ann",
    ],
    [
      "came by the reviewer's pull request",
      shown({ pull: { by: "val", reviews: [{ ...approval, by: "ann" }] } }),
      "pull request 7 is by val, and must be by ann",
    ],
    [
      "came by no pull request",
      shown({ commits: { [added]: { author: "ann" } } }),
      "it came to main by no pull request",
    ],
    ["somebody else approved", shown({ pull: { reviews: [{ ...approval, by: "lea" }] } }), notApproved],
    ["nobody approved", shown({ pull: { reviews: [] } }), notApproved],
    [
      "the reviewer only commented on",
      shown({ pull: { reviews: [{ ...approval, state: "COMMENTED" }] } }),
      notApproved,
    ],
    [
      "the reviewer approved before more was pushed",
      shown({ pull: { reviews: [{ ...approval, commit: own }] } }),
      notApproved,
    ],
    [
      "was approved by a reviewer who has no say",
      shown({ pull: { reviews: [{ ...approval, association: "NONE" }] } }),
      notApproved,
    ],
    [
      "somebody objects to",
      shown({ pull: { reviews: [approval, { ...approval, by: "bob", state: "CHANGES_REQUESTED" }] } }),
      "in pull request 7 bob asks for changes",
    ],
    ["came with a commit of the reviewer", withCommit({ author: "Val" }), ofVal],
    [
      "came with a commit that the reviewer made of another's",
      withCommit({ author: "ann", committer: "val" }),
      ofVal,
    ],
    [
      "came with a commit that the reviewer made on GitHub's pages",
      withCommit({ author: "val", committer: "web-flow" }),
      ofVal,
    ],
    ["came with a commit of no account", withCommit({}), ofNobody],
    [
      "came with a commit of no account, made on GitHub's pages",
      withCommit({ committer: "web-flow" }),
      ofNobody,
    ],
    ["came with a commit that no account made", withCommit({ author: "ann", committer: null }), ofNobody],
    [
      "came with as many commits as GitHub names at most",
      shown({
        pull: { commits: Array.from({ length: 249 }, (_, count) => String(count).padStart(40, "0")) },
      }),
      notWhole,
    ],
  ];
  for (const [what, state, objection] of refused) {
    it(`does not confirm a review that ${what}`, async () => {
      assert.deepEqual((await confirmed(state)).all, [{ name, objection }]);
    });
  }

  it("asks about none that is another stack's, too old to count, known well enough, or confirmed", async () => {
    const records = [
      reviewBy({}, "staging"),
      reviewBy({}, "prod", "T-7d-1ms"),
      reviewBy({ identity: "reviewed" }),
      reviewBy({ identity: "oidc" }),
      review,
      confirmationOfReview(review, now.toISOString()),
    ];
    const { all, requests } = await confirmed(shown(), records);
    assert.deepEqual([all, requests], [[], []]);
  });

  it("says of each how it stands", async () => {
    const other = reviewBy({ by: "eve" });
    const { all } = await confirmed(shown(), [other, review]);
    assert.deepEqual(
      all.map((one) => [one.name, one.confirmation !== undefined]),
      [
        [recordName(other), false],
        [name, true],
      ],
    );
  });

  for (const ask of [
    "/contents/",
    "/commits?sha=main",
    `/commits/${added}/pulls`,
    "/7/reviews",
    "/7/commits",
  ]) {
    it(`confirms nothing where GitHub does not answer ${ask}`, async () => {
      for (const fault of [
        { status: 200, body: '{"hello":1}' },
        { status: 403, body: githubToken },
        "drop",
      ] as const) {
        const asked = confirmed(shown(), [review], ({ path: one }) =>
          one.includes(ask) ? fault : undefined,
        );
        await assert.rejects(asked, (error: Error) => {
          assert.match(error.message, /^GitHub: GET \/repos\/marsana\/fleet\//);
          return !error.message.includes(githubToken);
        });
      }
    });
  }
});
