// The rule on changes that weaken: it reads the gate's list, and asks for a second person.
import assert from "node:assert/strict";
import { types } from "../../policies/resourceTypes.ts";
import { reviewLoosening } from "../../policies/reviewLoosening.ts";
import { looseningDigest, looseningReviewSchema, type ReviewRecord } from "../../release/looseningReview.ts";
import { rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";
import { confirmationOfReview } from "../support/situations.ts";

const inputs = rehearsalInputs();
const lines = ["alert/uptime: later", "gate/break-glass: longer"];
const gate = (loosened: unknown) => [resource(types.gate, { loosened })];

describe("review-loosening", () => {
  it("has nothing to say where nothing is weakened", () => {
    assert.deepEqual(verdictOf(reviewLoosening, gate([]), inputs), []);
  });

  it("reports each change that nobody else has reviewed, with the line that records it", () => {
    const messages = verdictOf(reviewLoosening, gate(lines), inputs);
    assert.equal(messages.length, 2);
    for (const [index, message] of messages.entries())
      assert.ok(
        message.startsWith(
          `resource: ${lines[index]}; no second person has reviewed it; mend: undo it, or have somebody else look at it: npm run runbook -- accept-loosening ${looseningDigest("rehearsal", lines)} --stack rehearsal `,
        ),
        message,
      );
  });

  it("is content with a second person's review of just these", () => {
    const review = looseningReviewSchema.parse({
      type: "loosening-review",
      stack: "rehearsal",
      digest: looseningDigest("rehearsal", lines),
      author: "noa",
      by: "val",
      at: inputs.now.toISOString(),
      identity: "typed",
      source: { kind: "person", url: "https://example.com/7" },
      detail: "looked at",
    });
    const reviewed = { ...inputs, reviews: [review] };
    assert.deepEqual(verdictOf(reviewLoosening, gate(lines), reviewed), []);
    assert.equal(verdictOf(reviewLoosening, gate([...lines, "more"]), reviewed).length, 3);
  });

  it("is not content with a review that only the weakened settings would let pass", () => {
    const weaker = ["gate/identity: how a person's word is known is typed, and was oidc"];
    const review = looseningReviewSchema.parse({
      type: "loosening-review",
      stack: "rehearsal",
      digest: looseningDigest("rehearsal", weaker),
      author: "noa",
      by: "val",
      at: inputs.now.toISOString(),
      identity: "typed",
      source: { kind: "person", url: "https://example.com/7" },
      detail: "looked at",
    });
    assert.equal(inputs.settings.gate.identity, "typed");
    const [message] = verdictOf(reviewLoosening, gate(weaker), { ...inputs, reviews: [review] });
    assert.match(String(message), /the review of val is known as typed only, and must be as oidc or better/);
  });

  it("asks in production for a review that GitHub shows to be theirs", () => {
    const { gate: ofProd } = settingsOf("prod");
    assert.equal(ofProd.identity, "reviewed");
    const settings = { ...inputs.settings, gate: ofProd };
    const review = looseningReviewSchema.parse({
      type: "loosening-review",
      stack: "prod",
      digest: looseningDigest("prod", lines),
      author: "noa",
      by: "val",
      at: inputs.now.toISOString(),
      identity: "typed",
      source: { kind: "person", url: "https://example.com/7" },
      detail: "looked at",
    });
    const confirmation = confirmationOfReview(review, inputs.now.toISOString());
    const messages = (reviews: readonly ReviewRecord[]) =>
      verdictOf(reviewLoosening, gate(lines), { ...inputs, stack: "prod", settings, reviews: [...reviews] });
    const [message] = messages([review]);
    assert.match(
      String(message),
      /the review of val is known as typed only, and must be as reviewed or better/,
    );
    assert.deepEqual(messages([review, confirmation]), []);
    assert.equal(messages([confirmation]).length, 2);
  });

  it("throws, and so counts as violated, where the gate carries no list", () => {
    assert.throws(() => verdictOf(reviewLoosening, gate(undefined), inputs), /carries no list/);
  });
});
