// Ids: what rows, items and headings are known by, whatever they are called. The one reader of the comment that gives
// one, such as `<!-- id: failure-rate, was: error-rate -->`.
import { slug } from "github-slugger";
import type { Heading, Html, Nodes, Paragraph, TableCell } from "mdast";
import { visit } from "unist-util-visit";
import { type Document, placeOf } from "./document.ts";
import type { Identity, Place } from "./model.ts";

/** An id that the document gives, and whether a reader has asked for it. */
export interface GivenId {
  id: string;
  was: string[];
  at: Place;
  used: boolean;
}

/** What a comment begins with that is meant to give an id, right or wrong. */
const meant = /<!--\s*(?:id|was)\s*:/i;
const words = /^id:\s*([a-z0-9]+(?:-[a-z0-9]+)*)(?:\s*,\s*was:(.+))?$/s;

/**
 * Takes the comments that give ids out of the tree, so that no text, title or anchor has them, and keeps each with
 * what it is the id of. A comment that cannot be read is an error.
 */
export function takeIds(doc: Document): void {
  visit(doc.tree, (node) => {
    const named = namedPart(node);
    const last = named?.children.at(-1);
    if (named && last?.type === "html" && keepId(doc, last, named)) named.children.pop();
  });
  // Wherever else they stand, no reader asks for them.
  visit(doc.tree, "html", (node, index, parent) => {
    if (parent === undefined || index === undefined || !keepId(doc, node, node)) return;
    parent.children.splice(index, 1);
    return index;
  });
  visit(doc.tree, "text", (node) => {
    if (hasId(node.value)) unreadableId(doc, node.value, placeOf(node));
  });
}

/** Keeps the id that a comment gives to a node, if it is meant to give one. */
function keepId(doc: Document, comment: Html, named: Nodes): boolean {
  const { value } = comment;
  if (!hasId(value)) return false;
  const at = placeOf(comment);
  const given = idIn(value);
  if (given) doc.ids.set(named, { ...given, at, used: false });
  else unreadableId(doc, value, at);
  return true;
}

/** The part of a node at whose end an id may stand: a heading, a cell, the first paragraph of an item. */
function namedPart(node: Nodes): Heading | TableCell | Paragraph | undefined {
  if (node.type === "heading" || node.type === "tableCell") return node;
  return node.type === "listItem"
    ? (node.children.find(({ type }) => type === "paragraph") as Paragraph | undefined)
    : undefined;
}

/** New ids are in plain letters, as config and services take them; a former one may be any that a text has given. */
function idIn(comment: string): Pick<GivenId, "id" | "was"> | undefined {
  const inside = comment.startsWith("<!--") && comment.endsWith("-->") ? comment.slice(4, -3).trim() : "";
  const [, id, former] = words.exec(inside) ?? [];
  if (id === undefined) return undefined;
  const was = former?.split(",").flatMap((part) => part.trim().split(/\s+/)) ?? [];
  return was.every((one) => one !== "" && slug(one) === one) ? { id, was } : undefined;
}

/** Of a comment that never ends the rest of the document is part. */
const shownLength = 80;

function unreadableId(doc: Document, comment: string, at: Place): void {
  doc.error("unreadable-id", at, {
    found: `"${comment.slice(comment.search(meant)).replaceAll(/\s+/g, " ").trim().slice(0, shownLength)}"`,
    required:
      '"<!-- id: failure-rate -->", or "<!-- id: failure-rate, was: error-rate -->" with each former id: small ' +
      "letters and digits with single hyphens between them",
    mend: "write it so",
  });
}

/** Reports an id where nothing has one. */
export function misplacedId(doc: Document, comment: string, at: Place): void {
  doc.error("misplaced-id", at, {
    found: `"${comment}" where nothing has an id`,
    required:
      "an id at the end of what it names: a row's first name, an item's text, the heading of one thing",
    mend: "move it there, or take it out",
  });
}

/** Whether a text has a comment that is meant to give an id. */
export function hasId(text: string): boolean {
  return meant.test(text);
}

/** Reports the ids that no reader has asked for. Only where all was read: an error may have kept one from asking. */
export function reportUnusedIds(doc: Document): void {
  for (const { id, at, used } of doc.ids.values()) if (!used) misplacedId(doc, `<!-- id: ${id} -->`, at);
}

/** What something is known by: the id that the document gives it at the end of `node`, or else the slug of its text. */
export function identityOf(doc: Document, node: Nodes | undefined, text: string): Identity {
  const given = node && doc.ids.get(node);
  if (given === undefined) return { id: slug(text) };
  given.used = true;
  return { id: given.id, was: given.was };
}

/** The entry with this id, or else the one that had it before. */
export function withId<Entry extends Identity>(entries: readonly Entry[], id: string): Entry | undefined {
  return entries.find((entry) => entry.id === id) ?? entries.find(({ was }) => was?.includes(id));
}

interface Entry extends Identity {
  text: string;
  at: Place;
}

/** Reports each entry with the id of one before it, and each former id that is another one's, or is named again. */
export function reportRepeated(doc: Document, entries: readonly Entry[], owner: string): void {
  const present = new Map<string, Entry>();
  for (const entry of entries.filter(({ id }) => id !== "")) {
    const before = present.get(entry.id);
    if (before === undefined) present.set(entry.id, entry);
    else repeated(doc, entry, before, owner);
  }
  const former = new Map<string, Entry>();
  for (const entry of entries) {
    for (const id of entry.was ?? []) {
      const other = present.get(id) ?? former.get(id);
      if (other === undefined) former.set(id, entry);
      else {
        doc.error("former-id", entry.at, {
          found: `the former id "${id}" of "${entry.text}", which "${other.text}" ${present.has(id) ? "has" : "had"} too, on line ${other.at.line}`,
          required: `a former id that is nobody else's in "${owner}", named once`,
          mend: "take it out of one of the two",
        });
      }
    }
  }
}

function repeated(doc: Document, entry: Entry, before: Entry, owner: string): void {
  const given = entry.was !== undefined || before.was !== undefined;
  doc.error("duplicate", entry.at, {
    found: `${given ? `the id "${entry.id}" of "${entry.text}"` : `"${entry.text}"`} again, as on line ${before.at.line}`,
    required: `each ${given ? "id" : "entry"} of "${owner}" once`,
    mend: given ? "give one of the two another id" : "delete one of the two, or say how they differ",
  });
}
