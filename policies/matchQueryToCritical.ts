// Requires a monitor's query to compare with its critical threshold, in the direction of the runbook's row.
import { rowOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** The comparison that ends every Datadog metric query. */
const comparison = /\s(?<comparator>[<>]=?)\s*(?<value>-?\d+(?:\.\d+)?)\s*$/;

/** The service finds a query that disagrees with the threshold only when it is asked over the network. */
export const matchQueryToCritical: ResourceRule = {
  name: "match-query-to-critical",
  description:
    "A monitor's query must compare with its critical threshold, the way its row of the runbook does.",
  appliesTo: [types.monitor],
  checkResource(monitor, { runbook }, report) {
    const row = rowOf(monitor, runbook.thresholds);
    if (row === undefined) return;
    const { query, monitorThresholds } = monitor.props;
    const found = comparison.exec(String(query))?.groups;
    const critical = String(
      (monitorThresholds as Readonly<Record<string, unknown>> | undefined)?.["critical"],
    );
    if (found?.["comparator"] === row.alert.comparator && Number(found["value"]) === Number(critical)) return;
    report(
      `the query compares with "${found ? `${found["comparator"]} ${found["value"]}` : "nothing"}", and must with ` +
        `"${row.alert.comparator} ${critical}"; mend: build query and threshold from the same row`,
    );
  },
};
