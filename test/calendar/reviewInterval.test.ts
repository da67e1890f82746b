// How often a document is reviewed, and when it is due again.
import assert from "node:assert/strict";
import { parseReviewInterval, reviewDueAfter } from "../../calendar/index.ts";

describe("a review interval", () => {
  const months = {
    Monthly: 1,
    quarterly: 3,
    "Semi-annually": 6,
    Yearly: 12,
    "Every 6 months": 6,
    "every month": 1,
  };
  for (const [text, value] of Object.entries(months)) {
    it(`reads "${text}"`, () => assert.deepEqual(parseReviewInterval(text), { value }));
  }

  for (const text of ["Sometimes", "Weekly", "Every 0 months", "constructor"]) {
    it(`refuses "${text}"`, () => {
      const reading = parseReviewInterval(text);
      assert.ok("problem" in reading);
      assert.equal(reading.problem.found, `"${text}"`);
    });
  }

  it("is due on the same day some months later, or on the last day of a shorter month", () => {
    const due = (day: string, months: number) => reviewDueAfter(day, months).toISOString().slice(0, 10);
    assert.equal(due("2026-02-03", 3), "2026-05-03");
    assert.equal(due("2026-11-30", 3), "2027-02-28");
    assert.equal(due("2023-11-30", 3), "2024-02-29");
    assert.equal(due("2026-12-31", 12), "2027-12-31");
  });
});
