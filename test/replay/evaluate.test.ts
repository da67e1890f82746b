// The evaluator, limit by limit: what docs/replay.md says of Datadog's semantics is what happens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../inputs/inputError.ts";
import { evaluate, type Silence, type Values } from "../../replay/evaluate.ts";
import { monitorOf } from "../../replay/monitor.ts";
import { projectFolder } from "../support/inputs.ts";
import { limitsOfOthers } from "../support/replayLimits.ts";

const page = readFileSync(join(projectFolder, "docs/replay.md"), "utf8");
const never: Silence = { isOn: () => false, isPlanned: () => false, tells: new Set() };
const ratio = "100 * sum:a{*} by {env}.as_count() / sum:b{*} by {env}.as_count()";

interface Declaring {
  readonly query?: string;
  readonly recovery?: Readonly<Record<string, string>>;
  readonly more?: object;
}

/** A monitor that warns beyond 5 and alerts beyond 10, of the last five minutes' mean. */
function monitor({
  query = "avg(last_5m):avg:a{*} by {env} > 10",
  recovery = {},
  more = {},
}: Declaring = {}) {
  return monitorOf("a", {
    name: "A",
    type: "query alert",
    query,
    message: "@slack-a",
    monitorThresholds: { critical: "10", warning: "5", ...recovery },
    tags: [],
    priority: "2",
    onMissingData: "show_and_notify_no_data",
    requireFullWindow: false,
    includeTags: true,
    ...more,
  });
}

const repeated = (value: number | undefined, times: number): Values =>
  Array.from({ length: times }, () => value);

/** What people are told, in short: "ALERT at 4". */
function toldOf(values: Values, declared: Declaring = {}, silence = never): string[] {
  return evaluate(monitor(declared), values, silence).told.map(
    ({ state, minute }) => `${state} at ${minute}`,
  );
}

