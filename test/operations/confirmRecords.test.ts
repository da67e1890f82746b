// Whose records GitHub shows to be theirs, and everything that keeps one from being confirmed.
import assert from "node:assert/strict";
import { confirmRecords } from "../../operations/confirmRecords.ts";
import { githubRepository } from "../../operations/githubRepository.ts";
import type { Faults } from "../../rehearsal/faults.ts";
import type { GithubReview } from "../../rehearsal/services/github.ts";
import { withConfirmations } from "../../release/confirmations.ts";
import { type EvidenceRecord, recordDigest, recordName, recordText } from "../../release/record.ts";
import { at, contextFor, githubPerTest, githubToken, head, repositoryWith } from "../support/github.ts";
import { confirmationOf, instantAt, pass, recordOf, releaseOf, word } from "../support/situations.ts";

const item = "48h/verify-all-staging-tests-pass";
const record = recordOf({ ...pass(item, "T-50h"), ...word("typed", "ann") }, releaseOf());
const another = { ...record, detail: "Another" };
const name = recordName(record);
const path = `releases/2.0.0/evidence/${name}`;
const added = "a".repeat(40);
const approval: GithubReview = { by: "lea", state: "APPROVED", commit: head, at };

/** The record on main, where pull request 7 of ann brought it, which lea approved. */
function shown({
  author = "ann",
  ...changes
}: Parameters<typeof repositoryWith>[0] & { author?: string } = {}) {
  return repositoryWith({
    commits: { [added]: { author, pullRequests: [7] } },
    files: { [`main:${path}`]: recordText(record) },
    history: { [`main:${path}`]: [added] },
    ...changes,
  });
}

