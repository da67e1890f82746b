// Requires exactly one monitor for every row of the runbook's threshold table.
import { scopeTags, sourceTag } from "../signals/scope.ts";
import { isOfRunbook, rowOf, tagsOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { StackRule } from "./rule.ts";

export const requireMonitorPerThreshold: StackRule = {
  name: "require-monitor-per-threshold",
  description:
    "Every row of the runbook's threshold table must have exactly one monitor, and every monitor something of the runbook.",
  mend:
    "Undo the change to `ThresholdMonitors`, which declares one monitor for each row; take away a " +
    "monitor that carries `source:runbook`, and watches neither row nor incident.",
  checkStack(resources, { runbook, datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const monitors = resources.filter(({ type }) => type === types.monitor);
    const own = monitors.filter((monitor) => tagsOf(monitor).includes(sourceTag));
    const byRow = Map.groupBy(own, (monitor) => rowOf(monitor, runbook.thresholds));
    for (const row of runbook.thresholds) {
      const watching = byRow.get(row) ?? [];
      if (watching.length === 1) continue;
      report(
        `"${row.metric}" must have exactly one monitor, and has ${watching.length}` +
          `${watching.length > 1 ? ` (${watching.map(({ name }) => name).join(", ")})` : ""}; mend: declare one for each row`,
      );
    }
    for (const monitor of own) {
      if (!isOfRunbook(monitor, runbook)) {
        report(
          "must watch a row or an incident of the runbook, and its tags name none; mend: take the monitor away",
          monitor.urn,
        );
      }
      const missing = scopeTags(datadog.scope).filter((tag) => !tagsOf(monitor).includes(tag));
      if (missing.length > 0) {
        report(
          `must carry the tags ${missing.join(", ")}, by which downtimes and the proof of alerts find it`,
          monitor.urn,
        );
      }
    }
  },
};
