// The deployment steps, the health address in them, and the critical flows.
import assert from "node:assert/strict";
import { assertProblems, type Change, changedRunbook, firstIn, lineOf } from "../support/changedRunbook.ts";

const health = "curl https://app.marsana.com/api/health\n";
const firstHealth = "# 1. Check application health\n¦curl";
const flows = "# - Login\n# - Vehicle list\n# - Handshake creation\n# - Document upload\n";

describe("the deployment steps", () => {
  it("join the lines of a command that goes on", () => {
    const { deployment } = changedRunbook(["pnpm build\n", "pnpm \\\n  --filter fleet \\\n  build\n"]);
    const commands = deployment[1]?.lines.filter(({ kind }) => kind === "command");
    assert.equal(commands?.[1]?.text, "pnpm --filter fleet build");
  });

  it("must be numbered in order, each number once", () => {
    assertProblems(
      ["### Step 2: A", "### Step 1: A"],
      [
        {
          rule: "step-number",
          found: `step 1 again, as on line ${lineOf("### Step 1")}`,
          at: "### Step 1: Application",
        },
      ],
    );
    assertProblems(
      ["### Step 2: A", "### Step 4: A"],
      [{ rule: "step-number", found: "step 4", at: "### Step 4: A" }],
    );
  });

  it("must say what they do", () => {
    assertProblems(
      ["### Step 2: Application Deployment", "### Application Deployment"],
      [
        {
          rule: "unreadable-step",
          found: 'the heading "Application Deployment"',
          at: "### Application Deployment",
        },
      ],
    );
  });

  it("must have commands", () => {
    const block = firstIn(/```bash\n# Option A.*?```\n/s);
    const missing = { rule: "missing-commands", at: "### Step 2" };
    assertProblems(
      [block, "By hand.\n"],
      [{ ...missing, found: 'no shell code block under "Step 2: Application Deployment"' }],
    );
    assertProblems(
      [block, "```bash\n\n```\n"],
      [{ ...missing, found: "an empty code block", at: "¦```bash\n\n```" }],
    );
    assertProblems(
      [block, "```sql\nselect 1\n```\n"],
      [
        { ...missing, found: 'no shell code block under "Step 2: Application Deployment"' },
        {
          severity: "finding",
          rule: "unknown-language",
          found: 'a block in "sql", which nothing executes',
          at: "```sql",
        },
      ],
    );
  });

  it("must not lose the end of a block: it would swallow the next one, or the rest", () => {
    assertProblems(
      ["```\n\n### Database Rollback", "\n### Database Rollback"],
      [
        {
          rule: "open-block",
          found: `a block of code with another one's start inside it, on line ${lineOf("```bash\n# 1. Restore from") - 1}`,
          at: "¦```bash\n# 1. Revert Vercel deployment",
        },
      ],
    );
  });
});

describe("the health address", () => {
  it("is that of the plain curl, not of one that sends something", () => {
    assert.equal(
      changedRunbook(["pnpm build", "pnpm run build"]).healthUrl,
      "https://app.marsana.com/api/health",
    );
  });

  it("may be quoted, have options and another path", () => {
    const { healthUrl } = changedRunbook([
      health,
      'curl -fsS --max-time 5 "https://app.marsana.com/status?full=1"\n',
    ]);
    assert.equal(healthUrl, "https://app.marsana.com/status?full=1");
  });

  it("must be there", () => {
    assertProblems(
      [health, ""],
      [
        {
          rule: "missing-health-check",
          found: "no health check in the deployment steps",
          at: "## Deployment Process\n",
        },
      ],
    );
  });

  for (const broken of [
    "/api/health",
    "http://app.marsana.com/api/health",
    "htps://app.marsana.com/api/health",
    "https:///health",
    "https://user:word@app.marsana.com/health",
  ]) {
    it(`must not be ${broken}`, () => {
      assertProblems(
        [health, `curl ${broken}\n`],
        [{ rule: "unreadable-url", found: `"${broken}"`, at: firstHealth }],
      );
    });
  }

  it("must have one host in deployment and rollbacks", () => {
    const found = "a health check of app.marsana.com";
    assertProblems(
      [health, "curl https://old.marsana.com/api/health\n"],
      [
        { rule: "contradictory-hosts", found, at: "# 2. Verify application is back online\n¦curl" },
        { rule: "contradictory-hosts", found, at: "# 3. Verify all systems\n¦curl" },
      ],
    );
  });
});

describe("the critical flows", () => {
  const names = (...changes: readonly Change[]) =>
    changedRunbook(...changes).criticalFlows.map(({ id }) => id);

  it("are the dashed comments below the one that names them", () => {
    assert.deepEqual(names([flows, "# - Login\n# * Two-factor login\n"]), ["login", "two-factor-login"]);
  });

  it("may be a list under a heading or a label instead", () => {
    const list = "- Login\n- Billing\n\n";
    const next = "## Post-Deployment Verification\n";
    assert.deepEqual(names([flows, ""], [next, `### Critical Flows\n\n${list}${next}`]), [
      "login",
      "billing",
    ]);
    assert.deepEqual(names([flows, ""], [next, `**Critical user flows**:\n${list}${next}`]), [
      "login",
      "billing",
    ]);
  });

  it("must be there", () => {
    assertProblems([flows, ""], [{ rule: "missing-flows", found: "no critical flows", at: "### Step 3" }]);
  });

  it("must be in one place", () => {
    const next = "## Post-Deployment Verification\n";
    assertProblems(
      [next, `### Critical Flows\n\n- Login\n\n${next}`],
      [{ rule: "duplicate-flows", found: "2 lists of critical flows", at: "## Deployment Process\n" }],
    );
  });

  it("must all have their dash, and be different", () => {
    assertProblems(
      ["# - Vehicle list\n# - Handshake creation", "# Vehicle list\n# - Login"],
      [
        { rule: "unreadable-item", found: '"# Vehicle list" among the critical flows', at: "# Vehicle list" },
        {
          rule: "duplicate",
          found: `"Login" again, as on line ${lineOf("# - Login")}`,
          at: "# Vehicle list\n¦# - Login",
        },
      ],
    );
  });
});
