// What is checked after a deployment: the spans must follow each other.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook } from "../support/changedRunbook.ts";

const short = "### Short-term (15 minutes - 1 hour)";

describe("the verification after a deployment", () => {
  it("takes other spans", () => {
    const { immediateSpan, followUps } = changedRunbook(
      ["### Immediate (0-15 minutes)", "### Right away (0-30 minutes)"],
      [short, "### Short-term (30 minutes - 1.5 hours)"],
      ["### Medium-term (1 hour - 24 hours)", "### Medium-term (1.5 hours - 2 days)"],
    );
    const spans = [immediateSpan, ...followUps].map(({ title, fromMinutes, toMinutes }) => [
      title,
      fromMinutes,
      toMinutes,
    ]);
    assert.deepEqual(spans, [
      ["Right away", 0, 30],
      ["Short-term", 30, 90],
      ["Medium-term", 90, 2880],
    ]);
  });

  it("refuses a span that cannot be read", () => {
    assertProblems(
      [short, "### Short-term (soon)"],
      [{ rule: "unreadable-span", found: 'the heading "Short-term (soon)"', at: "### Short-term (soon)" }],
    );
    assertProblems(
      [short, "### Short-term"],
      [{ rule: "unreadable-span", found: 'the heading "Short-term"', at: "### Short-term\n" }],
    );
  });

  it("refuses a gap between spans, and an overlap", () => {
    assertProblems(
      [short, "### Short-term (20 minutes - 1 hour)"],
      [
        {
          rule: "span-gap",
          found: '"Short-term (20 minutes - 1 hour)", which begins after 20 minutes',
          at: "### Short-term",
        },
      ],
    );
    assertProblems(
      [short, "### Short-term (15 minutes - 2 hours)"],
      [
        {
          rule: "span-gap",
          found: '"Medium-term (1 hour - 24 hours)", which begins after 60 minutes',
          at: "### Medium-term",
        },
      ],
    );
  });

  it("refuses a check without a table", () => {
    assertProblems(
      ["| Check | Command | Expected Result |\n", ""],
      [{ rule: "missing-table", found: "no table", at: "### Immediate" }],
    );
  });
});
