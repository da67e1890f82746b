// Queries that are wrong, each with exactly what is said of it.
import assert from "node:assert/strict";
import { queryProblem } from "../../../signals/query/monitorQuery.ts";

const operator = "an operator (+ - * /), or a comparison such as > 5";
const expression =
  "a metric such as avg:requests{*}, a number, a function or a group; a metric begins with avg:, sum:, min:, max:, " +
  "count: or a percentile such as p95:";
const notation =
  "either the signs ! and , or the words AND, OR, NOT and IN: Datadog takes no filter with both";

/** Each query with what is said of it in the line below. */
const wrong: Readonly<Record<string, string>> = {
  "query alert": `
    mean(last_5m):avg:a{*} > 1
      column 1: found "mean(last_5m):avg:a{*} >"…; required: a window, such as avg(last_5m): with avg, sum, min, max or percentile
    avg(last_0m):avg:a{*} > 1
      column 5: found "last_0m):avg:a{*} > 1"; required: a window such as last_5m or current_1d (m, h, d, w or mo)
    avg(last_5min):avg:a{*} > 1
      column 5: found "last_5min):avg:a{*} > 1"; required: a window such as last_5m or current_1d (m, h, d, w or mo)
    avg(last_5m)avg:a{*} > 1
      column 13: found "avg:a{*} > 1"; required: : between the window and what is measured
    change(avg(last_5m)):avg:a{*} > 1
      column 20: found "):avg:a{*} > 1"; required: a comma, and with which time to compare, such as last_5m
    avg(last_5m):a.b{*} > 1
      column 14: found "a.b{*} > 1"; required: ${expression}
    avg(last_5m):p95.a{*} > 1
      column 14: found "p95.a{*} > 1"; required: ${expression}
    avg(last_5m):avg:5xx{*} > 1
      column 18: found "5xx{*} > 1"; required: the name of a metric: letters, digits, _ and dots
    avg(last_5m):avg:a-b{*} > 1
      column 18: found "a-b{*} > 1"; required: the name of a metric: letters, digits, _ and dots
    avg(last_5m):avg:a > 1
      column 20: found "> 1"; required: a filter in braces, such as {env:production} or {*}
    avg(last_5m):avg:a{} > 1
      column 20: found "} > 1"; required: a tag such as env:production, or * for all
    avg(last_5m):avg:a{env:} > 1
      column 24: found "} > 1"; required: a value of env:
    avg(last_5m):avg:a{env:a > 1
      column 26: found "> 1"; required: a comma, AND, OR, or } at the filter's end
    avg(last_5m):avg:a{a:b c:d} > 1
      column 24: found "c:d} > 1"; required: a comma, AND, OR, or } at the filter's end
    avg(last_5m):avg:a{a:b AND !c:d} > 1
      column 28: found "!c:d} > 1"; required: ${notation}
    avg(last_5m):avg:a{a:b, c IN (d)} > 1
      column 27: found "IN (d)} > 1"; required: ${notation}
    avg(last_5m):avg:a{c IN d} > 1
      column 25: found "d} > 1"; required: values in parentheses, such as (a, b)
    avg(last_5m):avg:a{(a:b OR c:d} > 1
      column 31: found "} > 1"; required: AND, OR or ) at the end of the group
    avg(last_5m):avg:a{*} by env > 1
      column 26: found "env > 1"; required: the tags to group by, such as by {env}
    avg(last_5m):avg:a{*} by {} > 1
      column 27: found "} > 1"; required: the key of a tag, such as env
    avg(last_5m):avg:a{*} by {env:x} > 1
      column 30: found ":x} > 1"; required: a comma, or } at the end of the tags to group by
    avg(last_5m):avg:a{*}.as_counts() > 1
      column 22: found ".as_counts() > 1"; required: one of as_count, as_rate, weighted, fill, rollup
    avg(last_5m):avg:a{*}.as_count > 1
      column 32: found "> 1"; required: ( behind .as_count
    avg(last_5m):avg:a{*}.rollup(median, 60) > 1
      column 22: found ".rollup(median, 60) > 1"; required: .rollup(sum, 60) or .rollup(60)
    avg(last_5m):avg:a{*}.fill() > 1
      column 22: found ".fill() > 1"; required: .fill(zero) or .fill(last, 60)
    avg(last_5m):defualt_zero(avg:a{*}) > 1
      column 14: found "defualt_zero(avg:a{*}) >"…; required: a function of Datadog's; the nearest is default_zero
    avg(last_5m):abs(avg:a{*} > 1
      column 27: found "> 1"; required: an operator (+ - * /), a comma, or ) at the end of abs(
    avg(last_5m):(avg:a{*} + 1 > 1
      column 28: found "> 1"; required: an operator (+ - * /), or ) at the end of the group
    avg(last_5m):avg:a{*} / > 1
      column 25: found "> 1"; required: ${expression}
    avg(last_5m):avg:a{*} * 1e3 > 1
      column 25: found "1e3 > 1"; required: ${expression}
    avg(last_5m):avg:a{*}
      column 22: found the end; required: ${operator}
    avg(last_5m):avg:a{*}} > 1
      column 22: found "} > 1"; required: ${operator}
    avg(last_5m):avg:a{*} => 1
      column 23: found "=> 1"; required: ${operator}
    avg(last_5m):avg:a{*} > 1,5
      column 26: found ",5"; required: nothing behind the number to compare with
    avg(last_5m):avg:a{*} > 1e3
      column 25: found "1e3"; required: the number to compare with, in plain digits
    avg(last_5m):avg:a{*} > threshold
      column 25: found "threshold"; required: the number to compare with, in plain digits
  `,
  composite: `
    101 & 102
      column 5: found "& 102"; required: &&, || or the end
    101 &&
      column 7: found the end; required: the id of a monitor, ! or (
    101 && 10b
      column 8: found "10b"; required: the id of a monitor, ! or (
    (101 && 102
      column 12: found the end; required: &&, || or ) at the end of the group
  `,
  "slo alert": String.raw`
    error_budgets("a").over("7d") > 75
      column 1: found "error_budgets(\"a\").over("…; required: error_budget(…) or burn_rate(…)
    error_budget(a).over("7d") > 75
      column 14: found "a).over(\"7d\") > 75"; required: the id of an objective, in quotation marks: "…"
    error_budget("a").over("8d") > 75
      column 24: found "\"8d\") > 75"; required: "7d", "30d" or "90d"
    error_budget("a").over("7d") < 75
      column 30: found "< 75"; required: > or >=
    burn_rate("a").over("7d") > 14
      column 27: found "> 14"; required: .long_window(…)
    burn_rate("a").over("7d").long_window("1h").short_window(5m) > 14
      column 58: found "5m) > 14"; required: a window in quotation marks, such as "1h" or "5m"
  `,
};