describe("confirming the records of a release", () => {
  const start = githubPerTest();
  const now = instantAt("T-1h");

  async function confirmed(state = shown(), records: readonly EvidenceRecord[] = [record], faults?: Faults) {
    const standIn = await start(state, faults);
    const { context, waits } = contextFor(standIn);
    const repository = githubRepository({ ...context, ...context.inputs });
    const all = await confirmRecords(records, repository, now);
    return { all, waits, requests: standIn.requests };
  }

  it("makes a confirmation of a record that came in by its own person's approved pull request", async () => {
    const { all } = await confirmed();
    const { release } = record;
    const confirmation = {
      type: "confirmation",
      of: recordDigest(record),
      at: now.toISOString(),
      by: "confirm",
      identity: "reviewed",
      source: { kind: "github", url: "https://github.com/marsana/fleet/pull/7" },
      detail: `${name} came in by pull request 7 of ann, approved by lea`,
      release,
    };
    assert.deepEqual(all, [{ name, confirmation }]);
  });

  it("takes accounts to be the same in capital letters", async () => {
    const { all } = await confirmed(shown({ author: "Ann", pull: { by: "ANN" } }));
    assert.deepEqual(
      all.map(({ objection }) => objection),
      [undefined],
    );
  });

  it("makes what raises the record", async () => {
    const [one] = (await confirmed()).all;
    assert.ok(one?.confirmation);
    assert.equal(withConfirmations([record, one.confirmation])[0]?.identity, "reviewed");
  });

  const refused: readonly [what: string, state: ReturnType<typeof shown>, objection: string][] = [
    [
      "is not on the branch",
      shown({ files: {} }),
      "it is not on main: commit it, open a pull request as ann, and have somebody else approve it",
    ],
    [
      "is only on another branch",
      shown({ files: { [`topic:${path}`]: recordText(record) } }),
      "it is not on main: commit it, open a pull request as ann, and have somebody else approve it",
    ],
    [
      "says something else there",
      shown({ files: { [`main:${path}`]: recordText(another) } }),
      "on main it says something else",
    ],
    [
      "was changed after it came",
      shown({ history: { [`main:${path}`]: ["b".repeat(40), added] } }),
      "2 commits of main changed it; required: one, as records are never changed",
    ],
    [
      "has no history",
      shown({ history: {} }),
      "0 commits of main changed it; required: one, as records are never changed",
    ],
    ["was committed by somebody else", shown({ author: "eve" }), "its commit is by eve, and must be by ann"],
    [
      "was committed by no account",
      shown({ commits: { [added]: { pullRequests: [7] } } }),
      "its commit is by no account, and must be by ann",
    ],
    [
      "was pushed without a pull request",
      shown({ commits: { [added]: { author: "ann" } } }),
      "it came to main by no pull request",
    ],
    [
      "came to another branch by its pull request",
      shown({ pull: { base: "topic" } }),
      "it came to main by no pull request",
    ],
    [
      "came by somebody else's pull request",
      shown({ pull: { by: "eve" } }),
      "pull request 7 is by eve, and must be by ann",
    ],
    [
      "came by the pull request of an account that is gone",
      shown({ pull: { by: null } }),
      "pull request 7 is by an account that is gone, and must be by ann",
    ],
    [
      "was approved by nobody",
      shown({ pull: { reviews: [] } }),
      "nobody else has approved pull request 7 as it was merged",
    ],
    [
      "was approved by its person only",
      shown({ pull: { reviews: [{ ...approval, by: "Ann" }] } }),
      "nobody else has approved pull request 7 as it was merged",
    ],
    [
      "was approved before more was pushed",
      shown({ pull: { reviews: [{ ...approval, commit: "e".repeat(40) }] } }),
      "nobody else has approved pull request 7 as it was merged",
    ],
    [
      "was approved by a machine",
      shown({ pull: { reviews: [{ ...approval, type: "Bot" }] } }),
      "nobody else has approved pull request 7 as it was merged",
    ],
    [
      "is objected to",
      shown({ pull: { reviews: [approval, { ...approval, by: "bob", state: "CHANGES_REQUESTED" }] } }),
      "in pull request 7 bob asks for changes",
    ],
  ];
  for (const [what, state, objection] of refused) {
    it(`does not confirm a record that ${what}`, async () => {
      assert.deepEqual((await confirmed(state)).all, [{ name, objection }]);
    });
  }

  it("does not confirm a record whose pull request is still open", async () => {
    const state = shown();
    const { mergedAs: _, ...open } = state.pullRequests[7] ?? { by: "ann", base: "main", head, reviews: [] };
    const { all } = await confirmed({ ...state, pullRequests: { 7: open } });
    assert.deepEqual(all, [{ name, objection: "it came to main by no pull request" }]);
  });

  it("asks about no record that is not a person's, or is known well enough, or is confirmed", async () => {
    const known = [
      recordOf(pass(item, "T-50h", { identity: "typed" }), releaseOf()),
      recordOf({ ...pass(item, "T-49h"), ...word("reviewed") }, releaseOf()),
      recordOf({ ...pass(item, "T-48h"), ...word("oidc") }, releaseOf()),
      record,
      confirmationOf(record),
    ];
    const { all, requests } = await confirmed(shown(), known);
    assert.deepEqual([all, requests], [[], []]);
  });

  it("says of each record how it stands", async () => {
    const other = recordOf({ ...pass(item, "T-49h"), ...word("typed", "eve") }, releaseOf());
    const { all } = await confirmed(shown(), [other, record]);
    assert.deepEqual(
      all.map((one) => [one.name, one.confirmation !== undefined]),
      [
        [recordName(other), false],
        [name, true],
      ],
    );
  });

  const asks = ["/contents/", "/commits?sha=main", `/commits/${added}/pulls`, "/pulls/7/reviews"];
  for (const ask of asks) {
    it(`confirms nothing where GitHub does not answer ${ask}`, async () => {
      const faults = [
        { status: 500, body: `{"message":"no ${githubToken}"}` },
        { status: 200, body: '{"half' },
        { status: 200, body: '{"hello":1}' },
        { status: 403, body: `{"message":"no ${githubToken}"}` },
        "drop",
      ] as const;
      for (const fault of faults) {
        const asked = confirmed(shown(), [record], ({ path: one }) =>
          one.includes(ask) ? fault : undefined,
        );
        await assert.rejects(asked, (error: Error) => {
          assert.match(error.message, /^GitHub: GET \/repos\/marsana\/fleet\//);
          assert.ok(!error.message.includes(githubToken));
          return true;
        });
      }
    });
  }
});
