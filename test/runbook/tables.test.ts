// Tables: columns by name, every row complete.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, firstIn, lineOf } from "../support/changedRunbook.ts";

const header = "| Metric | Target | Alert Threshold |";
const uptime = "| Uptime <!-- id: uptime --> | > 99.9% | < 99.5% |";
const missing = { rule: "missing-table", found: "no table", at: "### Key Metrics to Monitor" };

describe("the tables of a runbook", () => {
  it("are read by the names of their columns, in any order", () => {
    const table = firstIn(/\| Metric .*?\n\n/s);
    const turned = table.replaceAll(/^\| (.*?) \| (.*?) \| (.*?) \|$/gm, "| $3 | $1 | $2 |");
    const { thresholds } = changedRunbook([table, turned]);
    const straight = changedRunbook(["Each row is a monitor", "Each row is one monitor"]).thresholds;
    assert.deepEqual(thresholds, straight);
  });

  it("must be there", () => {
    assertProblems([firstIn(/\| Metric .*?\n\n/s), ""], [missing]);
  });

  it("must have the line of dashes that makes a table of them", () => {
    assertProblems([firstIn(/\|--------\|--------\|-----------------\|\n/), ""], [missing]);
  });

  it("must be there once", () => {
    assertProblems(
      ["### Dashboard URLs", "Also:\n\n| Metric |\n|---|\n| Disk |\n\n### Dashboard URLs"],
      [{ rule: "duplicate-table", found: "another table", at: "| Metric |\n" }],
    );
  });

  it("must have at least one row", () => {
    const rows = firstIn(/\| Error Rate <!-- id: error-rate --> \| < 0\.5%.*?\n\n/s);
    assertProblems([rows, "\n"], [{ rule: "empty-table", found: "a table without rows", at: header }]);
  });

  it("must have all columns", () => {
    assertProblems(
      [header, "| Metric | Goal | Alert Threshold |"],
      [
        { rule: "missing-column", found: 'no column "Target"', at: "| Metric | Goal |" },
        {
          severity: "finding",
          rule: "unknown-column",
          found: 'the column "Goal", which nothing executes',
          at: "| Metric ¦| Goal |",
        },
      ],
    );
  });

  it("must have no column twice", () => {
    assertProblems(
      ["| Role | Name | Phone | Email |", "| Role | Name | Phone | Phone |"],
      [
        { rule: "missing-column", found: 'no column "Email"', at: "| Role | Name | Phone | Phone |" },
        {
          rule: "duplicate-column",
          found: 'the column "Phone" again',
          at: "| Role | Name | Phone ¦| Phone |",
        },
      ],
    );
  });

  it("must have a cell for each column, no fewer and no more", () => {
    assertProblems(
      [uptime, "| Uptime <!-- id: uptime --> | > 99.9% |"],
      [{ rule: "cell-count", found: "2 cells", at: "| Uptime <!-- id: uptime --> | > 99.9% |" }],
    );
    assertProblems([uptime, `${uptime} often |`], [{ rule: "cell-count", found: "4 cells", at: uptime }]);
  });

  it("must have no empty cell", () => {
    assertProblems(
      [
        "| Database Connection | Check Supabase dashboard | Connected |",
        "| Database Connection | | Connected |",
      ],
      [{ rule: "empty-cell", found: "an empty cell", at: "| Database Connection ¦| | Connected |" }],
    );
  });

  it("must have no row twice", () => {
    assertProblems(
      [uptime, `${uptime}\n| UPTIME | > 99% | < 95% |`],
      [
        {
          rule: "duplicate",
          found: `the id "uptime" of "UPTIME" again, as on line ${lineOf(uptime)}`,
          at: "| UPTIME |",
        },
      ],
    );
  });
});
