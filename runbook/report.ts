// "Post-Deployment Report Template": the report that is filled in after a deployment.
import { Document, placeOf } from "./document.ts";
import { reportUnusedIds, takeIds } from "./ids.ts";
import { fieldsOf } from "./labels.ts";
import type { Runbook } from "./model.ts";
import { requireDate } from "./review.ts";
import { requireNoHeadings, type Section, sectionTree } from "./sections.ts";

type Report = Runbook["report"];

/** Reads the template out of its code block: it is a document inside the document. */
export function readReport(doc: Document, section: Section): Report | undefined {
  requireNoHeadings(doc, section);
  const [block, other] = section.content.filter((node) => node.type === "code");
  if (block === undefined || other) {
    doc.error("missing-template", other ? placeOf(other) : section.at, {
      found: other ? "a second code block" : "no code block",
      required: `the report, in one block that starts with "\`\`\`markdown" under "${section.title}"`,
      mend: other ? "put both into one" : "add the template between two lines of three backticks",
    });
    return undefined;
  }
  const template = new Document(block.value, doc.file);
  takeIds(template);
  const report = readTemplate(template);
  reportUnusedIds(template);
  const before = placeOf(block).line;
  doc.problems.push(...template.problems.map((problem) => ({ ...problem, line: problem.line + before })));
  return report;
}

function readTemplate(template: Document): Report {
  const [title, other] = sectionTree(template.tree).children.filter(({ depth }) => depth === 1);
  if (title === undefined || other) {
    template.error("report-title", other?.at ?? { line: 1, column: 1 }, {
      found: other ? `a second title "${other.title}"` : "a template without a title",
      required: 'one title, as a line that starts with "# "',
      mend: other ? 'make it a section with "## "' : "add it",
    });
  }
  const fields = fieldsOf(template, title?.content ?? []);
  for (const field of fields) if (/date/i.test(field.label)) requireDate(template, field);
  return {
    title: title?.title ?? "",
    fields: fields.map(({ label, value }) => ({ name: label, value })),
    sections: readSections(template, title),
    source: template.text,
  };
}

function readSections(template: Document, title: Section | undefined): Report["sections"] {
  const sections = title?.children ?? [];
  if (title && sections.length === 0) {
    template.error("report-sections", title.at, {
      found: "a template without sections",
      required: 'at least one, under a line that starts with "## "',
      mend: "add what a report says",
    });
  }
  return sections.map((section, index) => {
    const first = sections.find((one) => one.title === section.title);
    if (first && first !== section) {
      template.error("duplicate-section", section.at, {
        found: `"${section.title}" again, as in line ${first.at.line} of the template`,
        required: "each section of the report once",
        mend: "put both into one, or rename this one",
      });
    }
    const end = sections[index + 1]?.at.line ?? template.lines.length + 1;
    const lines = template.lines.slice(section.at.line, end - 1).map((line) => line.trimEnd());
    return { title: section.title, lines: lines.filter((line) => line !== "") };
  });
}