/** Each limit of the page, by its words in bold, and what shows it. */
const limits: Readonly<Record<string, () => void>> = {
  "A point counts when its minute is over.": () => {
    assert.deepEqual(toldOf([...repeated(0, 5), ...repeated(100, 3)]), ["ALERT at 6"]);
  },

  "Evaluations fall on whole intervals of the series.": () => {
    const lasting = (window: string) => ({ query: `max(last_${window}):avg:a{*} by {env} > 10` });
    const values = [...repeated(0, 5), ...repeated(100, 60)];
    assert.deepEqual(toldOf(values, lasting("1439m")), ["ALERT at 6"]);
    assert.deepEqual(toldOf(values, lasting("24h")), ["ALERT at 10"]);
    assert.deepEqual(toldOf(values, lasting("1d")), ["ALERT at 10"]);
    assert.deepEqual(toldOf(values, lasting("47h")), ["ALERT at 10"]);
    assert.deepEqual(toldOf(values, lasting("2d")), ["ALERT at 30"]);
    assert.deepEqual(toldOf(values, lasting("1w")), ["ALERT at 30"]);
  },

  "A window need not be full.": () => {
    assert.deepEqual(toldOf([0, ...repeated(undefined, 3), 21]), ["ALERT at 5"]);
  },

  "Gaps are not filled.": () => {
    // Datadog may interpolate between 0 and 21, and see a mean of 10.5 over the five minutes.
    assert.deepEqual(toldOf([0, undefined, undefined, undefined, 19]), ["WARN at 5"]);
  },

  "NO DATA is an empty window.": () => {
    assert.deepEqual(toldOf([0, ...repeated(undefined, 10), 0]), ["NO DATA at 6", "OK at 12"]);
    assert.deepEqual(toldOf([0, ...repeated(undefined, 4), 0]), []);
  },

  "Quiet missing data changes the state, and says nothing.": () => {
    const failing = [11, ...repeated(undefined, 5), 0];
    const last = { query: "avg(last_1m):avg:a{*} by {env} > 10" };
    const told = (onMissingData: string) => toldOf(failing, { ...last, more: { onMissingData } });
    assert.deepEqual(told("show_and_notify_no_data"), ["ALERT at 1", "NO DATA at 2", "OK at 7"]);
    assert.deepEqual(told("show_no_data"), ["ALERT at 1", "OK at 7"]);
    assert.deepEqual(told("resolve"), ["ALERT at 1", "OK at 2"]);
  },

  "Traffic is the same in each window.": () => {
    const judging = (traffic: number | undefined, query: string, value: number) =>
      evaluate(monitor({ query }), [value], never, traffic).told.map(({ state }) => state);
    const high = `sum(last_5m):(${ratio}) * is_greater(sum:b{*} by {env}.as_count(), 20) > 10`;
    assert.deepEqual(judging(undefined, high, 50), ["ALERT"]);
    assert.deepEqual(judging(21, high, 50), ["ALERT"]);
    assert.deepEqual(judging(20, high, 50), []);
    // Of what is bad when it is low, the whole stands for what is not judged.
    const low = `sum(last_5m):100 - (100 - ${ratio}) * is_greater(sum:b{*} by {env}.as_count(), 20) < 10`;
    assert.deepEqual(judging(21, low, 9), ["ALERT"]);
    assert.deepEqual(judging(20, low, 9), []);
  },

  "What was never measured is not missing.": () => {
    assert.deepEqual(toldOf(repeated(undefined, 20)), []);
    assert.deepEqual(toldOf([...repeated(undefined, 20), 0, ...repeated(undefined, 4)]), []);
    assert.deepEqual(toldOf([...repeated(undefined, 20), 0, ...repeated(undefined, 5)]), ["NO DATA at 26"]);
  },

  "There is one group.": () => {
    // Datadog would leave a group that is new alone for its first minute.
    const grouped = { query: "avg(last_5m):avg:a{*} by {env,host} > 10" };
    assert.deepEqual(toldOf([11], grouped), ["ALERT at 1"]);
  },

  "A ratio weighs each minute the same.": () => {
    // Nine failures of ten in a quiet minute, none of a thousand in four busy ones: in sum 9 of 4010, or 0.2%.
    const failed = [0, 0, 0, 0, 9];
    const requests = [1000, 1000, 1000, 1000, 10];
    const values = failed.map((count, minute) => (100 * count) / (requests[minute] ?? 1));
    assert.deepEqual(toldOf(values, { query: `sum(last_5m):${ratio} > 10` }), ["ALERT at 5"]);
    // With the same traffic in each minute, it is what Datadog computes: (1+2+3+4+5) of (10+10+10+10+10), or 30%.
    const even = [10, 20, 30, 40, 50];
    const { evaluations } = evaluate(monitor({ query: `sum(last_5m):${ratio} > 10` }), even, never);
    assert.equal(evaluations.at(-1)?.value, 30);
  },

  "A sum that is no such ratio adds up the points.": () => {
    assert.deepEqual(toldOf(repeated(3, 5), { query: "sum(last_5m):avg:a{*} by {env} > 10" }), [
      "WARN at 2",
      "ALERT at 4",
    ]);
  },

  "Points stay a minute long.": () => {
    const longest = { query: "max(last_1d):avg:a{*} by {env} > 10" };
    assert.deepEqual(toldOf([...repeated(0, 5), 11, ...repeated(0, 5)], longest), ["ALERT at 10"]);
  },

  "Recovery holds a state back.": () => {
    const last = "avg(last_1m):avg:a{*} by {env} > 10";
    const values = [0, 11, 9, 8, 11, 7, 4, 3, 2];
    assert.deepEqual(toldOf(values, { query: last }), [
      "ALERT at 2",
      "WARN at 3",
      "ALERT at 5",
      "WARN at 6",
      "OK at 7",
    ]);
    // Recovered at the recovery threshold itself, and not before; from ALERT, a WARN is left at its own.
    assert.deepEqual(
      toldOf(values, { query: last, recovery: { criticalRecovery: "7", warningRecovery: "3" } }),
      ["ALERT at 2", "WARN at 6", "OK at 8"],
    );
    const fromAlert = [0, 11, 4, 3];
    assert.deepEqual(toldOf(fromAlert, { query: last, recovery: { warningRecovery: "3" } }), [
      "ALERT at 2",
      "WARN at 3",
      "OK at 4",
    ]);
  },

  "A downtime silences, and changes no state.": () => {
    const last = { query: "avg(last_1m):avg:a{*} by {env} > 10" };
    const downtime = (from: number, to: number, ...tells: ("ALERT" | "WARN")[]): Silence => ({
      ...never,
      isOn: (minute) => from <= minute && minute < to,
      tells: new Set(tells),
    });
    const failing = [0, 0, ...repeated(11, 6), 0];
    assert.deepEqual(toldOf(failing, last), ["ALERT at 3", "OK at 9"]);
    // It begins in the downtime, and outlasts it.
    assert.deepEqual(toldOf(failing, last, downtime(2, 6, "ALERT")), ["ALERT at 6", "OK at 9"]);
    assert.deepEqual(toldOf(failing, last, downtime(2, 6, "WARN")), []);
    // It begins and ends in the downtime.
    assert.deepEqual(toldOf(failing, last, downtime(2, 20, "ALERT")), []);
    // It is told of before the downtime: so is its end in it, and nothing else in it.
    assert.deepEqual(toldOf([...failing, 11, 0, 0], last, downtime(5, 20, "ALERT")), [
      "ALERT at 3",
      "OK at 9",
    ]);
    // It is told of before the downtime, and again when that ends.
    assert.deepEqual(toldOf(failing, last, downtime(4, 6, "ALERT")), ["ALERT at 3", "ALERT at 6", "OK at 9"]);
  },

  "What it does not know it refuses.": () => {
    const refused = (declared: Declaring, message: RegExp) =>
      assert.throws(
        () => monitor(declared),
        (error) => error instanceof InputError && message.test(error.message),
      );
    refused({ more: { evaluationDelay: 900 } }, /monitor a: found .*"evaluationDelay"; required: .*; mend: /);
    refused({ more: { requireFullWindow: true } }, /monitor a\.requireFullWindow: found /);
    refused({ more: { onMissingData: "default" } }, /monitor a\.onMissingData: found /);
    refused({ more: { type: "log alert" } }, /monitor a\.type: found /);
    refused({ recovery: { critical: "1e1" } }, /monitor a\.monitorThresholds\.critical: found /);
    for (const query of [
      "avg(last_5m):avg:a{*} by {env} > 11",
      "avg(last_5m):avg:a{*} by {env} == 10",
      "percentile(last_5m):avg:a{*} by {env} > 10",
      "avg(last_0m):avg:a{*} by {env} > 10",
      "avg(current_1d):avg:a{*} by {env} > 10",
    ])
      refused({ query }, /monitor a\.query: found .*; required: avg, sum, min or max/);
  },
};

