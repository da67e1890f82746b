// "Pre-Deployment Checklist": what must be done so many hours before a deployment.
import { parseLead } from "../calendar/spans.ts";
import type { Document } from "./document.ts";
import { readSectionItems } from "./items.ts";
import type { Checklist } from "./model.ts";
import { duplicateSection, requireChildren, type Section } from "./sections.ts";

export function readPreDeployment(doc: Document, section: Section): Checklist[] {
  const checklists: Checklist[] = [];
  for (const child of requireChildren(doc, section, 'a checklist such as "48 Hours Before Deployment"')) {
    const lead = parseLead(child.title);
    if ("problem" in lead) doc.error("unreadable-lead", child.at, lead.problem);
    const items = readSectionItems(doc, child);
    if ("problem" in lead) continue;
    const same = checklists.find(({ hoursBefore }) => hoursBefore === lead.value);
    if (same) duplicateSection(doc, child, { ...child, at: same.at });
    else checklists.push({ hoursBefore: lead.value, title: child.title, items, at: child.at });
  }
  return checklists;
}
