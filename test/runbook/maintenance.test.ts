// The maintenance window and its lists; what starts an emergency one, and how it runs.
import assert from "node:assert/strict";
import { rruleOf } from "../../calendar/index.ts";
import { assertProblems, changedRunbook, lineOf } from "../support/changedRunbook.ts";

const frequency = "**Frequency**: Monthly (first Sunday, 2-4 AM UTC)";

describe("the maintenance window", () => {
  it("takes another rule", () => {
    const { maintenance } = changedRunbook([frequency, "Frequency: third Saturday, 22:00-23:30 UTC"]);
    assert.equal(maintenance.frequencyText, "third Saturday, 22:00-23:30 UTC");
    assert.equal(rruleOf(maintenance.rule), "FREQ=MONTHLY;BYDAY=3SA");
  });

  it("must be readable", () => {
    assertProblems(
      [frequency, "**Frequency**: Monthly (fifth Sunday, 2-4 AM UTC)"],
      [
        {
          rule: "unreadable-window",
          found: '"Monthly (fifth Sunday, 2-4 AM UTC)"',
          at: "**Frequency**: ¦Monthly (fifth",
        },
      ],
    );
  });

  it("must be said, and said once", () => {
    assertProblems(
      [frequency, "As often as needed."],
      [{ rule: "missing-field", found: 'no line "**Frequency**: …"', at: "### Scheduled Maintenance" }],
    );
    assertProblems(
      [frequency, "**Frequency**:"],
      [{ rule: "missing-field", found: 'nothing after "Frequency"', at: "**Frequency**:¦" }],
    );
    assertProblems(
      [frequency, `${frequency}\n**Frequency**: weekly`],
      [
        {
          rule: "duplicate-field",
          found: `"Frequency" again, as on line ${lineOf(frequency)}`,
          at: "¦**Frequency**: weekly",
        },
      ],
    );
  });

  it("must have its lists, under their labels", () => {
    assertProblems(
      ["**Activities**:\n", ""],
      [
        { rule: "missing-list", found: 'no list under "Activities"', at: "### Scheduled Maintenance" },
        { rule: "unknown-list", found: "a list with no label before it", at: "¦- Database optimization" },
      ],
    );
    assertProblems(
      ["**Communication**:", "**Activities**:"],
      [
        { rule: "missing-list", found: 'no list under "Communication"', at: "### Scheduled Maintenance" },
        {
          rule: "duplicate-list",
          found: 'a second list under "Activities"',
          at: "**Activities**:\n- Announce",
        },
      ],
    );
  });
});

describe("emergency maintenance", () => {
  it("must have triggers, with a comma between", () => {
    const trigger = "**Trigger**: Security vulnerability, critical bug, data corruption";
    assertProblems(
      [trigger, "**Trigger**: Security vulnerability,, data corruption"],
      [
        {
          rule: "unreadable-trigger",
          found: '"Security vulnerability,, data corruption"',
          at: "**Trigger**: ¦Security vulnerability,,",
        },
      ],
    );
    assertProblems(
      [trigger, ""],
      [{ rule: "missing-field", found: 'no line "**Trigger**: …"', at: "### Emergency Maintenance" }],
    );
  });

  it("must have a process", () => {
    assertProblems(
      ["**Process**:", "**Steps**:"],
      [
        { rule: "missing-list", found: 'no list under "Process"', at: "### Emergency Maintenance" },
        { rule: "unknown-list", found: 'a list under "Steps"', at: "**Steps**:" },
      ],
    );
  });
});
