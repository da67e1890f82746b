// Queries that nobody means well: refused, or read, in time that grows with their length. What took the square of it would,
// at this length, not end within a test's time.
import assert from "node:assert/strict";
import { parseMeasurement } from "../../../signals/query/metricMonitor.ts";
import { queryProblem } from "../../../signals/query/monitorQuery.ts";
import { groupsBy } from "../../../signals/query/parts.ts";

describe("a hostile query", () => {
  const size = 1_000_000;
  const repeated = (text: string) => text.repeat(Math.ceil(size / text.length));
  const hostile: Readonly<Record<string, readonly [string, string]>> = {
    parentheses: ["query alert", `avg(last_5m):${repeated("(")}`],
    "signs before a number": ["query alert", `avg(last_5m):${repeated("- ")}1 > 1`],
    functions: ["query alert", `avg(last_5m):${repeated("abs(")}`],
    negations: ["query alert", `avg(last_5m):avg:a{${repeated("NOT ")}a}`],
    "filters in filters": ["query alert", `avg(last_5m):avg:a{${repeated("(")}`],
    spaces: ["query alert", `avg(last_5m):avg:a${repeated(" ")}`],
    "the name of a metric": ["query alert", `avg(last_5m):avg:${repeated("a")}-`],
    "a number": ["query alert", `avg(last_5m):${repeated("1")}e`],
    "a text without an end": ["query alert", `avg(last_5m):abs(avg:a{*}, '${repeated("a")}`],
    "a tag": ["query alert", `avg(last_5m):avg:a{${repeated("a")}`],
    "nested monitors": ["composite", repeated("!(")],
    "the id of an objective": ["slo alert", `error_budget("${repeated("a")}`],
  };
  for (const [what, [type, query]] of Object.entries(hostile)) {
    it(`of ${what} without end is refused at once`, () => {
      assert.match(String(queryProblem(type, query)), /^column \d+: found .{1,40}; required: ./);
    });
  }

  it("of many terms is read, and asked what is in it, at once", () => {
    const read = parseMeasurement(`avg(last_5m):${repeated("avg:a{*} + ")}1`);
    assert.ok(!groupsBy(read.expression, "env"));
    assert.equal(queryProblem("composite", `${repeated("1 && ")}1`), undefined);
  });
});
