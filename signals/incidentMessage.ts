// What a person reads when an incident begins: what is wrong, the runbook's own steps, and the commands that help at once.
import { slug } from "github-slugger";
import { stages } from "../runbook/incidents.ts";
import type { Dashboard, Incident, Runbook } from "../runbook/model.ts";
import { type Routes, shadowLines } from "./recipients.ts";

/** What the message says in each state. Texts of the runbook in it have been through `plain`; templates are Datadog's. */
export interface IncidentWords {
  readonly alert: string;
  readonly recovery: string;
  /** Only where somebody is told of it. */
  readonly noData?: string;
}

/** What is the same in the message of every incident. */
export interface IncidentHelp {
  readonly runbookUrl: string;
  readonly dashboards: readonly Dashboard[];
  readonly stack: string;
  /** The release on the gate; undefined without one. */
  readonly release: string | undefined;
  /** The way back that comes first. */
  readonly rollback: Runbook["rollbacks"][number] | undefined;
  readonly routes: Routes;
}

/**
 * The most characters of a message. Datadog documents no limit of a monitor's message; each notification is also an
 * event, and the text of an event is "limited to 4000 characters" (its API reference, "Post an event").
 */
export const longestMessage = 4000;

/** A title that is longer says no more. */
const longestTitle = 200;

/**
 * A text of the runbook as Datadog shows it, and does nothing else with it: no handle that tells somebody, no variable or
 * block of a template, no code block that swallows what follows.
 */
export function plain(text: string): string {
  return inert(text).replaceAll(/\s+/g, " ");
}

function inert(text: string): string {
  return text
    .replaceAll("@", "(at)")
    .replaceAll(/\{(?=\{)/g, "{ ")
    .replaceAll("<!", "< !")
    .replaceAll(/`{2,}/g, "`");
}

/** The same address, with nothing in it that Datadog would read. */
function inertUrl(url: string): string {
  return url.replaceAll(/[@{<`\s]/g, encodeURIComponent);
}

/** A name of the runbook within a sentence of the message. */
export function plainTitle(text: string): string {
  const whole = plain(text);
  return whole.length <= longestTitle ? whole : `${whole.slice(0, longestTitle - 1)}…`;
}

/** The address of the incident's own section of the runbook. */
export function incidentUrl(incident: Incident, runbookUrl: string): string {
  return `${runbookUrl}#${slug(headingOf(incident))}`;
}

/** The heading of its section, with what sets it off. */
export function headingOf({ title, trigger }: Incident): string {
  return trigger === undefined ? title : `${title} (${trigger})`;
}

/**
 * The whole message. Where it would be too long it loses steps, from the last one on and each as a whole, then links to
 * dashboards, then commands; it then says where the rest stands.
 * @param recipients the last line: who is told
 * @throws RangeError if not even what must be in it fits
 */
export function incidentMessage(
  words: IncidentWords,
  incident: Incident,
  help: IncidentHelp,
  recipients: string,
): string {
  const url = incidentUrl(incident, help.runbookUrl);
  const steps = stepsOf(incident);
  const extras = extrasOf(help);
  const message = (stepCount: number, extraCount: number) => {
    const cut = stepCount < steps.length || extraCount < extras.length;
    return [
      ...shadowLines(help.routes),
      ...statesOf(words),
      ...checklist(steps.slice(0, stepCount)),
      "",
      ...(cut ? [`… the rest: ${url}`] : [`Runbook: ${url}`]),
      ...extras.slice(0, extraCount),
      "",
      recipients,
    ].join("\n");
  };
  for (let count = steps.length; count > 0; count--) {
    const text = message(count, extras.length);
    if (text.length <= longestMessage) return text;
  }
  for (let count = extras.length; count >= 0; count--) {
    const text = message(0, count);
    if (text.length <= longestMessage) return text;
  }
  throw new RangeError(
    `the message of the incident "${incident.title}" has more than ${longestMessage} characters without a single step: ` +
      "shorten the address of the runbook, or tell fewer handles",
  );
}

function statesOf({ alert, recovery, noData }: IncidentWords): string[] {
  return [
    `{{#is_alert}}${alert}{{/is_alert}}`,
    ...(noData === undefined ? [] : [`{{#is_no_data}}${noData}{{/is_no_data}}`]),
    `{{#is_recovery}}${recovery}{{/is_recovery}}`,
  ];
}

interface Step {
  readonly stage: string;
  readonly text: string;
}

function stepsOf(incident: Incident): Step[] {
  return (Object.keys(stages) as (keyof typeof stages)[]).flatMap((stage) =>
    incident[stage].map(({ text }) => ({ stage: stages[stage].label, text: plain(text) })),
  );
}

/** As Markdown: each stage with a box for each of its steps. */
function checklist(steps: readonly Step[]): string[] {
  return [...Map.groupBy(steps, ({ stage }) => stage)].flatMap(([stage, own]) => [
    "",
    `**${stage}**`,
    ...own.map(({ text }) => `- [ ] ${text}`),
  ]);
}

/** What can be left away, the most helpful first; each one whole. */
function extrasOf({ release, stack, rollback, runbookUrl, dashboards }: IncidentHelp): string[] {
  return [
    `Release: ${plain(release ?? "none")}`,
    ...(rollback === undefined ? [] : [rollbackText(rollback, runbookUrl)]),
    ...(release === undefined
      ? []
      : [`What is known of it: \`npm run runbook -- collect ${plain(release)} --stack ${plain(stack)}\``]),
    ...dashboards.map(({ name, url }) => `${plain(name)}: ${inertUrl(url)}`),
  ];
}

/** The commands just as the runbook has them, or none of them: a command that had to be changed is another one. */
function rollbackText({ title, lines }: NonNullable<IncidentHelp["rollback"]>, runbookUrl: string): string {
  const commands = lines.flatMap(({ kind, text }) => (kind === "command" ? [text] : []));
  const exact = commands.length > 0 && commands.every((text) => inert(text) === text);
  if (!exact) return `${plainTitle(title)}: ${runbookUrl}#rollback-procedures`;
  return [`${plainTitle(title)}:`, "```", ...commands, "```"].join("\n");
}
