// Reads a whole runbook: every section into the model, every problem reported.
import { findOpenBlocks } from "./blocks.ts";
import { readContacts } from "./contacts.ts";
import { readDashboards } from "./dashboards.ts";
import { readCriticalFlows, readDeployment } from "./deployment.ts";
import { Document } from "./document.ts";
import { readHealthUrl } from "./health.ts";
import { reportUnusedIds, takeIds } from "./ids.ts";
import { readIncidents } from "./incidents.ts";
import { fieldsOf } from "./labels.ts";
import { findBrokenLinks } from "./links.ts";
import { readMaintenance } from "./maintenance.ts";
import { type Runbook, runbookSchema } from "./model.ts";
import { findGarbled } from "./mojibake.ts";
import { readMonitoring } from "./monitoring.ts";
import { readPreDeployment } from "./preDeployment.ts";
import { byPlace, type Problem } from "./problem.ts";
import { readReport } from "./report.ts";
import { readReview } from "./review.ts";
import { readRollbacks } from "./rollbacks.ts";
import { findSections, headingSlug, type Section, sectionTree, type Wanted } from "./sections.ts";
import { readThresholds } from "./thresholds.ts";
import { readVerification } from "./verification.ts";

const sections = {
  preDeployment: { heading: "Pre-Deployment Checklist", slug: /^pre-?deployment-checklists?$/ },
  deployment: { heading: "Deployment Process", slug: /^deployment-process$/ },
  verification: { heading: "Post-Deployment Verification", slug: /^post-?deployment-verification$/ },
  monitoring: { heading: "72-Hour Monitoring", slug: /^\d+-hours?-monitoring$/ },
  incidents: { heading: "Incident Response", slug: /^incident-response$/ },
  rollbacks: { heading: "Rollback Procedures", slug: /^rollback-procedures?$/ },
  maintenance: { heading: "Maintenance Windows", slug: /^maintenance-windows?$/ },
  dashboards: { heading: "Monitoring Dashboards", slug: /^monitoring-dashboards?$/ },
  contacts: { heading: "Emergency Contacts", slug: /^emergency-contacts?$/ },
  report: { heading: "Post-Deployment Report Template", slug: /^post-?deployment-report-template$/ },
} as const satisfies Readonly<Record<string, Wanted>>;

const contents = /^(table-of-)?contents$/;

/** A runbook or why there is none. Findings do not stand in a runbook's way; one error does. */
export interface ParsedRunbook {
  runbook?: Runbook;
  /** In the order of the document. */
  problems: Problem[];
}

/** Reads a runbook from its Markdown. `file` is what problems call it. */
export function parseRunbook(source: string, file: string): ParsedRunbook {
  try {
    return parsed(source, file);
  } catch (error) {
    // Thousands of quotes or lists inside each other exhaust the stack of the Markdown parser.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [tooDeep(source, file)] };
  }
}

function parsed(source: string, file: string): ParsedRunbook {
  const doc = new Document(source, file);
  takeIds(doc);
  const draft = readDraft(doc);
  findGarbled(doc);
  findOpenBlocks(doc);
  findBrokenLinks(doc);
  const read = runbookSchema.safeParse(draft);
  const failed = () => doc.problems.some(({ severity }) => severity === "error");
  if (!failed()) reportUnusedIds(doc);
  if (!failed() && !read.success) reportMisfits(doc, read.error.issues);
  const problems = doc.problems.sort(byPlace);
  return failed() || !read.success ? { problems } : { runbook: read.data, problems };
}

/** As much of the model as can be read. */
function readDraft(doc: Document) {
  const root = sectionTree(doc.tree);
  const title = readTitle(doc, root);
  const all = root.children.flatMap((section) => (section.depth === 1 ? section.children : [section]));
  const found = findSections(
    doc,
    { ...title, depth: 1 },
    all.filter((section) => !contents.test(headingSlug(section.title))),
    sections,
  );
  const read = <T>(section: Section | undefined, reader: (doc: Document, section: Section) => T) =>
    section && reader(doc, section);
  const deployment = read(found.deployment, readDeployment);
  const rollbacks = read(found.rollbacks, readRollbacks);
  return {
    title: title.title,
    preDeployment: read(found.preDeployment, readPreDeployment),
    deployment,
    ...(found.deployment && {
      healthUrl: readHealthUrl(doc, found.deployment, deployment ?? [], rollbacks ?? []),
      criticalFlows: readCriticalFlows(doc, found.deployment, deployment ?? []),
    }),
    ...read(found.verification, readVerification),
    monitoring: read(found.monitoring, readMonitoring),
    incidents: read(found.incidents, readIncidents),
    rollbacks,
    ...read(found.maintenance, readMaintenance),
    ...read(found.dashboards, readMetricsAndLinks),
    contacts: read(found.contacts, readContacts),
    report: read(found.report, readReport),
    ...readReview(doc, fieldsOf(doc, doc.tree.children), title),
  };
}

function readTitle(doc: Document, root: Section): Section {
  const [title, ...others] = root.children.filter(({ depth }) => depth === 1);
  const required = 'one title, as the only line that starts with "# "';
  if (title === undefined) {
    doc.error("missing-title", root.at, { found: "no title", required, mend: "add it as the first line" });
  }
  for (const other of others) {
    doc.error("duplicate-title", other.at, {
      found: `a second title "${other.title}"`,
      required,
      mend: 'make it a section with "## ", or put it inside its code block',
    });
  }
  return title ?? root;
}

function readMetricsAndLinks(
  doc: Document,
  section: Section,
): Partial<Pick<Runbook, "thresholds" | "dashboards">> {
  const { metrics, links } = findSections(doc, section, section.children, {
    metrics: { heading: "Key Metrics to Monitor", slug: /^key-metrics(-to-monitor)?$/ },
    links: { heading: "Dashboard URLs", slug: /^dashboard-(urls?|links?)$/ },
  });
  return {
    ...(metrics && { thresholds: readThresholds(doc, metrics) }),
    ...(links && { dashboards: readDashboards(doc, links) }),
  };
}

/** The problem of a document that cannot be parsed, at the line that is indented the furthest. */
function tooDeep(source: string, file: string): Problem {
  const depths = source.split("\n").map((line) => /^[\s>*+-]*/.exec(line)?.[0].length ?? 0);
  const deepest = depths.reduce((one, depth, index) => (depth > (depths[one] ?? 0) ? index : one), 0);
  const words = {
    found: "lists or quotes too deep inside each other to be read",
    required: "the flat lists of a runbook",
    mend: "take this line out",
  };
  return { severity: "error", rule: "too-deep", file, line: deepest + 1, column: 1, ...words };
}

/** What the model refuses although every section could be read. */
function reportMisfits(doc: Document, issues: readonly { path: PropertyKey[]; message: string }[]): void {
  for (const { path, message } of issues) {
    doc.error(
      "model",
      { line: 1, column: 1 },
      {
        found: `${path.map(String).join(".")}: ${message}`,
        required: "a document that fits the model of a runbook",
        mend: "correct that part",
      },
    );
  }
}
