// Looks through a readable runbook for what a person should look at again.

import type { Misreading } from "../calendar/reading.ts";
import { reviewDueAfter } from "../calendar/reviewInterval.ts";
import type { WindowRule } from "../calendar/windowRule.ts";
import { badCommands } from "./commands.ts";
import { eitherDayCron } from "./cron.ts";
import type { Place, Runbook } from "./model.ts";
import { byPlace, type Problem } from "./problem.ts";

/** The statuses that a runbook may have, in the order of its life. */
const statuses = ["Draft", "In Review", "Ready for Production", "Deprecated", "Retired"];

/** The days over which an uptime target is judged, as services do it. */
const uptimeDays = 30;
const minutesPerDay = 24 * 60;
const msPerDay = minutesPerDay * 60_000;

type Finding = Misreading & { rule: string; at: Place };

/**
 * The findings that follow from the model, beside those of the parse: commands that do not exist, cron lines that
 * fire too often, contacts to be filled in, an unknown status, an overdue review, an uptime that the maintenance
 * window makes unreachable. In the order of the document.
 */
export function lintRunbook(runbook: Runbook, file: string, instant: Date): Problem[] {
  const findings = [
    ...commandFindings(runbook),
    ...cronFindings(runbook),
    ...contactFindings(runbook),
    ...statusFindings(runbook),
    ...reviewFindings(runbook, instant),
    ...uptimeFindings(runbook),
  ];
  return findings
    .map(({ rule, at, found, required, mend }): Problem => {
      return { severity: "finding", rule, file, line: at.line, column: at.column, found, required, mend };
    })
    .sort(byPlace);
}

function commandFindings({ deployment, rollbacks, immediateChecks }: Runbook): Finding[] {
  const lines = [...deployment, ...rollbacks].flatMap((script) => script.lines);
  const commands = [
    ...lines.filter(({ kind }) => kind === "command"),
    ...immediateChecks.map(({ command, at }) => ({ text: command, at })),
  ];
  return commands.flatMap(({ text, at }) =>
    badCommands(text).map((words) => ({ rule: "command", at, ...words })),
  );
}

function cronFindings(runbook: Runbook): Finding[] {
  const texts = [
    ...[...runbook.deployment, ...runbook.rollbacks].flatMap(({ lines }) => lines),
    ...runbook.immediateChecks.map(({ command, at }) => ({ text: command, at })),
    ...runbook.maintenance.activities,
    ...runbook.maintenance.communication,
  ];
  return texts.flatMap(({ text, at }) => {
    const line = eitherDayCron(text);
    if (line === undefined) return [];
    return {
      rule: "cron",
      at,
      found: `\`${line}\`, which fires on every such day of the month and on every such day of the week`,
      required: "a line that sets one of the two days",
      mend: "set the day of the week, and let the job itself check the day of the month",
    };
  });
}

function contactFindings({ contacts }: Runbook): Finding[] {
  return contacts.flatMap((contact) => {
    const open = (["name", "phone", "email"] as const).filter((key) => contact[key] === undefined);
    if (open.length === 0) return [];
    return {
      rule: "open-contact",
      at: contact.at,
      found: `no ${open.join(", ")} for "${contact.role}"`,
      required: "somebody who can be reached in an emergency",
      mend: "fill in what is TBD",
    };
  });
}

function statusFindings({ status, at }: Runbook): Finding[] {
  if (statuses.some((known) => known.toLowerCase() === status.toLowerCase())) return [];
  const mend = "write one of them, or leave it for people to read";
  return [
    { rule: "unknown-status", at: at.status, found: `"${status}"`, required: statuses.join(", "), mend },
  ];
}

function reviewFindings({ lastUpdated, reviewFrequency, at }: Runbook, instant: Date): Finding[] {
  const due = reviewDueAfter(lastUpdated, reviewFrequency.months);
  const mend = 'review the runbook, and set "Last Updated" to the day on which it was done';
  const finding = { rule: "stale-review", at: at.lastUpdated, mend };
  const today = instant.toISOString().slice(0, 10);
  if (lastUpdated > today) {
    return [
      { ...finding, found: `${lastUpdated}, which is after ${today}`, required: "a day that has been" },
    ];
  }
  if (instant.getTime() < due.getTime() + msPerDay) return [];
  const dueDay = due.toISOString().slice(0, 10);
  const found = `a last update on ${lastUpdated} and a review that was due on ${dueDay}`;
  return [
    { ...finding, found, required: `a review (${reviewFrequency.text}) that is not overdue on ${today}` },
  ];
}

/** An uptime that cannot be reached unless planned windows are left out of it: computed, not known. */
function uptimeFindings({ thresholds, maintenance }: Runbook): Finding[] {
  const planned = windowsIn(maintenance.rule, uptimeDays) * maintenance.rule.durationMinutes;
  return thresholds.flatMap(({ metric, target, at }) => {
    if (
      !/\b(?:uptime|availability)\b/i.test(metric) ||
      target.unit !== "percent" ||
      target.comparator !== ">"
    )
      return [];
    const allowed = Number((uptimeDays * minutesPerDay * (1 - target.value / 100)).toFixed(1));
    if (planned <= allowed) return [];
    return {
      rule: "unreachable-uptime",
      at,
      found: `${metric} ${target.text} with ${planned} minutes of planned maintenance in ${uptimeDays} days`,
      required: `no more than ${allowed} minutes, which is what the target leaves`,
      mend: "measure it without the planned windows, or shorten the window, or lower the target",
    };
  });
}

/** The windows that a rule opens in so many days at the least; a monthly rule opens one in about a month. */
function windowsIn({ frequency }: WindowRule, days: number): number {
  return frequency === "weekly" ? Math.floor(days / 7) : 1;
}
