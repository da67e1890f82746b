// The phases after a deployment, and how often each list in them is worked through.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, lineOf } from "../support/changedRunbook.ts";

const every15 = "**Every 15 minutes:**";

describe("the monitoring after a deployment", () => {
  it("takes other hours and cadences", () => {
    const { monitoring } = changedRunbook(
      ["### Hour 1-24: Critical", "### Hour 0-12: Critical"],
      ["### Hour 24-48: Standard", "### Hour 12-48: Standard"],
      [every15, "Every 10 minutes:"],
    );
    assert.deepEqual(
      monitoring.map(({ fromHour, toHour, cadences }) => [fromHour, toHour, cadences[0]?.everyMinutes]),
      [
        [0, 12, 10],
        [12, 48, 60],
        [48, 72, 240],
      ],
    );
  });

  it("refuses a gap between phases, and an overlap", () => {
    for (const hour of [20, 25]) {
      assertProblems(
        ["### Hour 24-48", `### Hour ${hour}-48`],
        [
          {
            rule: "phase-gap",
            found: `"Standard Monitoring", which begins at hour ${hour}`,
            at: `### Hour ${hour}-48`,
          },
        ],
      );
    }
  });

  it("refuses a late start, and another end than its heading names", () => {
    assertProblems(
      ["### Hour 1-24", "### Hour 2-24"],
      [{ rule: "phase-gap", found: '"Critical Monitoring", which begins at hour 2', at: "### Hour 2-24" }],
    );
    assertProblems(
      ["### Hour 48-72", "### Hour 48-96"],
      [{ rule: "phase-gap", found: "a last phase that ends at hour 96", at: "### Hour 48-96" }],
    );
  });

  it("refuses a phase whose heading cannot be read", () => {
    for (const heading of ["Day 2: Standard Monitoring", "Hour 48-24: Standard Monitoring", "Hour 24-48"]) {
      assertProblems(
        ["### Hour 24-48: Standard Monitoring", `### ${heading}`],
        [{ rule: "unreadable-phase", found: `the heading "${heading}"`, at: `### ${heading}\n` }],
      );
    }
  });

  it("refuses a cadence that cannot be read, or comes twice", () => {
    assertProblems(
      [every15, "**Now and then:**"],
      [{ rule: "unreadable-cadence", found: '"Now and then"', at: "**Now and then:**" }],
    );
    assertProblems(
      [every15, "**Every 60 minutes:**"],
      [
        {
          rule: "duplicate-list",
          found: `"Every hour" again, as on line ${lineOf(every15)}`,
          at: "**Every hour:**\n- Review application logs",
        },
      ],
    );
  });

  it("refuses a list that has lost its label: the first, and any other", () => {
    assertProblems(
      [`${every15}\n`, ""],
      [
        {
          rule: "unreadable-cadence",
          found: "a list with no label before it",
          at: "¦- Check error rate in Sentry\n- V",
        },
      ],
    );
    assertProblems(
      ["**Every hour:**\n", ""],
      [{ rule: "list-gap", found: "a blank line inside a list", at: "¦- Review application logs" }],
    );
  });

  it("reads one list where the bullets change below one label", () => {
    const { monitoring } = changedRunbook(["- Verify API response times\n", "* Verify API response times\n"]);
    assert.equal(monitoring[0]?.cadences[0]?.items.length, 4);
  });
});
