// Reads labelled lines ("**Frequency**: Monthly") and the lists that a label introduces ("**Every hour:**").
import type { List, Paragraph, RootContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import { type Document, placeOf } from "./document.ts";
import type { Place } from "./model.ts";

/** A line with a label. `value` is empty where nothing stands after the label. */
export interface Field {
  label: string;
  value: string;
  at: Place;
  valueAt: Place;
}

export interface LabelledList {
  /** Undefined where no label stands before the list. */
  label: Field | undefined;
  /** More than one where the bullets change: Markdown then starts another list. */
  lists: List[];
  at: Place;
}

/** The labelled lines of a paragraph: those with a colon, and those in bold from end to end. */
export function fieldsIn(doc: Document, paragraph: Paragraph): Field[] {
  const lines = paragraph.children
    .map((child) => textIn(child))
    .join("")
    .split("\n");
  return lines.flatMap((text, index) => {
    const at = doc.lineStart(placeOf(paragraph).line + index);
    const raw = doc.lines[at.line - 1] ?? "";
    const named = /^\s*([^:]{1,60}?)\s*:\s*(.*?)\s*$/.exec(text);
    if (named) {
      const before = raw.slice(0, raw.indexOf(":") + 1);
      const gap = /^[*_\s]*/.exec(raw.slice(before.length))?.[0] ?? "";
      const valueAt = { line: at.line, column: before.length + gap.length + 1 };
      return [{ label: named[1] ?? "", value: named[2] ?? "", at, valueAt }];
    }
    if (!/^\s*(\*\*|__)[^*_]+\1\s*$/.test(raw)) return [];
    return [{ label: text.trim(), value: "", at, valueAt: { line: at.line, column: raw.length + 1 } }];
  });
}

/** All labelled lines under a heading. */
export function fieldsOf(doc: Document, content: readonly RootContent[]): Field[] {
  return content.flatMap((node) => (node.type === "paragraph" ? fieldsIn(doc, node) : []));
}

/** The lists under a heading by the label before them: the last line of the paragraph just above. */
export function labelledLists(doc: Document, content: readonly RootContent[]): LabelledList[] {
  const found: LabelledList[] = [];
  let label: Field | undefined;
  for (const node of content) {
    const before = found.at(-1);
    if (node.type !== "list") label = node.type === "paragraph" ? closingLabel(doc, node) : undefined;
    else if (label && before?.label === label) before.lists.push(node);
    else found.push({ label, lists: [node], at: label?.at ?? placeOf(node) });
    if (label && node.type === "list") requireNoGap(doc, node);
  }
  return found;
}

/** Without its label, a list becomes part of the one above it: only the blank line between them is left. */
function requireNoGap(doc: Document, list: List): void {
  const gaps = list.children.filter((item, index) => {
    const before = list.children[index - 1]?.position?.end.line;
    return before !== undefined && placeOf(item).line > before + 1;
  });
  const [first] = gaps;
  if (first === undefined || gaps.length === list.children.length - 1) return;
  doc.error("list-gap", placeOf(first), {
    found: "a blank line inside a list",
    required: 'a list without one, or a label such as "**Every hour:**" before the next list',
    mend: "add the label that is missing, or delete the blank line",
  });
}

function closingLabel(doc: Document, paragraph: Paragraph): Field | undefined {
  const last = fieldsIn(doc, paragraph).at(-1);
  return last?.value === "" && last.at.line === paragraph.position?.end.line ? last : undefined;
}

/** The one field with this label; its absence, emptiness or repetition is an error. */
export function requireField(
  doc: Document,
  fields: readonly Field[],
  label: string,
  owner: { title: string; at: Place },
  example: string,
): Field | undefined {
  const [field, ...again] = fields.filter((one) => one.label.toLowerCase() === label.toLowerCase());
  const required = `"**${label}**: …" once under "${owner.title}"`;
  for (const other of again) {
    doc.error("duplicate-field", other.at, {
      found: `"${label}" again, as on line ${field?.at.line ?? "?"}`,
      required,
      mend: "delete one of the two",
    });
  }
  if (field && field.value !== "") return field;
  doc.error("missing-field", field?.valueAt ?? owner.at, {
    found: field ? `nothing after "${label}"` : `no line "**${label}**: …"`,
    required,
    mend: `write it such as "**${label}**: ${example}"`,
  });
  return undefined;
}
