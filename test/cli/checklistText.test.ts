// The checklist of a release in every format: on two items and two conditions, and with hostile text.
import assert from "node:assert/strict";
import { toString as plainText } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { checklistText } from "../../cli/checklistText.ts";
import type { Finding } from "../../release/finding.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const findings: readonly Finding[] = [
  {
    rule: "prove-48h-items",
    item: "48h/verify-backup-strategy",
    text: "Verify backup strategy",
    phase: "48h",
    state: "done",
    late: true,
    due: new Date("2026-02-01T09:00:00Z"),
    by: "val",
    source: { kind: "supabase", url: "https://supabase.example/backups?a=1&b=2" },
    reason: "7 days of point-in-time recovery",
    mend: "",
  },
  {
    rule: "prove-24h-items",
    item: "24h/final-staging-verification",
    text: "Final staging verification",
    phase: "24h",
    state: "overdue",
    due: new Date("2026-02-02T09:00:00Z"),
    reason: "nothing proves it",
    mend: "attest --by <you>",
  },
  {
    rule: "require-approval",
    item: "require-approval",
    text: "the approver has let the release go",
    state: "waived",
    by: "lea",
    source: { kind: "person" },
    reason: "let go",
    mend: "",
  },
  {
    rule: "require-reviewed-runbook",
    item: "require-reviewed-runbook",
    text: "the runbook has been reviewed",
    state: "pending",
    advisory: true,
    reason: "due soon",
    mend: "review it",
  },
];

const inputs = rehearsalInputs();
const text = (format: Parameters<typeof checklistText>[1], shown = findings): string =>
  checklistText(
    {
      ...inputs,
      gate: { ...inputs.gate, assessment: { verdict: "blocked", findings: shown, open: [] } },
    },
    format,
  );

/** One finding with the same words everywhere that words can come from. */
const hostile = (words: string, url?: string): Finding[] => [
  {
    rule: "prove-48h-items",
    item: "48h/x",
    text: words,
    phase: "48h",
    state: "failed",
    by: words,
    source: { kind: "person", url },
    reason: words,
    mend: words,
  },
];

