// "Deployment Process": the numbered steps with their commands, and the flows that must work afterwards.
import { slug } from "github-slugger";
import type { Document } from "./document.ts";
import { hasId, identityOf, misplacedId, reportRepeated } from "./ids.ts";
import { itemsOf, readItems } from "./items.ts";
import { labelledLists } from "./labels.ts";
import type { Item, Runbook, ScriptLine } from "./model.ts";
import { readScript } from "./script.ts";
import { requireChildren, requireNoHeadings, type Section } from "./sections.ts";

type Step = Runbook["deployment"][number];

const flowsHeading = /\bcritical (?:user )?(?:flows|journeys)\b/i;
const dash = /^[-*](?:\s+|$)/;

export function readDeployment(doc: Document, section: Section): Step[] {
  const children = requireChildren(doc, section, 'a step such as "Step 1: Database Migration"');
  const written = children.filter((child) => !isFlowList(child));
  const steps = written.flatMap((child) => readStep(doc, child) ?? []);
  const entries = steps.map((step) => ({ ...step, text: step.title }));
  reportRepeated(doc, entries, section.title);
  const wrong = steps.find(({ number }, index) => number !== index + 1);
  // The numbers after a heading that cannot be read prove nothing.
  if (wrong === undefined || steps.length < written.length) return steps;
  const index = steps.indexOf(wrong);
  const same = steps.slice(0, index).find(({ number }) => number === wrong.number);
  doc.error("step-number", wrong.at, {
    found: same ? `step ${wrong.number} again, as on line ${same.at.line}` : `step ${wrong.number}`,
    required: `step ${index + 1} here: steps are numbered 1, 2, 3 in the order in which they are done`,
    mend: "number the steps anew",
  });
  return steps;
}

/** Whether a heading is not a step, but stands over a list of the critical flows. */
function isFlowList({ title, content }: Section): boolean {
  return flowsHeading.test(title) && !/^step\b/i.test(title) && content.some(({ type }) => type === "list");
}

function readStep(doc: Document, section: Section): Step | undefined {
  const parts = /^step\s+(\d{1,3})\s*[:.)–—-]\s*(.*\S)$/i.exec(section.title);
  const lines = readScript(doc, section);
  const title = parts?.[2] ?? "";
  if (parts && slug(title) !== "")
    return {
      number: Number(parts[1]),
      ...identityOf(doc, section.heading, title),
      title,
      lines,
      at: section.at,
    };
  doc.error("unreadable-step", section.at, {
    found: `the heading "${section.title}"`,
    required: '"Step <number>: <what it does>"',
    mend: 'write it such as "Step 1: Database Migration"',
  });
  return undefined;
}

/**
 * The critical flows: the dashed comments below a comment that names them, or a list with such a label or heading.
 * None, or more than one such list, is an error.
 */
export function readCriticalFlows(doc: Document, section: Section, steps: readonly Step[]): Item[] {
  const found = [
    ...flowComments(steps).map((lines) => () => commentItems(doc, lines)),
    ...flowLists(doc, section),
  ];
  const [first, second] = found;
  const required =
    'one list of critical flows: "# - Login" and so on below "# Test critical flows" in a step';
  if (first === undefined) {
    const at = steps.at(-1)?.at ?? section.at;
    doc.error("missing-flows", at, {
      found: "no critical flows",
      required,
      mend: "list what must work for users",
    });
    return [];
  }
  if (second) {
    doc.error("duplicate-flows", section.at, {
      found: `${found.length} lists of critical flows`,
      required,
      mend: "put them into one",
    });
  }
  return first();
}

/** The comments from the one that names the flows to the next command, or the next numbered comment. */
function flowComments(steps: readonly Step[]): ScriptLine[][] {
  return steps.flatMap(({ lines }) =>
    lines.flatMap((line, index) => {
      if (line.kind !== "comment" || !flowsHeading.test(line.text)) return [];
      const rest = lines.slice(index + 1);
      const end = rest.findIndex(({ kind, text }) => kind === "command" || /^\d+[.)]/.test(text));
      const until = end === -1 ? rest : rest.slice(0, end);
      const last = until.findLastIndex(({ text }) => dash.test(text));
      return last === -1 ? [] : [until.slice(0, last + 1)];
    }),
  );
}

function commentItems(doc: Document, lines: readonly ScriptLine[]): Item[] {
  for (const { text, at } of lines) {
    // In a block of code nothing is hidden: a list of the flows can have ids.
    if (hasId(text)) misplacedId(doc, text, at);
    if (dash.test(text)) continue;
    doc.error("unreadable-item", at, {
      found: `"# ${text}" among the critical flows`,
      required: '"# - " before each of them',
      mend: "add the dash, or take the line out",
    });
  }
  const flows = lines.filter(({ text }) => dash.test(text));
  return itemsOf(
    doc,
    flows.map(({ text, at }) => ({ text: text.replace(dash, ""), at })),
    "critical flows",
  );
}

function flowLists(doc: Document, section: Section): (() => Item[])[] {
  const under = section.children.flatMap((child) => {
    const lists = child.content.filter((node) => node.type === "list");
    if (!isFlowList(child)) return [];
    requireNoHeadings(doc, child);
    return [() => readItems(doc, lists, child.title)];
  });
  const labelled = [section, ...section.children].flatMap(({ content }) =>
    labelledLists(doc, content)
      .filter(({ label }) => label && flowsHeading.test(label.label))
      .map(
        ({ lists }) =>
          () =>
            readItems(doc, lists, "critical flows"),
      ),
  );
  return [...under, ...labelled];
}
