// Requires a monitor's query to compare with its critical threshold, in the direction of the runbook's row.
import { monitorQuery, signalOf } from "../signals/signal.ts";
import { rowOf } from "./monitorTags.ts";
import { comparisonIn, thresholdsIn } from "./monitorThresholds.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** The service finds a query that disagrees with the threshold only when it is asked over the network. */
export const matchQueryToCritical: ResourceRule = {
  name: "match-query-to-critical",
  description:
    "A monitor's query must be its row's signal, compared with its critical threshold as the runbook does.",
  mend:
    "Change the number in the runbook's table, or the query in " +
    "`marsana-fleet:signals`: the comparison is added to it.",
  appliesTo: [types.monitor],
  checkResource(monitor, { runbook, signals, datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const { scope } = datadog;
    const row = rowOf(monitor, runbook.thresholds);
    if (row === undefined) return;
    const signal = signalOf(row, signals);
    if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
    const found = comparisonIn(monitor);
    const critical = String(thresholdsIn(monitor)["critical"]);
    if (found?.comparator === row.alert.comparator && found.value === Number(critical)) {
      if (monitor.props["query"] === monitorQuery(row, signal, scope)) return;
      report(
        `the query must measure "${row.metric}" as its signal says, in env:${scope.environment}; mend: build it from the ` +
          `row and the signal ${row.id}`,
      );
      return;
    }
    report(
      `the query compares with "${found ? `${found.comparator} ${found.value}` : "nothing"}", and must with ` +
        `"${row.alert.comparator} ${critical}"; mend: build query and threshold from the same row`,
    );
  },
};
