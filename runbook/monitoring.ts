// "72-Hour Monitoring": the phases after a deployment, each with what is checked how often.
import { slug } from "github-slugger";
import { parseCadence, parseHours } from "../calendar/spans.ts";
import type { Document } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import { missingList, readItems } from "./items.ts";
import { labelledLists } from "./labels.ts";
import type { Runbook } from "./model.ts";
import { requireChildren, requireNoHeadings, type Section } from "./sections.ts";

type Phase = Runbook["monitoring"][number];

export function readMonitoring(doc: Document, section: Section): Phase[] {
  const children = requireChildren(doc, section, 'a phase such as "Hour 1-24: Critical Monitoring"');
  const phases = children.map((child) => readPhase(doc, child));
  requireAdjoining(doc, phases, section);
  const entries = phases.map((phase) => ({ ...phase, text: phase.title }));
  reportRepeated(doc, entries, section.title);
  return phases;
}

/** Phases begin at hour 0 or 1, where the one before ends, and end with the hours that the section's heading names. */
function requireAdjoining(doc: Document, phases: readonly Phase[], section: Section): void {
  let end: number | undefined;
  for (const { title, fromHour, toHour, at } of phases) {
    const fits = end === undefined ? fromHour <= 1 : fromHour === end;
    if (!fits && !Number.isNaN(fromHour) && !Number.isNaN(end)) {
      doc.error("phase-gap", at, {
        found: `"${title}", which begins at hour ${fromHour}`,
        required: `a beginning at hour ${end === undefined ? "0 or 1" : `${end}, where the phase before it ends`}`,
        mend: "let the phases follow each other with neither gap nor overlap",
      });
    }
    end = toHour;
  }
  const total = Number(/^(\d+)/.exec(section.title)?.[1]);
  if (end === undefined || Number.isNaN(end) || end === total) return;
  doc.error("phase-gap", phases.at(-1)?.at ?? section.at, {
    found: `a last phase that ends at hour ${end}`,
    required: `one that ends at hour ${total}, as the heading "${section.title}" says`,
    mend: "correct the phase or the heading",
  });
}

/** Unreadable hours are reported, and are no numbers. */
function readPhase(doc: Document, section: Section): Phase {
  requireNoHeadings(doc, section);
  const [, hoursText = section.title, name = ""] = /^([^:]*?)\s*:\s*(.*\S)$/.exec(section.title) ?? [];
  const hours = parseHours(hoursText);
  if ("problem" in hours || slug(name) === "") {
    doc.error("unreadable-phase", section.at, {
      found: `the heading "${section.title}"`,
      required: '"Hour <from>-<to>: <name>", the later hour last',
      mend: 'write it such as "Hour 1-24: Critical Monitoring"',
    });
  }
  const { fromHour, toHour } = "value" in hours ? hours.value : { fromHour: Number.NaN, toHour: Number.NaN };
  return {
    ...identityOf(doc, section.heading, name),
    title: name,
    fromHour,
    toHour,
    cadences: readCadences(doc, section),
    at: section.at,
  };
}

function readCadences(doc: Document, section: Section): Phase["cadences"] {
  const cadences: Phase["cadences"] = [];
  const lists = labelledLists(doc, section.content);
  if (lists.length === 0) missingList(doc, section.at, section.title);
  for (const { label, lists: parts, at } of lists) {
    const text = label?.label ?? "";
    const items = readItems(doc, parts, text || section.title);
    const every = parseCadence(text);
    if ("problem" in every) {
      const found = label ? every.problem.found : "a list with no label before it";
      doc.error("unreadable-cadence", at, { ...every.problem, found });
      continue;
    }
    const same = cadences.find(({ everyMinutes }) => everyMinutes === every.value);
    if (same) {
      doc.error("duplicate-list", at, {
        found: `"${text}" again, as on line ${same.at.line}`,
        required: `each cadence once under "${section.title}"`,
        mend: "put both lists into one",
      });
    } else cadences.push({ text, everyMinutes: every.value, items, at });
  }
  return cadences;
}
