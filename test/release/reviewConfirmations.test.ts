// What a review of what weakens counts for once GitHub has shown whose it is.
import assert from "node:assert/strict";
import { type LooseningReview, reviewRecordSchema } from "../../release/looseningReview.ts";
import { type Change, linesOf, review, verdict, why } from "../support/looseningVerdict.ts";
import { confirmationOfReview, instantAt } from "../support/situations.ts";

describe("a confirmation of a review", () => {
  const typed = { identity: "typed" };
  const at = instantAt("T").toISOString();
  const confirmed = (one: LooseningReview) => confirmationOfReview(one, at);
  const weak = "the review of val is known as typed only, and must be as reviewed or better";
  const other = (changes: object) => (one: LooseningReview) => confirmed({ ...one, ...changes });

  it("makes one count that GitHub shows to be theirs", () => {
    assert.equal(why({ review: typed }), weak);
    assert.deepEqual(verdict({ review: typed, confirmed }), {
      passed: "reviewed by val: the alert was noise",
    });
  });

  it("is of that review to the last word, and raises no other", () => {
    for (const changes of [
      { by: "eve" },
      { author: "ann" },
      { stack: "other" },
      { digest: "0".repeat(64) },
      { detail: "the alert was noise." },
      { identity: "committed" },
      { source: { kind: "person", url: "https://example.com/8" } },
    ])
      assert.equal(why({ review: typed, confirmed: other(changes) }), weak, JSON.stringify(changes));
  });

  it("lets nothing pass by itself, and takes nothing else that a review lacks", () => {
    const alone = { review: { ...typed, stack: "other" }, confirmed };
    assert.equal(why(alone), "no second person has reviewed it");
    assert.match(why({ review: { ...typed, by: "ann" }, confirmed }), /is an author or the deployer/);
    assert.match(why({ review: typed, confirmed, at: "T+7d+1ms" }), /is more than 7 days old/);
  });

  it("raises to reviewed, and no further where more is asked for or was", () => {
    assert.match(why({ review: typed, confirmed, settings: { identity: "oidc" } }), /must be as oidc/);
    const lines = linesOf({ identity: "oidc" }, { identity: "reviewed" });
    assert.match(why({ review: typed, confirmed, lines }), /must be as oidc/);
    assert.ok(verdict({ review: { identity: "oidc" }, confirmed, lines }).passed);
  });

  it("is asked for where it is all that is missing", () => {
    const asks = /^have GitHub show whose the review is: npm run runbook -- confirm --stack prod; or undo it/;
    const mend = (change: Change) => (verdict(change) as { mend: string }).mend;
    assert.match(mend({ review: typed }), asks);
    assert.match(mend({ review: { ...typed, by: "ann" } }), /^undo it/);
    assert.match(mend({ review: typed, settings: { identity: "oidc" } }), /^undo it/);
    assert.match(mend({ review: typed, at: "T+7d+1ms" }), /^undo it/);
  });

  it("is of a whole digest, from GitHub, and with an address", () => {
    const good = confirmed(review);
    assert.equal(reviewRecordSchema.safeParse(good).success, true);
    for (const change of [
      { of: "0123456789abcdef" },
      { identity: "oidc" },
      { source: { kind: "person", url: "https://github.com/marsana/fleet/pull/7" } },
      { source: { kind: "github" } },
      { stack: "prod" },
    ])
      assert.equal(
        reviewRecordSchema.safeParse({ ...good, ...change }).success,
        false,
        JSON.stringify(change),
      );
  });
});
