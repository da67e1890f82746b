// "Post-Deployment Verification": the table of the first minutes, and the lists of the hours after.
import { parseSpan } from "../calendar/spans.ts";
import type { Document } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import { readSectionItems } from "./items.ts";
import type { Place, Runbook } from "./model.ts";
import { requireChildren, type Section, titleParts } from "./sections.ts";
import { type Columns, readTable, requireText } from "./tables.ts";

const columns = {
  check: { header: "Check", slug: /^checks?$/ },
  command: { header: "Command", slug: /^commands?$/ },
  expected: { header: "Expected Result", slug: /^expected(-results?)?$/ },
} as const satisfies Columns<string>;

type Parts = Pick<Runbook, "immediateChecks" | "immediateSpan" | "followUps">;

interface Span {
  section: Section;
  title: string;
  fromMinutes: number;
  toMinutes: number;
  at: Place;
}

/** The first span has the table; every other has a list. Each begins when the one before it ends. */
export function readVerification(doc: Document, section: Section): Partial<Parts> {
  const required =
    'a table under "Immediate (0-15 minutes)", then lists such as "Short-term (15 minutes - 1 hour)"';
  const [first, ...rest] = requireChildren(doc, section, required).map((child) => readSpan(doc, child));
  if (first === undefined) return {};
  if (rest.length === 0) {
    doc.error("missing-section", section.at, {
      found: `nothing after "${first.section.title}"`,
      required,
      mend: "add what is checked later, as a list",
    });
  }
  requireAdjoining(doc, [first, ...rest]);
  const { section: table, ...immediateSpan } = first;
  const followUps = rest.map(({ section: child, ...span }) => {
    return { ...identityOf(doc, child.heading, span.title), ...span, items: readSectionItems(doc, child) };
  });
  const entries = followUps.map((followUp) => ({ ...followUp, text: followUp.title }));
  reportRepeated(doc, entries, section.title);
  return { immediateChecks: readChecks(doc, table), immediateSpan, followUps };
}

/** An unreadable span is reported, and has no length. */
function readSpan(doc: Document, section: Section): Span {
  const { name, note } = titleParts(section.title);
  const span = parseSpan(note ?? "");
  if ("value" in span) return { section, title: name, ...span.value, at: section.at };
  doc.error("unreadable-span", section.at, { ...span.problem, found: `the heading "${section.title}"` });
  return { section, title: name, fromMinutes: Number.NaN, toMinutes: Number.NaN, at: section.at };
}

function requireAdjoining(doc: Document, spans: readonly Span[]): void {
  let end = 0;
  for (const { section, fromMinutes, toMinutes } of spans) {
    if (fromMinutes > end || fromMinutes < end) {
      doc.error("span-gap", section.at, {
        found: `"${section.title}", which begins after ${fromMinutes} minutes`,
        required: `a beginning after ${end} minutes, where the one before it ends`,
        mend: "let the spans follow each other with neither gap nor overlap",
      });
    }
    end = toMinutes;
  }
}

function readChecks(doc: Document, section: Section): Runbook["immediateChecks"] {
  const checks = readTable(doc, section, columns).flatMap(({ cells, at }) => {
    const check = requireText(doc, cells.check, columns.check.header);
    const command = requireText(doc, cells.command, columns.command.header);
    const expected = requireText(doc, cells.expected, columns.expected.header);
    if (check === undefined || command === undefined || expected === undefined) return [];
    return [{ ...identityOf(doc, cells.check.node, check), check, command, expected, at }];
  });
  const entries = checks.map((one) => ({ ...one, text: one.check }));
  reportRepeated(doc, entries, section.title);
  return checks;
}