describe("the checklist of a release", () => {
  it("is a table for the terminal, and below it what is left to do", () => {
    assert.equal(
      text("table"),
      [
        "Release 1.0.0-rc1 at 2026-02-03T09:00:00.000Z: BLOCKED",
        "  done, late  48h/verify-backup-strategy: 7 days of point-in-time recovery",
        "  overdue     24h/final-staging-verification: nothing proves it",
        "  waived      require-approval: let go",
        "  pending     require-reviewed-runbook: due soon",
        "To do:",
        "  - 24h/final-staging-verification: attest --by <you>",
        "  - require-reviewed-runbook: review it",
        "",
      ].join("\n"),
    );
  });

  it("says once what is to be done for several items", () => {
    const unproven = ["48h/one", "48h/two", "24h/three"].map((item) => ({
      ...(findings[1] as Finding),
      item,
      mend: `attest ${item} --by <you>`,
    }));
    assert.deepEqual(text("table", unproven).split("\n").slice(4), [
      "To do:",
      "  - 3 items: attest <item> --by <you>",
      "",
    ]);
  });

  it("is JSON of one shape, items first, then conditions, which stand in no list", () => {
    assert.deepEqual(JSON.parse(text("json")), {
      release: "1.0.0-rc1",
      at: "2026-02-03T09:00:00.000Z",
      verdict: "blocked",
      items: [
        {
          item: "48h/verify-backup-strategy",
          text: "Verify backup strategy",
          phase: "48h",
          state: "done",
          late: true,
          due: "2026-02-01T09:00:00.000Z",
          by: "val",
          source: { kind: "supabase", url: "https://supabase.example/backups?a=1&b=2" },
          reason: "7 days of point-in-time recovery",
          mend: "",
        },
        {
          item: "24h/final-staging-verification",
          text: "Final staging verification",
          phase: "24h",
          state: "overdue",
          late: false,
          due: "2026-02-02T09:00:00.000Z",
          by: null,
          source: null,
          reason: "nothing proves it",
          mend: "attest --by <you>",
        },
        {
          item: "require-approval",
          text: "the approver has let the release go",
          phase: null,
          state: "waived",
          late: false,
          due: null,
          by: "lea",
          source: { kind: "person" },
          reason: "let go",
          mend: "",
        },
        {
          item: "require-reviewed-runbook",
          text: "the runbook has been reviewed",
          phase: null,
          state: "pending",
          late: false,
          due: null,
          by: null,
          source: null,
          reason: "due soon",
          mend: "review it",
        },
      ],
    });
  });

  it("is a Markdown page with one table", () => {
    const rows = text("markdown")
      .split("\n")
      .map((line) => line.replaceAll(/ {2,}/g, " ").replaceAll(/-{3,}/g, "---"));
    assert.deepEqual(rows, [
      "# Release 1.0.0-rc1: blocked",
      "",
      "At 2026-02-03T09:00:00.000Z.",
      "",
      "| Phase | Item | State | Due | By | Source | Reason | Mend |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      "| 48h | Verify backup strategy | done, late | 2026-02-01T09:00:00.000Z | val | <https://supabase.example/backups?a=1&b=2> | 7 days of point-in-time recovery | |",
      "| 24h | Final staging verification | overdue | 2026-02-02T09:00:00.000Z | | | nothing proves it | attest --by &lt;you> |",
      "| | the approver has let the release go | waived | | lea | person | let go | |",
      "| | the runbook has been reviewed | pending | | | | due soon | review it |",
      "",
    ]);
  });

  it("is an HTML page with one table", () => {
    const rows = text("html")
      .split("\n")
      .filter((line) => line.startsWith("<tr>"));
    const cells = rows.map((row) => row.replaceAll(/<\/?t[rdh]>/g, "¦").replaceAll(/¦+/g, "¦"));
    assert.equal(cells[0], "¦Phase¦Item¦State¦Due¦By¦Source¦Reason¦Mend¦");
    assert.equal(
      rows[1],
      "<tr><td>48h</td><td>Verify backup strategy</td><td>done, late</td><td>2026-02-01T09:00:00.000Z</td><td>val</td>" +
        "<td>https://supabase.example/backups?a=1&amp;b=2</td><td>7 days of point-in-time recovery</td><td></td></tr>",
    );
    assert.equal(rows.length, findings.length + 1);
    assert.match(text("html"), /^<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">/);
    assert.match(text("html"), /<h1>Release 1\.0\.0-rc1: blocked<\/h1>/);
  });

  const tricks = [
    '<script>alert("x")</script>',
    "<img src=x onerror=alert(1)>",
    "a | b | c",
    "\\| done | done |",
    "![x](pixel.png)",
    "[click](javascript:alert(1))",
    "`code` *bold* _it_ ~~gone~~",
    "&lt;b&gt; &amp;",
    "</td></tr></table>",
  ];
  for (const words of tricks) {
    it(`shows ${words} as it is, in one cell`, () => {
      const page = text("html", hostile(words));
      const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
      const shown = words.replaceAll(/[&<>"']/g, (one) => escaped[one as keyof typeof escaped]);
      assert.equal(page.split(`<td>${shown}</td>`).length, 5);
      assert.equal(page.split("<td>").length, 9);
      const { cells, kinds } = markdownCells(text("markdown", hostile(words)));
      assert.deepEqual(cells, ["48h", words, "failed", "", words, "person", words, words]);
      assert.deepEqual(kinds, ["tableCell", "text"]);
      assert.equal(JSON.parse(text("json", hostile(words))).items[0].reason, words);
    });
  }

  it("links a source, and nothing but it, whatever its address holds", () => {
    const url = "https://x.example/a|b?c=<d>&e=`f`_g_\\h";
    const { cells, links } = markdownCells(text("markdown", hostile("words", url)));
    assert.equal(cells.length, 8);
    assert.deepEqual(links, ["https://x.example/a%7Cb?c=%3Cd%3E&e=%60f%60_g_%5Ch"]);
  });
});

/** The second row of a page's table as a reader of Markdown sees it, and the kinds of nodes in it. */
function markdownCells(page: string): { cells: string[]; kinds: string[]; links: string[] } {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(page);
  const cells: string[] = [];
  const kinds = new Set<string>();
  const links: string[] = [];
  visit(tree, "tableCell", (cell) => {
    cells.push(plainText(cell));
  });
  visit(tree, (node) => {
    if (node.type === "link") links.push(node.url);
  });
  const table = tree.children.find(({ type }) => type === "table");
  if (table !== undefined) visit(table, (node) => void kinds.add(node.type));
  for (const outer of ["table", "tableRow"]) kinds.delete(outer);
  return { cells: cells.slice(8), kinds: [...kinds].sort(), links };
}
