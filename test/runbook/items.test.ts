// Checklists and lists: nothing empty, nothing twice, no item that has lost its dash.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, firstIn, lineOf } from "../support/changedRunbook.ts";

const item = "- [ ] Final code review\n";

describe("the items of a list", () => {
  it("may start with any bullet, with a box or without, and go on over an indented line", () => {
    const { preDeployment } = changedRunbook([item, "* Final\n  code review\n+ [ ] Second review\n"]);
    const [, , checklist] = preDeployment;
    assert.deepEqual(
      checklist?.items.slice(0, 3).map(({ id, text }) => [id, text]),
      [
        ["final-code-review", "Final code review"],
        ["second-review", "Second review"],
        ["verify-all-secrets-are-configured", "Verify all secrets are configured"],
      ],
    );
  });

  it("must not be empty", () => {
    const found = { rule: "unreadable-item", found: '"[ ]"', at: "- ¦[ ] \n" };
    assertProblems([item, "- [ ] \n"], [found]);
    assertProblems(
      [item, "-\n- [ ] ?\n"],
      [
        { rule: "unreadable-item", found: "an empty item", at: "¦-\n- [ ] ?" },
        { rule: "unreadable-item", found: '"?"', at: "- [ ] ¦?" },
      ],
    );
  });

  it("must have a whole box", () => {
    assertProblems(
      [item, "- [] Final code review\n"],
      [{ rule: "unreadable-item", found: '"[] Final code review"', at: "- ¦[] Final" }],
    );
  });

  it("must not be repeated in one list, in whatever case", () => {
    assertProblems(
      [item, `${item}- [ ] final code REVIEW\n`],
      [
        {
          rule: "duplicate",
          found: `"final code REVIEW" again, as on line ${lineOf(item)}`,
          at: "¦final code REVIEW",
        },
      ],
    );
  });

  it("may be repeated in another list", () => {
    assertProblems([item, "- [ ] Final staging verification\n"], []);
  });

  it("must be flat", () => {
    assertProblems(
      [item, "- [ ] Final code review\n  - of the migration\n"],
      [
        {
          rule: "nested-list",
          found: 'a list inside the item "Final code review"',
          at: "¦- of the migration",
        },
      ],
    );
  });

  it("are not ticked off in the document", () => {
    assertProblems(
      [item, "- [x] Final code review\n"],
      [
        {
          severity: "finding",
          rule: "checked-item",
          found: '"Final code review" ticked off',
          at: "- [x] ¦Final",
        },
      ],
    );
  });

  it("must all have their dash: the first, and any other", () => {
    assertProblems(
      [item, "Final code review\n"],
      [{ rule: "unmarked-line", found: '"Final code review" above an item', at: "¦Final code review" }],
    );
    assertProblems(
      ["- [ ] Notify team in Slack\n", "Notify team in Slack\n"],
      [{ rule: "unmarked-line", found: '"Notify team in Slack" below an item', at: "¦Notify team in Slack" }],
    );
  });

  it("may follow a line that introduces them", () => {
    assertProblems([item, `Two people do this:\n${item}`], []);
  });

  it("must be there at all", () => {
    const checklist = /- \[ \] Final staging verification\n(?:- .*\n)+/;
    assertProblems(
      [firstIn(checklist), "Nothing.\n"],
      [{ rule: "missing-list", found: 'no list under "24 Hours Before Deployment"', at: "¦### 24 Hours" }],
    );
  });
});

describe("the checklists before a deployment", () => {
  it("say how long before, in hours, days or minutes", () => {
    const { preDeployment } = changedRunbook(
      ["### 48 Hours Before Deployment", "### 3 days before the release"],
      ["### 1 Hour Before Deployment", "### 30 Minutes Before"],
    );
    assert.deepEqual(
      preDeployment.map(({ hoursBefore }) => hoursBefore),
      [72, 24, 0.5],
    );
  });

  it("must say so", () => {
    assertProblems(
      ["### 24 Hours Before Deployment", "### Later"],
      [{ rule: "unreadable-lead", found: '"Later"', at: "### Later" }],
    );
  });

  it("must not be due at the same time", () => {
    assertProblems(
      ["### 24 Hours Before Deployment", "### 2 Days Before Deployment"],
      [
        {
          rule: "duplicate-section",
          found: `"2 Days Before Deployment" again, as on line ${lineOf("### 48 Hours")}`,
          at: "### 2 Days",
        },
      ],
    );
  });
});
