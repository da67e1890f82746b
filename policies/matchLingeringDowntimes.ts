// Requires a monitor that still counts a planned window after its end to be silent for that long, and no other one.
import { lingeringArgs } from "../components/MaintenanceDowntime.ts";
import { purposeTag } from "../signals/scope.ts";
import { checkDowntime, silencedTags } from "./downtimeParts.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const matchLingeringDowntimes: ResourceRule = {
  name: "match-lingering-downtimes",
  description:
    "A row that counts a planned window after its end must have one downtime for as long; no other row may have one.",
  mend: "Undo the change to `MaintenanceDowntime`; change the row's window with `marsana-fleet:signals.<metric>`.",
  appliesTo: [types.downtime],
  checkResource(downtime, { runbook, datadog, now }, report) {
    if (datadog === undefined || !isLingeringDowntime(downtime)) return;
    const { scope, runbookUrl, lingering } = datadog;
    const tags = silencedTags(downtime);
    const own = lingering.filter(({ tag }) => tags.includes(tag));
    for (const one of own)
      checkDowntime(
        downtime,
        lingeringArgs(one, { rule: runbook.maintenance.rule, scope, runbookUrl, now }),
        report,
      );
    if (own.length === 0) report("no row counts a planned window for so long; mend: take the downtime away");
  },
  checkStack(resources, { datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const own = resources.filter(isLingeringDowntime).map(silencedTags);
    for (const { row, tag } of datadog.lingering) {
      const count = own.filter((tags) => tags.includes(tag)).length;
      if (count !== 1)
        report(
          `"${row.metric}" (${tag}) must have exactly one downtime of its own after a planned window, and has ` +
            `${count}; mend: leave it to MaintenanceDowntime`,
        );
    }
  },
};

/** Whether it silences the monitors of one row. */
export function isLingeringDowntime(resource: CheckedResource): boolean {
  const ofRow = [purposeTag("metric", ""), purposeTag("warning", "")];
  return silencedTags(resource).some((tag) => ofRow.some((start) => tag.startsWith(start)));
}
