// Requires the recurring downtime to be the runbook's maintenance window, and to mute no monitor but those that may be.
import { durationText, isWindowStart, rruleOf } from "../calendar/index.ts";
import type { Runbook } from "../runbook/index.ts";
import { type MonitoringScope, mutedTag, scopeTags } from "../signals/scope.ts";
import { isEmpty } from "./differences.ts";
import { isLingeringDowntime } from "./matchLingeringDowntimes.ts";
import { isQuietDowntime } from "./matchWarningsToRunbook.ts";
import { wildcardsIn } from "./refuseWildcardDowntimes.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const matchDowntimeToRunbook: ResourceRule = {
  name: "match-downtime-to-runbook",
  description:
    "The one downtime, beside those of warnings and of single rows, must be the runbook's maintenance window, and mute those of this stack's monitors alone that carry `runbook-maintenance:muted`.",
  mend: 'Change the "Frequency" of the runbook, not the downtime; take away any other downtime.',
  appliesTo: [types.downtime, types.oldDowntime],
  checkResource(downtime, { runbook, datadog }, report) {
    if (datadog === undefined || !isOfMaintenance(downtime)) return;
    if (downtime.type === types.oldDowntime)
      return report("it must be a DowntimeSchedule, which tells its window as the runbook does");
    for (const problem of [...windowProblems(downtime, runbook), ...scopeProblems(downtime, datadog.scope)])
      report(problem);
  },
  checkStack(resources, { datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const downtimes = resources.filter(isOfMaintenance);
    if (downtimes.length !== 1) {
      report(
        `the stack must have exactly one downtime, and has ${downtimes.length}; mend: declare the runbook's window`,
      );
    }
  },
};

function isOfMaintenance(resource: CheckedResource): boolean {
  const { type } = resource;
  if (type !== types.downtime && type !== types.oldDowntime) return false;
  return !isQuietDowntime(resource) && !isLingeringDowntime(resource);
}

/** The parts of a recurrence that the rule reads, as the resource takes them. */
interface Schedule {
  timezone?: unknown;
  recurrences?: { rrule?: unknown; duration?: unknown; start?: unknown }[];
}

function windowProblems({ props }: CheckedResource, runbook: Runbook): string[] {
  const { rule, frequencyText } = runbook.maintenance;
  const { timezone, recurrences = [] } = (props["recurringSchedule"] ?? {}) as Schedule;
  const [recurrence = {}] = recurrences;
  const required = { rrule: rruleOf(rule), duration: durationText(rule) };
  const start = new Date(`${String(recurrence.start)}Z`);
  const problems = [
    ...(recurrences.length === 1 ? [] : [`it has ${recurrences.length} recurrences, and must have one`]),
    ...(timezone === rule.timezone
      ? []
      : [`its time zone is ${String(timezone)}, and must be ${rule.timezone}`]),
    ...(["rrule", "duration"] as const)
      .filter((part) => recurrence[part] !== required[part])
      .map((part) => `its ${part} is ${String(recurrence[part])}, and must be ${required[part]}`),
    ...(isWindowStart(rule, start)
      ? []
      : [`its start is ${String(recurrence.start)}, which is no such day and time`]),
    ...(isEmpty(props["oneTimeSchedule"]) ? [] : ["it has a one-time schedule beside the runbook's window"]),
  ];
  return problems.map((problem) => `${problem} (the runbook says "${frequencyText}")`);
}

/** What it silences, as far as it names it: a wildcard is the matter of refuse-wildcard-downtimes. */
function scopeProblems(downtime: CheckedResource, scope: MonitoringScope): string[] {
  const required = [...scopeTags(scope), mutedTag];
  const wild = wildcardsIn(downtime);
  const { monitorTags, monitorId } = (downtime.props["monitorIdentifier"] ?? {}) as {
    monitorTags?: unknown[];
    monitorId?: unknown;
  };
  const tags = new Set(monitorTags?.map(String));
  const silenced = !monitorId && tags.size === required.length && required.every((tag) => tags.has(tag));
  const found = String(downtime.props["scope"]);
  return [
    ...(wild.scope !== undefined || found === `env:${scope.environment}`
      ? []
      : [`it silences "${found}", and must silence env:${scope.environment} alone`]),
    ...(wild.monitors !== undefined || silenced
      ? []
      : [`it must silence the monitors with all of the tags ${required.join(", ")}, and no others`]),
  ];
}
