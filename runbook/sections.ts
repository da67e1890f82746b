// The headings of a document as a tree, and the search for the sections that a runbook must have.
import { distance } from "fastest-levenshtein";
import { slug } from "github-slugger";
import type { Heading, Root, RootContent } from "mdast";
import { type Document, placeOf, plainText } from "./document.ts";
import type { Place } from "./model.ts";

/** A heading, what stands under it, and the deeper headings below. The document itself has depth 0. */
export interface Section {
  title: string;
  /** Undefined for the document itself. */
  heading: Heading | undefined;
  depth: number;
  at: Place;
  content: RootContent[];
  children: Section[];
}

/** A section that must be there: how its heading is written, and which slugs of a heading mean it. */
export interface Wanted {
  heading: string;
  slug: RegExp;
}

/** A heading that differs from a wanted one by no more letters than this is taken for a misspelt one. */
const misspelling = 3;

export function sectionTree(tree: Root): Section {
  const root: Section = {
    title: "",
    heading: undefined,
    depth: 0,
    at: { line: 1, column: 1 },
    content: [],
    children: [],
  };
  const open = [root];
  for (const node of tree.children) {
    const innermost = open.at(-1) ?? root;
    if (node.type !== "heading") {
      innermost.content.push(node);
      continue;
    }
    while ((open.at(-1) ?? root).depth >= node.depth) open.pop();
    const section: Section = {
      title: plainText(node),
      heading: node,
      depth: node.depth,
      at: placeOf(node),
      content: [],
      children: [],
    };
    (open.at(-1) ?? root).children.push(section);
    open.push(section);
  }
  return root;
}

/** The slug by which a heading is known: no numbering before it, no case, no signs. */
export function headingSlug(title: string): string {
  return slug(title.replace(/^\s*\d+(?:\.\d+)*[.)]\s+/, "")).replaceAll(/^-+|-+$/g, "");
}

/**
 * Finds each wanted section among `sections`, which are those of `parent`. A missing, misspelt or repeated one is an
 * error; one that nobody asked for is a finding, since nothing executes it.
 */
export function findSections<Key extends string>(
  doc: Document,
  parent: Section,
  sections: readonly Section[],
  wanted: Readonly<Record<Key, Wanted>>,
): Partial<Record<Key, Section>> {
  const found: Partial<Record<Key, Section>> = {};
  const rest = new Set(sections);
  for (const [key, want] of Object.entries(wanted) as [Key, Wanted][]) {
    const [first, ...again] = sections.filter(({ title }) => want.slug.test(headingSlug(title)));
    for (const section of [first, ...again]) if (section) rest.delete(section);
    if (first) found[key] = first;
    for (const section of again) duplicateSection(doc, section, first);
  }
  for (const [key, want] of Object.entries(wanted) as [Key, Wanted][]) {
    if (found[key] === undefined) missingSection(doc, parent, want, rest);
  }
  for (const section of rest) {
    doc.finding("unknown-section", section.at, {
      found: `the heading "${section.title}", which nothing executes`,
      required: Object.values<Wanted>(wanted)
        .map(({ heading }) => `"${heading}"`)
        .join(", "),
      mend: "leave it for people to read, or give it one of these names",
    });
  }
  return found;
}

export function duplicateSection(doc: Document, section: Section, first: Section | undefined): void {
  doc.error("duplicate-section", section.at, {
    found: `"${section.title}" again, as on line ${first?.at.line ?? "?"}`,
    required: "each section once",
    mend: "put both into one, or rename this one",
  });
}

function missingSection(doc: Document, parent: Section, want: Wanted, rest: Set<Section>): void {
  const name = want.heading.toLowerCase();
  const misspelt = [...rest].find(({ title }) => distance(title.toLowerCase(), name) <= misspelling);
  if (misspelt) rest.delete(misspelt);
  doc.error("missing-section", misspelt?.at ?? parent.at, {
    found: misspelt ? `the heading "${misspelt.title}"` : `no section "${want.heading}"`,
    required: `the heading "${want.heading}"`,
    mend: misspelt
      ? "correct its name"
      : `add "${"#".repeat(parent.depth + 1)} ${want.heading}" with its content`,
  });
}

/** Reports headings where a section must have none: what stands under them would not be read. */
export function requireNoHeadings(doc: Document, section: Section): void {
  for (const { title, at } of section.children) {
    doc.error("unexpected-heading", at, {
      found: `the heading "${title}" inside "${section.title}"`,
      required: "none there: what stands under it would be overlooked",
      mend: "take the heading out, or move it one level up",
    });
  }
}

/** The sections below `section`; none at all is an error. */
export function requireChildren(doc: Document, section: Section, what: string): Section[] {
  if (section.children.length === 0) {
    doc.error("missing-section", section.at, {
      found: `nothing under "${section.title}"`,
      required: what,
      mend: `add it under a heading with ${"#".repeat(section.depth + 1)}`,
    });
  }
  return section.children;
}

/** A title in two parts: "Quick Rollback (< 5 minutes)" is "Quick Rollback" and "< 5 minutes". */
export function titleParts(title: string): { name: string; note?: string } {
  const parts = /^(.*\S)\s*\(([^()]*)\)$/.exec(title);
  return parts ? { name: parts[1] ?? "", note: (parts[2] ?? "").trim() } : { name: title };
}
