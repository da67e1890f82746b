// Keeps the number of monitors, and of custom metrics, within what config allows: both are paid for, and read by people.
import { placeOf } from "../inputs/configPlace.ts";
import { customMetricTypes, monitorTypes } from "./resourceTypes.ts";
import type { StackRule } from "./rule.ts";

export const keepWithinBudget: StackRule = {
  name: "keep-within-budget",
  description: "The stack must have no more monitors and no more custom metrics than config allows.",
  mend:
    "Take away what nobody needs; or set `marsana-fleet:datadog.budget.monitors` or " +
    "`marsana-fleet:datadog.budget.customMetrics` to more.",
  checkStack(resources, { settings }, report) {
    const { budget } = settings.datadog;
    if (budget === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    for (const [words, types, key] of [
      ["monitors", monitorTypes, "monitors"],
      ["custom metrics", customMetricTypes, "customMetrics"],
    ] as const) {
      const count = resources.filter(({ type }) => types.includes(type)).length;
      if (count <= budget[key]) continue;
      const place = placeOf(["datadog", "budget", key]);
      report(
        `the stack has ${count} ${words}, and may have ${budget[key]}; mend: take ${count - budget[key]} away, or set ` +
          `${place} to ${count}`,
      );
    }
  },
};
