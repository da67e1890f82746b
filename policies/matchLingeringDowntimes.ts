// Requires a monitor that still counts a planned window after its end to be silent for that long, and no other one.
import { lingeringArgs } from "../components/MaintenanceDowntime.ts";
import { purposeTag } from "../signals/scope.ts";
import { checkDowntime, silencedTags } from "./downtimeParts.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const matchLingeringDowntimes: StackRule = {
  name: "match-lingering-downtimes",
  description:
    "A row that counts a planned window after its end must have one downtime for as long; no other row may have one.",
  mend: "Undo the change to `MaintenanceDowntime`; change the row's window with `marsana-fleet:signals.<metric>`.",
  checkStack(resources, { runbook, datadog, now }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const { scope, runbookUrl, lingering } = datadog;
    const own = resources.filter(isLingeringDowntime);
    for (const one of lingering) {
      const found = own.filter((downtime) => silencedTags(downtime).includes(one.tag));
      if (found.length !== 1)
        report(
          `"${one.row.metric}" (${one.tag}) must have exactly one downtime of its own after a planned window, and has ` +
            `${found.length}; mend: leave it to MaintenanceDowntime`,
        );
      const required = lingeringArgs(one, { rule: runbook.maintenance.rule, scope, runbookUrl, now });
      for (const downtime of found) checkDowntime(downtime, required, report);
    }
    const tags = lingering.map(({ tag }) => tag);
    for (const downtime of own) {
      if (silencedTags(downtime).some((tag) => tags.includes(tag))) continue;
      report("no row counts a planned window for so long; mend: take the downtime away", downtime.urn);
    }
  },
};

/** Whether it silences the monitors of one row. */
export function isLingeringDowntime(resource: CheckedResource): boolean {
  const ofRow = [purposeTag("metric", ""), purposeTag("warning", "")];
  return silencedTags(resource).some((tag) => ofRow.some((start) => tag.startsWith(start)));
}
