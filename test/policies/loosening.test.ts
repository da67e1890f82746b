// The rule on changes that weaken: it reads the gate's list, and asks for a second person.
import assert from "node:assert/strict";
import { types } from "../../policies/resourceTypes.ts";
import { reviewLoosening } from "../../policies/reviewLoosening.ts";
import { looseningDigest, looseningReviewSchema } from "../../release/looseningReview.ts";
import { rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

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

  it("throws, and so counts as violated, where the gate carries no list", () => {
    assert.throws(() => verdictOf(reviewLoosening, gate(undefined), inputs), /carries no list/);
  });
});
