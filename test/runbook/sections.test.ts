// Sections that are missing, misspelt, repeated, or where nobody looks.
import { assertProblems, lineOf } from "../support/changedRunbook.ts";

/** A section as RUNBOOK.md has it, from its heading to its end mark, to be cut out. */
const emergency = `### Emergency Maintenance

**Trigger**: Security vulnerability, critical bug, data corruption

**Process**:
1. Assess severity and impact
2. Notify stakeholders immediately
3. Prepare hotfix
4. Deploy to staging
5. Verify fix
6. Deploy to production
7. Monitor closely
8. Send post-incident report

`;

describe("the sections of a runbook", () => {
  it("may be named in any case, and numbered", () => {
    assertProblems(
      [
        ["## Incident Response\n", "## 5. INCIDENT RESPONSE\n"],
        ["(#incident-response)", "(#5-incident-response)"],
      ],
      [],
    );
  });

  it("may stand in any order", () => {
    assertProblems(
      [
        [emergency, ""],
        ["### Scheduled Maintenance\n", `${emergency}### Scheduled Maintenance\n`],
      ],
      [],
    );
  });

  it("must all be there", () => {
    assertProblems(
      [emergency, ""],
      [
        {
          rule: "missing-section",
          at: "¦## Maintenance Windows\n",
          found: 'no section "Emergency Maintenance"',
        },
      ],
    );
  });

  it("must have their names: a misspelt one is named with its place", () => {
    assertProblems(
      ["## Incident Response\n", "## Incident Respnse\n"],
      [
        {
          severity: "finding",
          rule: "broken-link",
          at: "5. ¦[Incident Response]",
          found: "a link to #incident-response",
        },
        { rule: "missing-section", at: "## Incident Respnse", found: 'the heading "Incident Respnse"' },
      ],
    );
  });

  it("must be there once", () => {
    assertProblems(
      ["## Emergency Contacts\n", "## Maintenance Window\n\nNone.\n\n## Emergency Contacts\n"],
      [
        {
          rule: "duplicate-section",
          at: "## Maintenance Window\n",
          found: `"Maintenance Window" again, as on line ${lineOf("## Maintenance Windows")}`,
        },
      ],
    );
  });

  it("may have others beside them, which nothing executes", () => {
    assertProblems(
      ["## Emergency Contacts\n", "## Glossary\n\n- PITR\n\n## Emergency Contacts\n"],
      [
        {
          severity: "finding",
          rule: "unknown-section",
          at: "## Glossary",
          found: 'the heading "Glossary", which nothing executes',
        },
      ],
    );
  });

  it("must not be hidden under a deeper heading", () => {
    assertProblems(
      ["- [ ] Prepare rollback scripts\n", "- [ ] Prepare rollback scripts\n\n#### Also\n\n- [ ] Breathe\n"],
      [
        {
          rule: "unexpected-heading",
          at: "#### Also",
          found: 'the heading "Also" inside "1 Hour Before Deployment"',
        },
      ],
    );
  });

  it("belong to one document with one title", () => {
    assertProblems(
      ["# Production Runbook\n", ""],
      [{ rule: "missing-title", at: "¦\nHow Marsana Fleet is deployed", found: "no title" }],
    );
    assertProblems(
      ["## Table of Contents\n", "# Contents\n"],
      [{ rule: "duplicate-title", at: "# Contents\n", found: 'a second title "Contents"' }],
    );
  });
});
