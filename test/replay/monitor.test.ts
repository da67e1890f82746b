// What the evaluator reads out of a monitor's query, and which queries it refuses.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { monitorOf } from "../../replay/monitor.ts";

const of = (query: string) =>
  monitorOf("a", {
    type: "query alert",
    query,
    monitorThresholds: { critical: "10", warning: "5" },
    onMissingData: "show_no_data",
    requireFullWindow: false,
    name: "a",
    message: "",
    tags: [],
    priority: "2",
    includeTags: true,
  });
const ratio = "100 * sum:errors{*} by {env}.as_count() / sum:hits{*} by {env}.as_count()";
const enough = "is_greater(sum:hits{*} by {env}.as_count(), 200)";

describe("a monitor's query, as it is evaluated", () => {
  it("says how the window becomes one value, and how long it is", () => {
    const read = (query: string) => {
      const { aggregation, windowMinutes, everyMinutes, comparator } = of(query);
      return [aggregation, windowMinutes, everyMinutes, comparator];
    };
    assert.deepEqual(read("min(last_2h):avg:a{*} by {env} >= 10"), ["min", 120, 1, ">="]);
    assert.deepEqual(read("sum(last_1mo):sum:a{*} by {env}.as_count() < 10"), ["sum", 43_200, 30, "<"]);
    assert.deepEqual(read(`sum(last_1d):${ratio} < 10`), ["ratio", 1440, 10, "<"]);
    assert.deepEqual(read(`avg(last_1d):${ratio} < 10`), ["avg", 1440, 10, "<"]);
    assert.deepEqual(read("sum(last_5m):sum:a{*}.as_rate() / sum:b{*}.as_rate() > 10"), ["sum", 5, 1, ">"]);
  });

  it("has a minimum of traffic in either form, and what is measured without it", () => {
    const traffic = (query: string) => [of(query).aggregation, of(query).traffic];
    assert.deepEqual(traffic(`sum(last_5m):(${ratio}) * ${enough} > 10`), [
      "ratio",
      { events: 200, otherwise: 0 },
    ]);
    assert.deepEqual(traffic(`sum(last_5m):100 - (100 - ${ratio}) * ${enough} < 10`), [
      "ratio",
      { events: 200, otherwise: 100 },
    ]);
    assert.deepEqual(traffic(`sum(last_5m):${ratio} > 10`), ["ratio", undefined]);
  });

  const refused: readonly [query: string, why: string][] = [
    ["avg(last_5m):avg:a{*} by {env} > 11", ""],
    ["avg(last_5m):avg:a{*} by {env} == 10", ""],
    ["percentile(last_5m):avg:a{*} by {env} > 10", ""],
    ["avg(current_1d):avg:a{*} by {env} > 10", ""],
    ["change(avg(last_5m),last_5m):avg:a{*} by {env} > 10", ""],
    [`sum(last_5m):${ratio} + ${enough} > 10`, ""],
    [`sum(last_5m):100 - (99 - ${ratio}) * ${enough} < 10`, ""],
    [
      "avg(last_0m):avg:a{*} by {env} > 10",
      ' (column 5: found "last_0m):avg:a{*} by {en"…; required: a window such as last_5m or current_1d (m, h, d, w or mo))',
    ],
  ];
  for (const [query, why] of refused) {
    it(`is refused where it is not known what it means: ${query}`, () =>
      assert.throws(
        () => of(query),
        (error) =>
          error instanceof InputError &&
          error.message.includes(
            `monitor a.query: found ${query}; required: avg, sum, min or max over (last_N with m, h, d, w or mo) of a ` +
              `measured value, compared with 10${why}; mend: set marsana-fleet:signals.a.query to such a query`,
          ),
      ));
  }
});
