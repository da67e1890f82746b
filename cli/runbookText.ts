// A runbook as plain text for people: every section of the model, in the order of the document.
import { rruleOf } from "../calendar/index.ts";
import { type Item, type Runbook, runbookDigest, type ScriptLine } from "../runbook/index.ts";

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
const bullets = (items: readonly Item[]): Lines => items.map(({ text }) => `  - ${text}`);
const script = (lines: readonly ScriptLine[]): Lines =>
  lines.map(({ kind, text }) => (kind === "command" ? `  $ ${text}` : `  # ${text}`));
const section = (title: string, parts: readonly Lines[]): Lines => [title, ...indent(parts.flat())];

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
      preDeployment.map(({ title, items }) => [title, ...items.map(({ text }) => `  [ ] ${text}`)]),
    ),
    section("Deployment Process", [
      ...deployment.map(({ number, title, lines }) => [`Step ${number}: ${title}`, ...script(lines)]),
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
      immediateChecks.map(({ check, command, expected }) => `  - ${check}: ${command} => ${expected}`),
      ...followUps.map((span) => [
        `${span.title} (minutes ${span.fromMinutes}-${span.toMinutes})`,
        ...bullets(span.items),
      ]),
    ]),
    section(
      "Monitoring after a deployment",
      monitoring.map(({ fromHour, toHour, title: phase, cadences }) => [
        `Hour ${fromHour}-${toHour}: ${phase}`,
        ...indent(cadences.flatMap(({ text, items }) => [text, ...bullets(items)])),
      ]),
    ),
  ];
}

function trouble({ incidents, rollbacks }: Runbook): Lines[] {
  const withNote = (title: string, note: string | undefined) => (note ? `${title} (${note})` : title);
  return [
    section(
      "Incident Response",
      incidents.map(({ title, trigger, immediate, investigation, mitigation }) => [
        withNote(title, trigger),
        ...indent(["Immediate actions", ...bullets(immediate)]),
        ...indent(["Investigation", ...bullets(investigation)]),
        ...indent(["Mitigation", ...bullets(mitigation)]),
      ]),
    ),
    section(
      "Rollback Procedures",
      rollbacks.map(({ title, condition, lines }) => [withNote(title, condition), ...script(lines)]),
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
      ["Process", ...emergency.process.map(({ text }, index) => `  ${index + 1}. ${text}`)],
    ]),
  ];
}

function reference({ thresholds, dashboards, contacts, report }: Runbook): Lines[] {
  return [
    section("Key Metrics", [
      thresholds.map(
        ({ id, metric, target, alert }) => `${metric} [${id}]: target ${target.text}, alert ${alert.text}`,
      ),
    ]),
    section("Dashboards", [
      dashboards.map(({ name, url, note }) => (note ? `${name}: ${url} (${note})` : `${name}: ${url}`)),
    ]),
    section("Emergency Contacts", [
      contacts.map(
        ({ role, name, phone, email }) =>
          `${role}: ${[name, phone, email].map((part) => part ?? "TBD").join(", ")}`,
      ),
    ]),
    ["Report Template", ...indent(report.source.split("\n"))],
  ];
}
