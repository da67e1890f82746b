// Whether a second person's review lets pass what weakens: one that does, and one thing of it changed.
import assert from "node:assert/strict";
import { looseningReviewSchema, strictest } from "../../release/looseningReview.ts";
import { digest, glass, linesOf, loosened, review, verdict, why } from "../support/looseningVerdict.ts";
import { gateSettingsOf } from "../support/situations.ts";

describe("what weakens is let through", () => {
  it("by the review of a second person, also where there is no release", () => {
    assert.deepEqual(verdict({}), { passed: "reviewed by val: the alert was noise" });
    assert.deepEqual(verdict({ release: "none" }), { passed: "reviewed by val: the alert was noise" });
    assert.ok(verdict({ lines: loosened.toReversed() }).passed);
  });

  it("where there is nothing of it", () => {
    assert.ok(verdict({ lines: [], review: { digest: "0".repeat(64) } }).passed);
  });

  it("for seven days", () => {
    assert.ok(verdict({ at: "T+7d" }).passed);
    assert.equal(why({ at: "T+7d+1ms" }), "the review of val is more than 7 days old");
  });

  it("not for one word more, one line less, or another stack", () => {
    const none = "no second person has reviewed it";
    const before = { digest };
    assert.equal(why({ lines: [`${loosened[0]} still`, String(loosened[1])], review: before }), none);
    assert.equal(why({ lines: loosened.slice(1), review: before }), none);
    assert.equal(why({ stack: "other" }), none);
    assert.equal(why({ review: { stack: "other" } }), none);
  });

  it("not by a word that is too weak, nor by who wrote or deploys the release", () => {
    assert.equal(
      why({ review: { identity: "typed" } }),
      "the review of val is known as typed only, and must be as reviewed or better",
    );
    assert.equal(
      why({ review: { by: "ann" } }),
      "ann, who has reviewed it, is an author or the deployer of release 2.0.0",
    );
    assert.equal(
      why({ review: { by: "dan" } }),
      "dan, who has reviewed it, is an author or the deployer of release 2.0.0",
    );
    assert.ok(verdict({ review: { by: "dan" }, release: "none" }).passed);
  });

  it("never by its own author", () => {
    assert.equal(looseningReviewSchema.safeParse({ ...review, author: "@Val" }).success, false);
  });

  it("by one person at night, who breaks the glass of the release, for an hour", () => {
    const alone = { review: { digest: "0".repeat(64) } };
    assert.deepEqual(verdict({ ...alone, at: "T+1h", with: [glass("T")] }), {
      passed: "the glass was broken by dan: nobody is awake; a report is owed",
    });
    assert.equal(why({ ...alone, at: "T+1h+1ms", with: [glass("T")] }), "no second person has reviewed it");
  });

  it("and otherwise says the lines that record a review or break the glass", () => {
    const { mend } = verdict({ review: { stack: "other" } }) as { mend: string };
    assert.match(
      mend,
      new RegExp(`npm run runbook -- accept-loosening ${digest} --stack prod --author <you> --by `),
    );
    assert.match(mend, /with nobody to ask, npm run runbook -- break-glass 2\.0\.0 --stack prod --by <you>/);
    const without = verdict({ review: { stack: "other" }, release: "none" }) as { mend: string };
    assert.doesNotMatch(without.mend, /break-glass/);
  });
});

describe("a change of the settings by which changes are judged is judged by the stricter ones:", () => {
  const weak = "the review of val is known as typed only, and must be as reviewed or better";

  it("a weaker identity by the one until now, and a stronger one by the new", () => {
    const [reviewed, typed] = [{ identity: "reviewed" }, { identity: "typed" }];
    const lines = linesOf(reviewed, typed);
    assert.deepEqual(lines, ["gate/identity: how a person's word is known is typed, and was reviewed"]);
    assert.equal(why({ lines, settings: typed, review: { identity: "typed" } }), weak);
    assert.ok(verdict({ lines, settings: typed, review: { identity: "reviewed" } }).passed);
    const other = linesOf({ ...typed, reviewGraceDays: 14 }, { ...reviewed, reviewGraceDays: 15 });
    assert.equal(why({ lines: other, settings: reviewed, review: { identity: "typed" } }), weak);
    assert.ok(verdict({ lines: other, settings: typed, review: { identity: "typed" } }).passed);
  });

  it("a longer time for which reviews count, by the one until now", () => {
    const settings = { looseningDays: 30 };
    const lines = linesOf({ looseningDays: 2 }, settings);
    assert.ok(verdict({ lines, settings, at: "T+2d" }).passed);
    assert.equal(why({ lines, settings, at: "T+2d+1ms" }), "the review of val is more than 2 days old");
    const other = linesOf(
      { looseningDays: 30, reviewGraceDays: 14 },
      { looseningDays: 2, reviewGraceDays: 15 },
    );
    assert.equal(other.length, 1);
    assert.ok(why({ lines: other, settings: { looseningDays: 2 }, at: "T+2d+1ms" }));
  });

  it("a longer break-glass, by the one until now", () => {
    const settings = { breakGlassHours: 48 };
    const lines = linesOf({ breakGlassHours: 0.5 }, settings);
    const alone = { lines, settings, review: { stack: "other" }, with: [glass("T")] };
    assert.ok(verdict({ ...alone, at: "T+0.5h" }).passed);
    assert.equal(why({ ...alone, at: "T+0.5h+1ms" }), "no second person has reviewed it");
  });

  it("and by the defaults where nobody can read what was until now", () => {
    const loose = gateSettingsOf({ identity: "typed", looseningDays: 30, breakGlassHours: 48 });
    const read = ({ identity, looseningDays, breakGlassHours }: typeof loose) => [
      identity,
      looseningDays,
      breakGlassHours,
    ];
    assert.deepEqual(read(strictest(loose, ["model: the output cannot be read"])), ["reviewed", 7, 1]);
    assert.deepEqual(read(strictest(loose, ["gate/identity: another"])), ["reviewed", 30, 48]);
    assert.deepEqual(read(strictest(loose, ["alert/uptime: later"])), ["typed", 30, 48]);
    const strict = gateSettingsOf({ identity: "oidc", looseningDays: 1, breakGlassHours: 0.5 });
    assert.deepEqual(read(strictest(strict, ["model: the output cannot be read"])), ["oidc", 1, 0.5]);
  });
});
