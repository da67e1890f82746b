// Reads lists: each line an item with an id, none empty, none twice.
import { slug } from "github-slugger";
import type { List, ListItem, Nodes } from "mdast";
import { type Document, placeOf, plainText } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import type { Item, Place } from "./model.ts";
import { requireNoHeadings, type Section } from "./sections.ts";

/** All items of the lists, in order. `owner` says whose list it is, for the messages. */
export function readItems(doc: Document, lists: readonly List[], owner: string): Item[] {
  const nodes = lists.flatMap(({ children }) => children);
  return itemsOf(
    doc,
    nodes.map((node) => lineIn(doc, node, owner)),
    owner,
  );
}

/** A line that is to be an item. */
interface Line {
  text: string;
  /** What it stands in; a line that is no Markdown has no node. */
  node?: Nodes | undefined;
  at: Place;
}

/** The items in lines that are no Markdown list, such as comments in a script. */
export function itemsOf(doc: Document, lines: readonly Line[], owner: string): Item[] {
  const items = lines.flatMap((line) => itemOf(doc, line, owner) ?? []);
  reportRepeated(doc, items, owner);
  return items;
}

/** The items of all lists directly under a heading; none at all is an error. */
export function readSectionItems(doc: Document, section: Section): Item[] {
  requireNoHeadings(doc, section);
  const lists = section.content.filter((node) => node.type === "list");
  if (lists.length === 0) missingList(doc, section.at, section.title);
  for (const list of lists) requireBlankBefore(doc, section, list);
  return readItems(doc, lists, section.title);
}

export function missingList(doc: Document, at: Place, owner: string): void {
  doc.error("missing-list", at, {
    found: `no list under "${owner}"`,
    required: 'at least one item, as a line that starts with "- "',
    mend: "add what belongs there",
  });
}

function lineIn(doc: Document, node: ListItem, owner: string): Line {
  const paragraph = node.children.find(({ type }) => type === "paragraph");
  const line = {
    text: paragraph ? plainText(paragraph) : "",
    node: paragraph,
    at: placeOf(paragraph ?? node),
  };
  const nested = node.children.find(({ type }) => type === "list");
  if (nested) {
    doc.error("nested-list", placeOf(nested), {
      found: `a list inside the item "${line.text}"`,
      required: `a flat list under "${owner}"`,
      mend: "move its lines one level out",
    });
  }
  requireIndentation(doc, node, paragraph);
  if (node.checked === true) {
    doc.finding("checked-item", line.at, {
      found: `"${line.text}" ticked off`,
      required: '"- [ ]": the runbook says what every release needs, not what one has done',
      mend: "clear the box; what was done is recorded with the release",
    });
  }
  return line;
}

/** A line right above a list that introduces nothing is most likely an item that has lost its dash. */
function requireBlankBefore(doc: Document, section: Section, list: List): void {
  const before = section.content[section.content.indexOf(list) - 1];
  const last = before?.position?.end.line ?? 0;
  if (before?.type !== "paragraph" || last + 1 < placeOf(list).line || plainText(before).endsWith(":"))
    return;
  unmarkedLine(doc, doc.lineStart(last), "above an item");
}

/** A line below an item that is not indented is most likely an item that has lost its dash. */
function requireIndentation(doc: Document, node: ListItem, paragraph: Nodes | undefined): void {
  const { line: first, column } = placeOf(node);
  const last = paragraph?.position?.end.line ?? first;
  for (let line = first + 1; line <= last; line++) {
    const at = doc.lineStart(line);
    if (at.column <= column) unmarkedLine(doc, at, "below an item");
  }
}

function unmarkedLine(doc: Document, at: Place, where: string): void {
  doc.error("unmarked-line", at, {
    found: `"${doc.lines[at.line - 1]?.trim()}" ${where}`,
    required: '"- " before an item, a blank line before a list, blanks before a line that goes on',
    mend: "add the one that is missing",
  });
}

function itemOf(doc: Document, { text, node, at }: Line, owner: string): Item | undefined {
  if (slug(text) !== "" && !/^\[.?\]/.test(text)) return { ...identityOf(doc, node, text), text, at };
  doc.error("unreadable-item", at, {
    found: text === "" ? "an empty item" : `"${text}"`,
    required: `a line with words under "${owner}", after "- " or "- [ ] "`,
    mend: "write what is to be done, or delete the line",
  });
  return undefined;
}