describe("a limit of the replay", () => {
  for (const [limit, shows] of Object.entries({ ...limits, ...limitsOfOthers }))
    it(`is as documented: ${limit}`, shows);

  it("stands in the page, and each of the page's has a test", () => {
    const section = page.split("## Limits")[1]?.split("\n## ")[0] ?? "";
    const written = [...section.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, words]) => words);
    assert.deepEqual(written, Object.keys({ ...limits, ...limitsOfOthers }));
  });
});

describe("the evaluator", () => {
  it("compares with the sign of the query, and with the threshold itself only where the sign says so", () => {
    const states = (comparator: string) =>
      [9, 10, 11].map((value) => {
        const query = `avg(last_1m):avg:a{*} by {env} ${comparator} 10`;
        const warning = comparator.startsWith("<") ? "15" : "5";
        return evaluate(monitor({ query, recovery: { warning } }), [value], never).evaluations[0]?.state;
      });
    assert.deepEqual(states(">"), ["WARN", "WARN", "ALERT"]);
    assert.deepEqual(states(">="), ["WARN", "ALERT", "ALERT"]);
    assert.deepEqual(states("<"), ["ALERT", "WARN", "WARN"]);
    assert.deepEqual(states("<="), ["ALERT", "ALERT", "WARN"]);
  });

  it("takes mean, sum, least and most of the window as the query says", () => {
    const values = (aggregation: string) => {
      const query = `${aggregation}(last_3m):avg:a{*} by {env} > 10`;
      return evaluate(monitor({ query }), [100, 1, 2, 6], never).evaluations.at(-1)?.value;
    };
    assert.deepEqual(["avg", "sum", "min", "max"].map(values), [3, 9, 1, 6]);
  });
});
