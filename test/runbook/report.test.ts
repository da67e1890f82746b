// The report template, a document inside the document; and the document's own state.
import assert from "node:assert/strict";
import { assertProblems, changedRunbook, firstIn, lineOf } from "../support/changedRunbook.ts";

describe("the report template", () => {
  it("takes other fields and sections", () => {
    const { report } = changedRunbook([
      firstIn(/```markdown\n.*?```\n/s),
      "````markdown\n# Report of Acme\n\n**Shift**: [night]\n\n## Log\n\n```text\n[log]\n```\n````\n",
    ]);
    assert.deepEqual(report, {
      title: "Report of Acme",
      fields: [{ name: "Shift", value: "[night]" }],
      sections: [{ title: "Log", lines: ["```text", "[log]", "```"] }],
      source: "# Report of Acme\n\n**Shift**: [night]\n\n## Log\n\n```text\n[log]\n```",
    });
  });

  it("must be there, once", () => {
    const at = "## Post-Deployment Report Template";
    const block = firstIn(/```markdown\n.*?```\n/s);
    assertProblems([block, "None.\n"], [{ rule: "missing-template", found: "no code block", at }]);
    assertProblems(
      [block, `${block}\n\`\`\`text\nx\n\`\`\`\n`],
      [{ rule: "missing-template", found: "a second code block", at: "```text" }],
    );
  });

  it("must have one title", () => {
    assertProblems(
      ["# Deployment Report - v1.0.0-rc1", "Deployment Report"],
      [{ rule: "report-title", found: "a template without a title", at: "```markdown\n¦Deployment Report" }],
    );
    assertProblems(
      ["## Changes\n", "# Changes\n"],
      [
        { rule: "report-title", found: 'a second title "Changes"', at: "# Changes" },
        { rule: "report-sections", found: "a template without sections", at: "¦# Deployment Report" },
      ].reverse(),
    );
  });

  it("must have each section once", () => {
    assertProblems(
      ["## Next Steps\n", "## Changes\n"],
      [
        {
          rule: "duplicate-section",
          found: '"Changes" again, as in line 7 of the template',
          at: "## Changes\n- [Any follow-up items]",
        },
      ],
    );
  });

  it("must have possible dates", () => {
    assertProblems(
      ["**Date**: 2026-02-03", "**Date**: 2026-02-29"],
      [{ rule: "impossible-date", found: '"2026-02-29" as Date', at: "**Date**: ¦2026-02-29" }],
    );
  });
});

describe("the state of the document", () => {
  it("is read in words", () => {
    const { status, lastUpdated, reviewFrequency } = changedRunbook(
      ["✅ Ready for Production", "🚧 In Review"],
      ["**Last Updated**: 2026-02-03", "**Last Updated**: 2028-02-29"],
      ["Quarterly", "Every 6 months"],
    );
    assert.deepEqual(
      [status, lastUpdated, reviewFrequency],
      ["In Review", "2028-02-29", { text: "Every 6 months", months: 6 }],
    );
  });

  for (const date of ["2026-02-29", "2026-13-01", "3 February 2026", "2026-2-3", "soon"]) {
    it(`must not be of "${date}"`, () => {
      assertProblems(
        ["**Last Updated**: 2026-02-03", `**Last Updated**: ${date}`],
        [{ rule: "impossible-date", found: `"${date}" as Last Updated`, at: `**Last Updated**: ¦${date}` }],
      );
    });
  }

  it("must have a review frequency that can be read", () => {
    assertProblems(
      ["Quarterly", "Now and then"],
      [{ rule: "unreadable-interval", found: '"Now and then"', at: "**Review Frequency**: ¦Now and then" }],
    );
  });

  it("must be complete, and said once", () => {
    assertProblems(
      ["**Status**: ✅ Ready for Production\n", ""],
      [{ rule: "missing-field", found: 'no line "**Status**: …"', at: "¦**Review Frequency**" }],
    );
    assertProblems(
      ["**Status**: ✅", "**Status**: Draft\n**Status**: ✅"],
      [
        {
          rule: "duplicate-field",
          found: `"Status" again, as on line ${lineOf("**Status**: ✅")}`,
          at: "¦**Status**: ✅",
        },
      ],
    );
  });
});
