// The document's own state: when it was last updated, its status, and how often it is reviewed.
import { parseReviewInterval } from "../calendar/reviewInterval.ts";
import type { Document } from "./document.ts";
import { type Field, requireField } from "./labels.ts";
import type { Runbook } from "./model.ts";
import { repaired } from "./mojibake.ts";
import type { Section } from "./sections.ts";

type Parts = Pick<Runbook, "lastUpdated" | "status" | "reviewFrequency" | "at">;

/** Reads the three labelled lines, which may stand anywhere in the document. */
export function readReview(doc: Document, fields: readonly Field[], title: Section): Partial<Parts> {
  const owner = {
    title: title.title,
    at: { line: Math.max(1, doc.text.trimEnd().split("\n").length), column: 1 },
  };
  const updated = requireField(doc, fields, "Last Updated", owner, "2026-02-03");
  const status = requireField(doc, fields, "Status", owner, "Ready for Production");
  const frequency = requireField(doc, fields, "Review Frequency", owner, "Quarterly");
  if (updated) requireDate(doc, updated);
  const months = frequency && parseReviewInterval(frequency.value);
  if (months && "problem" in months) doc.error("unreadable-interval", frequency.valueAt, months.problem);
  return {
    ...(updated && { lastUpdated: updated.value }),
    ...(status && { status: statusIn(status.value) }),
    ...(months && "value" in months && { reviewFrequency: { text: frequency.value, months: months.value } }),
    ...(updated && status && { at: { lastUpdated: updated.valueAt, status: status.valueAt } }),
  };
}

/** The status in words, without the sign before it: "✅ Ready for Production" is "Ready for Production". */
function statusIn(value: string): string {
  const words = repaired(value).replace(/^[^\p{L}\p{N}]+/u, "");
  return words === "" ? value : words;
}

/** Reports a value that is no day of the calendar. */
export function requireDate(doc: Document, field: Field): void {
  const { value } = field;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)) return;
  doc.error("impossible-date", field.valueAt, {
    found: `"${value}" as ${field.label}`,
    required: "a day that exists, as year-month-day",
    mend: 'write it such as "2026-02-03"',
  });
}
