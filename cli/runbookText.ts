// A runbook as plain text for people: every section of the model, in the order of the document.
import { rruleOf } from "../calendar/index.ts";
import { type Identity, type Item, type Runbook, runbookDigest, type ScriptLine } from "../runbook/index.ts";

/** The whole text, with a line end. */
export function runbookText(runbook: Runbook): string {
  const sections = [
    heading(runbook),
    ...before(runbook),
    ...after(runbook),
    ...trouble(runbook),
    ...maintenance(runbook),
    ...reference(runbook),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

type Lines = string[];

const indent = (lines: readonly string[]): Lines => lines.map((line) => `  ${line}`);
const bullets = (items: readonly Item[]): Lines => items.map((item) => `  - ${named(item.text, item)}`);
const script = (lines: readonly ScriptLine[]): Lines =>
  lines.map(({ kind, text }) => (kind === "command" ? `  $ ${text}` : `  # ${text}`));
const section = (title: string, parts: readonly Lines[]): Lines => [title, ...indent(parts.flat())];

/** A text with its id behind it, where the runbook gives that itself. */
function named(text: string, { id, was }: Identity): string {
  if (was === undefined) return text;
  return `${text} [id: ${id}${was.length > 0 ? `, was: ${was.join(", ")}` : ""}]`;
}

const withNote = (title: string, note: string | undefined) => (note ? `${title} (${note})` : title);

function heading(runbook: Runbook): Lines {
  const { title, status, lastUpdated, reviewFrequency } = runbook;
  return [
    title,
    `  Status:       ${status}`,
    `  Last updated: ${lastUpdated}, reviewed ${reviewFrequency.text.toLowerCase()}`,
    `  Digest:       ${runbookDigest(runbook)}`,
  ];
}

function before({ preDeployment, deployment, healthUrl, criticalFlows }: Runbook): Lines[] {
  return [
    section(
      "Pre-Deployment Checklist",
      preDeployment.map(({ title, items }) => [
        title,
        ...items.map((item) => `  [ ] ${named(item.text, item)}`),
      ]),
    ),
    section("Deployment Process", [
      ...deployment.map((step) => [`Step ${step.number}: ${named(step.title, step)}`, ...script(step.lines)]),
      [`Health: ${healthUrl}`],
      ["Critical flows", ...bullets(criticalFlows)],
    ]),
  ];
}

function after({ immediateSpan, immediateChecks, followUps, monitoring }: Runbook): Lines[] {
  const { title, fromMinutes, toMinutes } = immediateSpan;
  return [
    section("Post-Deployment Verification", [
      [`${title} (minutes ${fromMinutes}-${toMinutes})`],
      immediateChecks.map((one) => `  - ${named(one.check, one)}: ${one.command} => ${one.expected}`),
      ...followUps.map((span) => [
        named(`${span.title} (minutes ${span.fromMinutes}-${span.toMinutes})`, span),
        ...bullets(span.items),
      ]),
    ]),
    section(
      "Monitoring after a deployment",
      monitoring.map((phase) => [
        `Hour ${phase.fromHour}-${phase.toHour}: ${named(phase.title, phase)}`,
        ...indent(phase.cadences.flatMap(({ text, items }) => [text, ...bullets(items)])),
      ]),
    ),
  ];
}

function trouble({ incidents, rollbacks }: Runbook): Lines[] {
  return [
    section(
      "Incident Response",
      incidents.map((incident) => [
        named(withNote(incident.title, incident.trigger), incident),
        ...indent(["Immediate actions", ...bullets(incident.immediate)]),
        ...indent(["Investigation", ...bullets(incident.investigation)]),
        ...indent(["Mitigation", ...bullets(incident.mitigation)]),
      ]),
    ),
    section(
      "Rollback Procedures",
      rollbacks.map((rollback) => [
        named(withNote(rollback.title, rollback.condition), rollback),
        ...script(rollback.lines),
      ]),
    ),
  ];
}

function maintenance({ maintenance: scheduled, emergency }: Runbook): Lines[] {
  const { frequencyText, rule, activities, communication } = scheduled;
  return [
    section("Scheduled Maintenance", [
      [`Window: ${frequencyText} (${rruleOf(rule)}, ${rule.durationMinutes} minutes)`],
      ["Activities", ...bullets(activities)],
      ["Communication", ...bullets(communication)],
    ]),
    section("Emergency Maintenance", [
      ["Triggers", ...emergency.triggers.map((text) => `  - ${text}`)],
      ["Process", ...emergency.process.map((item, index) => `  ${index + 1}. ${named(item.text, item)}`)],
    ]),
  ];
}

function reference({ thresholds, dashboards, contacts, report }: Runbook): Lines[] {
  return [
    section("Key Metrics", [
      thresholds.map(
        (row) =>
          `${row.was ? named(row.metric, row) : `${row.metric} [${row.id}]`}: target ${row.target.text}, alert ${row.alert.text}`,
      ),
    ]),
    section("Dashboards", [
      dashboards.map((link) => named(withNote(`${link.name}: ${link.url}`, link.note), link)),
    ]),
    section("Emergency Contacts", [
      contacts.map(
        ({ role, name, phone, email, ...identity }) =>
          `${named(role, identity)}: ${[name, phone, email].map((part) => part ?? "TBD").join(", ")}`,
      ),
    ]),
    ["Report Template", ...indent(report.source.split("\n"))],
  ];
}
