// What a release must prove, as text for a terminal, as Markdown, as an HTML page, or as JSON.
import { html, raw } from "hono/html";
import { markdownTable } from "markdown-table";
import type { Inputs } from "../inputs/inputs.ts";
import type { Finding } from "../release/finding.ts";

/**
 * JSON is `{release, at, verdict, items: [{item, text, phase, state, late, due, by, source, reason, mend}]}`: the items of
 * the checklists, in the runbook's order, then the conditions that apply, whose phase is null.
 */
export const checklistFormats = ["table", "json", "markdown", "html"] as const;
export type ChecklistFormat = (typeof checklistFormats)[number];

export function checklistText(inputs: Inputs, format: ChecklistFormat): string {
  const findings = inputs.gate.assessment?.findings ?? [];
  const verdict = inputs.gate.assessment?.verdict ?? "blocked";
  const head = { release: inputs.release?.version ?? "none", at: inputs.now.toISOString(), verdict };
  return writers[format](head, findings);
}

interface Head {
  readonly release: string;
  readonly at: string;
  readonly verdict: string;
}

const writers: Readonly<Record<ChecklistFormat, (head: Head, findings: readonly Finding[]) => string>> = {
  table: ({ release, at, verdict }, findings) =>
    [
      `Release ${release} at ${at}: ${verdict.toUpperCase()}`,
      ...findings.map((one) => `  ${stateText(one).padEnd(11)} ${one.item}: ${one.reason}`),
      ...toDo(findings),
      "",
    ].join("\n"),

  json: (head, findings) =>
    `${JSON.stringify(
      {
        ...head,
        items: findings.map(({ item, text, phase, state, late, due, by, source, reason, mend }) => ({
          item,
          text,
          phase: phase ?? null,
          state,
          late: late === true,
          due: due?.toISOString() ?? null,
          by: by ?? null,
          source: source ?? null,
          reason,
          mend,
        })),
      },
      undefined,
      2,
    )}\n`,

  markdown: ({ release, at, verdict }, findings) =>
    [
      `# Release ${release}: ${verdict}`,
      "",
      `At ${at}.`,
      "",
      markdownTable([columns, ...findings.map((one) => cells(one).map(inMarkdown))]),
      "",
    ].join("\n"),

  html: ({ release, at, verdict }, findings) => `${html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Release ${release}: ${verdict}</title></head>
<body>
<h1>Release ${release}: ${verdict}</h1>
<p>At ${at}.</p>
<table border="1">
<tr>${columns.map((name) => html`<th>${name}</th>`)}</tr>
${raw(findings.map((one) => html`<tr>${cells(one).map((cell) => html`<td>${cell}</td>`)}</tr>`).join("\n"))}
</table>
</body>
</html>`}
`,
};

/** What is to be done, each thing once, with the items that it is for. */
function toDo(findings: readonly Finding[]): string[] {
  const open = findings.filter(({ state, mend }) => state !== "done" && mend !== "");
  const byMend = Map.groupBy(open, ({ mend, item }) => mend.replaceAll(item, "<item>"));
  const lines = [...byMend].map(([mend, [first, ...others]]) =>
    others.length > 0 ? `  - ${others.length + 1} items: ${mend}` : `  - ${first?.item}: ${first?.mend}`,
  );
  return lines.length > 0 ? ["To do:", ...lines] : [];
}

const columns = ["Phase", "Item", "State", "Due", "By", "Source", "Reason", "Mend"];

function cells(one: Finding): string[] {
  const { phase, text, due, by, source, reason, mend } = one;
  return [
    phase ?? "",
    text,
    stateText(one),
    due?.toISOString() ?? "",
    by ?? "",
    source?.url ?? source?.kind ?? "",
    reason,
    mend,
  ];
}

function stateText({ state, late }: Finding): string {
  return late === true ? `${state}, late` : state;
}

/** Text that shows as it is, in one cell, whatever is in it: no image, no HTML, no link behind other words. */
function inMarkdown(text: string): string {
  if (/^https?:\/\/\S+$/.test(text)) return `<${text.replaceAll(/[<>|\\`]/g, encodeURIComponent)}>`;
  return text
    .replaceAll(/[\\`*_[\]|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
