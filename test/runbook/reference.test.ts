// Rollbacks, dashboards, contacts: the parts that people reach for.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, lineOf } from "../support/changedRunbook.ts";

describe("the rollbacks", () => {
  it("say when each is the right one, or it is a finding", () => {
    assertProblems(
      ["### Quick Rollback (< 5 minutes)", "### Quick Rollback"],
      [
        {
          severity: "finding",
          rule: "unconditional-rollback",
          found: '"Quick Rollback", which does not say when it is the right one',
          at: "### Quick Rollback\n",
        },
      ],
    );
  });

  it("must not be repeated", () => {
    assertProblems(
      ["### Full Rollback (application", "### Quick Rollback (application"],
      [
        {
          rule: "duplicate",
          found: `"Quick Rollback" again, as on line ${lineOf("### Quick Rollback")}`,
          at: "### Quick Rollback (application",
        },
      ],
    );
  });
});

describe("the dashboard links", () => {
  const vercel = "- **Vercel**: https://vercel.com/dashboard\n";

  it("may be bare, in brackets or under a name, with a note", () => {
    const { dashboards } = changedRunbook([
      vercel,
      "- Vercel: <https://vercel.com/acme> (ask for access)\n* **Status** : [page](https://status.acme.example/)\n",
    ]);
    assert.deepEqual(
      dashboards.slice(1, 3).map(({ name, url, note }) => [name, url, note]),
      [
        ["Vercel", "https://vercel.com/acme", "ask for access"],
        ["Status", "https://status.acme.example/", undefined],
      ],
    );
  });

  for (const broken of [
    "",
    "htps://vercel.com/",
    "vercel.com/dashboard",
    "https://",
    "https://me:word@vercel.com/",
  ]) {
    it(`must not be "${broken}"`, () => {
      const text = `Vercel: ${broken}`.trim();
      assertProblems(
        [vercel, `- **Vercel**: ${broken}\n`],
        [{ rule: "unreadable-link", found: `"${text}"`, at: `- ¦**Vercel**: ${broken}\n` }],
      );
    });
  }

  it("must have their name, and a colon after it", () => {
    assertProblems(
      [vercel, "- https://vercel.com/dashboard\n"],
      [{ rule: "unreadable-link", found: '"https://vercel.com/dashboard"', at: "- ¦https://vercel.com/d" }],
    );
    assertProblems(
      [vercel, "- **Vercel** https://vercel.com/dashboard\n"],
      [{ rule: "unreadable-link", found: '"Vercel https://vercel.com/dashboard"', at: "- ¦**Vercel** h" }],
    );
  });

  it("must not be repeated", () => {
    assertProblems(
      [vercel, `${vercel}- **vercel**: https://vercel.com/\n`],
      [{ rule: "duplicate", found: `"vercel" again, as on line ${lineOf(vercel)}`, at: "- ¦**vercel**" }],
    );
  });
});

describe("the contacts", () => {
  const ceo = "| CEO | TBD | TBD | TBD |";

  it("take people who can be reached, and leave open what is TBD", () => {
    const { contacts } = changedRunbook([ceo, "| CEO | A. Person | +1 555 0100 | tba |"]);
    assert.deepEqual(contacts[3], {
      id: "ceo",
      role: "CEO",
      name: "A. Person",
      phone: "+1 555 0100",
      at: { line: lineOf(ceo), column: 1 },
    });
  });

  it("must not have a role twice, or none", () => {
    assertProblems(
      [ceo, "| DevOps Lead | TBD | TBD | TBD |"],
      [
        {
          rule: "duplicate",
          found: `"DevOps Lead" again, as on line ${lineOf("| DevOps Lead")}`,
          at: "| Product Manager | TBD | TBD | TBD |\n¦| DevOps Lead",
        },
      ],
    );
    assertProblems(
      [ceo, "| | TBD | TBD | TBD |"],
      [{ rule: "empty-cell", found: "an empty cell", at: "| | TBD" }],
    );
  });

  it("are findings where nobody can be reached under what is written", () => {
    assertProblems(
      [ceo, "| CEO | A. Person | later | person at acme |"],
      [
        { severity: "finding", rule: "unlikely-contact", found: '"later"', at: "¦later" },
        { severity: "finding", rule: "unlikely-contact", found: '"person at acme"', at: "¦person at acme" },
      ],
    );
  });
});
