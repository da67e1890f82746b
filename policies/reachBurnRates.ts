// Requires an alert on a burn rate to be one that can be reached: faster than with every event bad no budget burns.
import { highestRate } from "../signals/objectives.ts";
import { decimal } from "../signals/signal.ts";
import { objectiveNamedBy } from "./monitorTags.ts";
import { thresholdsIn } from "./monitorThresholds.ts";
import { burnAlertType, types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** A monitor that says of which row's objective it is, whoever declares it. */
export const reachBurnRates: ResourceRule = {
  name: "reach-burn-rates",
  description:
    "An alert on how fast an objective's budget burns must have a rate that can be reached: at most 1/(1−SLO).",
  mend: "Set lower rates in `marsana-fleet:objectives.burnAlerts`, or take the row's objective away in `marsana-fleet:objectives.rows`.",
  appliesTo: [types.monitor],
  checkResource(monitor, { datadog }, report) {
    if (datadog === undefined || monitor.props["type"] !== burnAlertType) return;
    const objective = objectiveNamedBy(monitor, datadog.objectives);
    if (objective === undefined) return;
    const critical = thresholdsIn(monitor)["critical"];
    const highest = highestRate(objective);
    if (Number(critical) > 0 && Number(critical) <= highest) return;
    report(
      `the burn rate is ${critical ?? "not set"}, and must be at most ${decimal(highest)}, at which every event of ` +
        `"${objective.row.metric}" is bad; mend: give the monitor a rate that can be reached`,
    );
  },
};