const nothing: readonly [type: string, problem: string][] = [
  [
    "query alert",
    "column 1: found the end; required: a window, such as avg(last_5m): with avg, sum, min, max or percentile",
  ],
  ["composite", "column 1: found the end; required: the id of a monitor, ! or ("],
];

const strangers = ["log alert", "constructor"];

describe("a wrong query", () => {
  for (const [type, lines] of Object.entries(wrong)) {
    const all = lines
      .trim()
      .split("\n")
      .map((line) => line.trim());
    for (const [index, query] of all.entries()) {
      if (index % 2 === 1) continue;
      it(`of the type ${type} is refused: ${query}`, () =>
        assert.equal(queryProblem(type, query), all[index + 1]));
    }
  }

  it("is not nothing", () => {
    for (const [type, problem] of nothing) assert.equal(queryProblem(type, ""), problem);
  });

  it("is of a type that is known by name", () => {
    for (const type of strangers)
      assert.equal(
        queryProblem(type, 'logs("a").index("*").rollup("count").last("5m") > 5'),
        `found the type "${type}"; required: one whose queries are known (query alert, metric alert, composite, slo alert)`,
      );
  });

  it("repeats no control character in what is said of it", () => {
    assert.equal(
      queryProblem("composite", "\u001b[31m"),
      'column 1: found "\\u001b[31m"; required: the id of a monitor, ! or (',
    );
  });
});
