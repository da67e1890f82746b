// "Rollback Procedures": the ways back, each with the commands it takes.
import type { Document } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import type { Runbook } from "./model.ts";
import { readScript } from "./script.ts";
import { requireChildren, type Section, titleParts } from "./sections.ts";

export function readRollbacks(doc: Document, section: Section): Runbook["rollbacks"] {
  const children = requireChildren(doc, section, 'a rollback such as "Quick Rollback (< 5 minutes)"');
  const rollbacks = children.map((child) => {
    const { name, note } = titleParts(child.title);
    if (note === undefined) {
      doc.finding("unconditional-rollback", child.at, {
        found: `"${child.title}", which does not say when it is the right one`,
        required: "its condition or scope in parentheses",
        mend: `write it such as "${child.title} (if migration failed)"`,
      });
    }
    return {
      ...identityOf(doc, child.heading, name),
      title: name,
      condition: note ?? "",
      lines: readScript(doc, child),
      at: child.at,
    };
  });
  const entries = rollbacks.map((rollback) => ({ ...rollback, text: rollback.title }));
  reportRepeated(doc, entries, section.title);
  return rollbacks;
}
