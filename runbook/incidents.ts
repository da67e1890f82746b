// "Incident Response": for each kind of incident what starts it, and what is done at once, then found out, then mended.
import { slug } from "github-slugger";
import type { List } from "mdast";
import { type Document, placeOf, plainText } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import { missingList, readItems } from "./items.ts";
import { labelledLists } from "./labels.ts";
import type { Incident, Item, Place } from "./model.ts";
import { parseQuantity } from "./quantity.ts";
import { requireChildren, requireNoHeadings, type Section, titleParts } from "./sections.ts";

/** The lists of an incident, in the order in which they are worked through: what each is called, and how it is known. */
export const stages = {
  immediate: { label: "Immediate Actions", means: /^immediate\b/i },
  investigation: { label: "Investigation", means: /^investigat/i },
  mitigation: { label: "Mitigation", means: /^mitigat/i },
} as const;

interface Stage {
  label: string;
  lists: List[];
  at: Place;
}

export function readIncidents(doc: Document, section: Section): Incident[] {
  const children = requireChildren(doc, section, 'a kind of incident such as "Error Rate Spike (> 5%)"');
  const incidents = children.map((child) => readIncident(doc, child));
  const entries = incidents.map((incident) => ({ ...incident, text: incident.title }));
  reportRepeated(doc, entries, section.title);
  return incidents;
}

function readIncident(doc: Document, section: Section): Incident {
  requireNoHeadings(doc, section);
  const { name, note } = titleParts(section.title);
  if (slug(name) === "") {
    doc.error("unreadable-item", section.at, {
      found: `the heading "${section.title}"`,
      required: "the name of a kind of incident",
      mend: "name what goes wrong",
    });
  }
  return {
    ...identityOf(doc, section.heading, name),
    title: name,
    ...(note !== undefined && { trigger: note, ...thresholdIn(doc, section, note) }),
    services: servicesIn(name, note),
    ...readStages(doc, section),
    at: section.at,
  };
}

/** The amount in the heading: whatever starts with a sign or a digit must be one. */
function thresholdIn(doc: Document, section: Section, note: string): Pick<Incident, "threshold"> {
  if (!/^[<>≤≥=~+\-.\d]/.test(note)) return {};
  const reading = parseQuantity(note);
  if ("value" in reading) return { threshold: reading.value };
  doc.error("unreadable-quantity", section.at, reading.problem);
  return {};
}

/** The services named in the heading of an incident about services: "… Service Failure (SendGrid, Mapbox)". */
function servicesIn(name: string, note: string | undefined): string[] {
  if (note === undefined || !/\b(?:services?|third-party|providers?|vendors?)\b/i.test(name)) return [];
  return note
    .split(/[,;]/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

function readStages(doc: Document, section: Section): Record<keyof typeof stages, Item[]> {
  const found = stagesIn(doc, section);
  const wanted = Object.entries(stages) as [keyof typeof stages, (typeof stages)[keyof typeof stages]][];
  for (const { label, at } of found) {
    if (wanted.some(([, { means }]) => means.test(label))) continue;
    doc.finding("unknown-list", at, {
      found: `a list under "${label}", which nothing executes`,
      required: wanted.map(([, stage]) => `"${stage.label}"`).join(", "),
      mend: "leave it for people to read, or put it under one of these",
    });
  }
  const entries = wanted.map(([key, { label, means }]) => {
    const [first, ...again] = found.filter((stage) => means.test(stage.label));
    if (first === undefined) missingList(doc, section.at, label);
    for (const { at } of again) {
      doc.error("duplicate-list", at, {
        found: `"${label}" again, as on line ${first?.at.line ?? "?"}`,
        required: `each stage once under "${section.title}"`,
        mend: "put both lists into one",
      });
    }
    if (first && first.lists.length === 0) missingList(doc, first.at, label);
    return [key, readItems(doc, first?.lists ?? [], label)] as const;
  });
  return Object.fromEntries(entries) as Record<keyof typeof stages, Item[]>;
}

/** The stages in either form: numbered lines each with a list of its own, or labels each with a list below. */
function stagesIn(doc: Document, section: Section): Stage[] {
  const labelled = labelledLists(doc, section.content);
  return labelled.flatMap(({ label, lists, at }): Stage[] => {
    if (label) return [{ label: label.label, lists, at }];
    return lists.flatMap(({ children }) =>
      children.map((item) => {
        const [first] = item.children;
        return {
          label: first?.type === "paragraph" ? plainText(first).replace(/:$/, "") : "",
          lists: item.children.filter((node) => node.type === "list"),
          at: placeOf(item),
        };
      }),
    );
  });
}
