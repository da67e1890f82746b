// "Maintenance Windows": the recurring window with what belongs to it, and how an emergency one runs.
import { parseWindowRule } from "../calendar/parseWindowRule.ts";
import type { Document } from "./document.ts";
import { missingList, readItems } from "./items.ts";
import { fieldsOf, type LabelledList, labelledLists, requireField } from "./labels.ts";
import type { Item, Runbook } from "./model.ts";
import { findSections, requireNoHeadings, type Section } from "./sections.ts";

export interface MaintenanceParts {
  maintenance: Partial<Runbook["maintenance"]> | undefined;
  emergency: Runbook["emergency"] | undefined;
}

export function readMaintenance(doc: Document, section: Section): MaintenanceParts {
  const { scheduled, emergency } = findSections(doc, section, section.children, {
    scheduled: { heading: "Scheduled Maintenance", slug: /^scheduled-maintenance$/ },
    emergency: { heading: "Emergency Maintenance", slug: /^emergency-maintenance$/ },
  });
  return {
    maintenance: scheduled && readScheduled(doc, scheduled),
    emergency: emergency && readEmergency(doc, emergency),
  };
}

function readScheduled(doc: Document, section: Section): Partial<Runbook["maintenance"]> {
  requireNoHeadings(doc, section);
  const fields = fieldsOf(doc, section.content);
  const frequency = requireField(doc, fields, "Frequency", section, "Monthly (first Sunday, 2-4 AM UTC)");
  const lists = readLabelledItems(doc, section, { activities: "Activities", communication: "Communication" });
  const window = frequency && parseWindowRule(frequency.value);
  if (window && "problem" in window) doc.error("unreadable-window", frequency.valueAt, window.problem);
  return {
    ...(frequency && { frequencyText: frequency.value }),
    ...(window && "rule" in window && { rule: window.rule }),
    ...lists,
    at: section.at,
  };
}

function readEmergency(doc: Document, section: Section): Runbook["emergency"] {
  requireNoHeadings(doc, section);
  const example = "Security vulnerability, critical bug, data corruption";
  const trigger = requireField(doc, fieldsOf(doc, section.content), "Trigger", section, example);
  const triggers = (trigger?.value ?? "").split(/[,;]/).map((text) => text.trim());
  if (trigger && triggers.includes("")) {
    doc.error("unreadable-trigger", trigger.valueAt, {
      found: `"${trigger.value}"`,
      required: "what starts an emergency, one after the other, with a comma between",
      mend: `write it such as "${example}"`,
    });
  }
  const { process } = readLabelledItems(doc, section, { process: "Process" });
  return { triggers, process, at: section.at };
}

/** The items under each of the labels; a label that is missing, repeated or unknown is reported. */
function readLabelledItems<Key extends string>(
  doc: Document,
  section: Section,
  labels: Readonly<Record<Key, string>>,
): Record<Key, Item[]> {
  const lists = labelledLists(doc, section.content);
  const wanted = Object.entries<string>(labels);
  const isLabel = ({ label }: LabelledList, text: string) =>
    label?.label.toLowerCase() === text.toLowerCase();
  const known = lists.filter((list) => wanted.some(([, text]) => isLabel(list, text)));
  for (const list of lists.filter((one) => !known.includes(one))) {
    doc.error("unknown-list", list.at, {
      found: list.label ? `a list under "${list.label.label}"` : "a list with no label before it",
      required: `lists under ${wanted.map(([, text]) => `"**${text}**:"`).join(", ")}`,
      mend: "give it one of these labels, or take it out",
    });
  }
  const entries = wanted.map(([key, text]) => {
    const [first, ...again] = known.filter((list) => isLabel(list, text));
    if (first === undefined) missingList(doc, section.at, text);
    for (const { at } of again) {
      doc.error("duplicate-list", at, {
        found: `a second list under "${text}"`,
        required: `one list under "**${text}**:"`,
        mend: "put both into one",
      });
    }
    return [key, readItems(doc, first?.lists ?? [], text)] as const;
  });
  return Object.fromEntries(entries) as Record<Key, Item[]>;
}
