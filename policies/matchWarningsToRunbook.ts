// Requires, where warnings keep business hours, a monitor for each row's target, quiet outside of the hours alone; else none.
import { quietArgs } from "../components/WarningMonitors.ts";
import { purposeTag, warningTag } from "../signals/scope.ts";
import { warningArgs } from "../signals/warnings.ts";
import { compare, shown } from "./differences.ts";
import { checkDowntime, silencedTags } from "./downtimeParts.ts";
import { tagsOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule, RuleInputs } from "./rule.ts";

export const matchWarningsToRunbook: ResourceRule = {
  name: "match-warnings-to-runbook",
  description:
    "Where warnings keep business hours, each row's target must have one monitor, which is silenced outside of them alone.",
  mend: "Change the target in the runbook's table, or `marsana-fleet:datadog.warningHours`; undo the change to `WarningMonitors`.",
  appliesTo: [types.monitor, types.downtime],
  checkResource(resource, inputs, report) {
    const { datadog, now } = inputs;
    const hours = datadog?.warningHours;
    if (datadog === undefined || hours === undefined) return; // That there is none of them then is found in the stack as a whole.
    if (isWarning(resource)) checkMonitor(resource, inputs, report);
    if (isQuietDowntime(resource)) checkDowntime(resource, quietArgs({ ...datadog, hours, now }), report);
  },
  checkStack(resources, { datadog, runbook }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const warnings = resources.filter(isWarning);
    const rows = datadog.warningHours === undefined ? [] : runbook.thresholds;
    for (const row of rows) {
      const count = warnings.filter((one) => tagsOf(one).includes(purposeTag("warning", row.id))).length;
      if (count !== 1)
        report(
          `the target of "${row.metric}" must have exactly one monitor, and has ${count}; mend: declare one for each row`,
        );
    }
    if (warnings.length > rows.length)
      report(
        `there must be ${rows.length} monitors of warnings, and there are ${warnings.length}; mend: take the others away`,
      );
    const [found, count] = [
      resources.filter(isQuietDowntime).length,
      datadog.warningHours === undefined ? 0 : 1,
    ];
    if (found !== count)
      report(
        `there must be ${count} downtimes of warnings, and there are ${found}; mend: leave it to WarningMonitors`,
      );
  },
};

function isWarning(resource: CheckedResource): boolean {
  return resource.type === types.monitor && tagsOf(resource).includes(warningTag);
}

function checkMonitor(
  monitor: CheckedResource,
  { datadog, runbook, signals }: RuleInputs,
  report: Report,
): void {
  const rows = runbook.thresholds;
  if (datadog === undefined) return;
  // Of each row that it says to be of: one that is of two would stand for both.
  for (const row of rows.filter(({ id }) => tagsOf(monitor).includes(purposeTag("warning", id)))) {
    const args = warningArgs(row, { ...datadog, rows, signals });
    const { query, monitorThresholds, onMissingData, priority } = args;
    compare(monitor.props, { query, monitorThresholds, onMissingData, priority }, ({ name, found, wanted }) =>
      report(`its ${name} is ${shown(found)}, and must be ${shown(wanted)}; mend: take it from the row`),
    );
  }
}

/** Whether it is the downtime of the warnings: none but theirs asks for their tag. */
export function isQuietDowntime(resource: CheckedResource): boolean {
  return silencedTags(resource).includes(warningTag);
}
