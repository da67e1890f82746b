// The rule on the budget: how many monitors and custom metrics there may be, and what counts as one.
import assert from "node:assert/strict";
import { settingsSchema } from "../../inputs/settings.ts";
import { keepWithinBudget } from "../../policies/keepWithinBudget.ts";
import { types } from "../../policies/resourceTypes.ts";
import { rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";
import { options } from "../support/options.ts";

describe("keep-within-budget", () => {
  const { datadog } = settingsOf("rehearsal");
  const inputs = (budget: object) =>
    rehearsalInputs(settingsSchema.parse({ ...settingsOf("rehearsal"), datadog: { ...datadog, budget } }));
  const judge = (all: readonly string[], budget: object) =>
    verdictOf(
      keepWithinBudget,
      all.map((type, index) => resource(type, {}, { name: String(index) })),
      inputs(budget),
    );
  const monitors = [types.monitor, types.monitorJson, types.syntheticsTest];
  const metrics = [types.logsMetric, types.metricMetadata, types.rumMetric, types.spansMetric];

  it("passes as many as config allows, and everything else", () => {
    assert.deepEqual(judge([...monitors, ...metrics], { monitors: 3, customMetrics: 4 }), []);
    assert.deepEqual(judge([types.gate, types.downtime], { monitors: 1, customMetrics: 0 }), []);
  });

  it("refuses one more of either, and says how many are too many", () => {
    assert.deepEqual(judge([...monitors, ...metrics], { monitors: 1, customMetrics: 3 }), [
      "stack: the stack has 3 monitors, and may have 1; mend: take 2 away, or set marsana-fleet:datadog.budget.monitors to 3",
      "stack: the stack has 4 custom metrics, and may have 3; mend: take 1 away, or set marsana-fleet:datadog.budget.customMetrics to 4",
    ]);
  });

  it("stands aside where Datadog is off", () => {
    const off = rehearsalInputs({
      ...settingsOf("rehearsal"),
      datadog: Object(options["no Datadog"])["marsana-fleet:datadog"],
    });
    const many = Array.from({ length: 100 }, (_, index) =>
      resource(types.monitor, {}, { name: String(index) }),
    );
    assert.deepEqual(verdictOf(keepWithinBudget, many, off), []);
  });
});
