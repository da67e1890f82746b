// Signals: conversion of units, and the query and thresholds that come of a row and its signal.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Threshold } from "../../runbook/model.ts";
import { shippedSignals } from "../../signals/shipped.ts";
import {
  monitoredThreshold,
  monitorQuery,
  type Signal,
  type Signals,
  signalOf,
  signalProblems,
} from "../../signals/signal.ts";
import { signalSchema } from "../../signals/signalSchema.ts";
import { convert, unitNames, unitsLike } from "../../signals/units.ts";

const latency: Threshold = {
  id: "api-latency-p95",
  metric: "API Latency (p95)",
  target: { comparator: "<", value: 500, unit: "ms", text: "< 500ms" },
  alert: { comparator: ">", value: 1000, unit: "ms", text: "> 1000ms" },
  at: { line: 7, column: 3 },
};
const signal: Signal = {
  query: "avg(last_5m):p95:requests{env:$environment,service:$service} by {env}",
  unit: "s",
  onMissingData: "show_no_data",
};

describe("units", () => {
  it("converts without the noise of binary fractions", () => {
    assert.deepEqual(
      [
        convert(1000, "ms", "s"),
        convert(0.5, "percent", "fraction"),
        convert(99.9, "percent", "fraction"),
        convert(3, "s", "ms"),
      ],
      [1, 0.005, 0.999, 3000],
    );
  });

  it("gives back what was converted there and back", () => {
    const value = fc.integer({ min: 1, max: 1_000_000 }).map((whole) => whole / 1000);
    fc.assert(
      fc.property(value, fc.constantFrom(...unitNames), fc.nat(), (amount, from, pick) => {
        const others = unitsLike(from);
        const to = others[pick % others.length] ?? from;
        assert.equal(convert(convert(amount, from, to), to, from), amount);
      }),
    );
  });

  it("refuses to turn a time into a ratio, and names the units that fit", () => {
    assert.throws(
      () => convert(1, "ms", "percent"),
      /ms cannot be converted to percent: choose one of s, ms, us, ns/,
    );
  });
});

describe("a row with its signal", () => {
  it("is compared in the unit of the signal, with the row's own comparison", () => {
    assert.deepEqual(monitoredThreshold(latency, signal), {
      comparator: ">",
      critical: "1",
      warning: "0.5",
      criticalRecovery: "0.5",
      warningRecovery: "0.45",
    });
    assert.equal(
      monitorQuery(latency, signal, { environment: "production", service: "fleet" }),
      "avg(last_5m):p95:requests{env:production,service:fleet} by {env} > 1",
    );
  });

  it("writes small values as plain digits, which is all that the query language reads", () => {
    const tiny = { ...latency, alert: { ...latency.alert, value: 0.0002 } };
    assert.equal(monitoredThreshold(tiny, signal).critical, "0.0000002");
  });

  it("has nothing to complain of when its units are of one kind", () => {
    assert.deepEqual(signalProblems([latency], { "api-latency-p95": signal }, "RUNBOOK.md", "prod"), []);
  });

  it("says what to add to config when it has no signal", () => {
    assert.deepEqual(signalProblems([latency], {}, "RUNBOOK.md", "prod"), [
      'RUNBOOK.md:7:3: "API Latency (p95)": found no signal for the metric `api-latency-p95`; required: where it is ' +
        "measured; mend: pulumi config set --stack prod --path 'marsana-fleet:signals.api-latency-p95.query' " +
        "'avg(last_5m):avg:<metric>{env:$environment} by {env}' and pulumi config set --stack prod --path " +
        "'marsana-fleet:signals.api-latency-p95.unit' s|ms|us|ns, or take the row out of the table",
    ]);
  });

  it("is measured by the signal of its id, else by that of the first former one that has one", () => {
    const [own, former, older] = ["own", "former", "older"].map((query) => ({ ...signal, query }));
    const row = { id: "own", was: ["constructor", "former", "older"] };
    assert.equal(signalOf(row, { own, former, older } as Signals), own);
    assert.equal(signalOf(row, { former, older } as Signals), former);
    assert.equal(signalOf({ id: "own" }, { former, older } as Signals), undefined);
    const renamed = { ...latency, id: "response-time", was: ["api-latency-p95"] };
    assert.deepEqual(signalProblems([renamed], shippedSignals, "RUNBOOK.md", "prod"), []);
  });

  it("says how to keep its id when it may be a row of before in other words", () => {
    const reworded = { ...latency, id: "response-time", metric: "Response Time" };
    const signals = { "api-latency-p95": signal, uptime: { ...signal, unit: "percent" } } as const;
    assert.match(
      String(signalProblems([reworded], signals, "RUNBOOK.md", "prod")),
      /, or, if it is api-latency-p95 in other words, keep that id: \| Response Time <!-- id: api-latency-p95 --> \|$/,
    );
    assert.match(
      String(signalProblems([reworded, latency], signals, "RUNBOOK.md", "prod")),
      /or take the row out of the table$/,
    );
  });

  it("says which units fit when the signal measures something else", () => {
    const [problem] = signalProblems(
      [latency],
      { "api-latency-p95": { ...signal, unit: "percent" } },
      "R.md",
      "prod",
    );
    assert.match(
      String(problem),
      /found the unit ms, measured in percent; required: units of one kind \(s, ms, us, ns\)/,
    );
  });
});

describe("the form of a signal", () => {
  const problemsOf = (query: string) =>
    signalSchema.safeParse({ query, unit: "ms" }).error?.issues.map(({ message }) => message) ?? [];

  it("is a query that groups by environment and compares with nothing", () => {
    assert.deepEqual(problemsOf("avg(last_5m):avg:a{*} by {env}"), []);
    assert.deepEqual(problemsOf("avg(last_5m):avg:a{*} by {host,env}"), []);
    assert.deepEqual(problemsOf("avg(last_5m):avg:a{*} by {env} > 5"), [
      'a query that Datadog can read (column 32: found "> 5"; required: no comparison, which the runbook\'s row adds, but ' +
        "an operator (+ - * /) or the end)",
    ]);
    assert.deepEqual(problemsOf("avg(last_5m):avg:a{env:x}"), [
      "a query that groups by {env}, so that the maintenance downtime silences this environment alone",
    ]);
  });

  const placesOf = (value: object) =>
    signalSchema.safeParse(value).error?.issues.map(({ path }) => path.join(".")) ?? [];
  const count = "sum:hits{*} by {env}.as_count()";
  const query = `sum(last_5m):100 * sum:errors{*} by {env}.as_count() / ${count}`;
  const ratio = { query, unit: "percent", traffic: count, minimumTraffic: 50 };

  it("has a count of the traffic together with the minimum of it, for a ratio alone", () => {
    const { traffic, minimumTraffic, ...plain } = ratio;
    assert.deepEqual(placesOf(ratio), []);
    assert.deepEqual(placesOf({ ...ratio, unit: "fraction" }), []);
    assert.deepEqual(placesOf({ ...plain, minimumTraffic: 0 }), []);
    assert.deepEqual(placesOf({ ...plain, minimumTraffic }), ["traffic"]);
    assert.deepEqual(placesOf({ ...plain, traffic }), ["minimumTraffic"]);
    assert.deepEqual(placesOf({ ...ratio, unit: "ms" }), ["unit"]);
    assert.deepEqual(placesOf({ ...ratio, query: "avg(last_5m):avg:a{*} by {env}" }), ["query"]);
    assert.deepEqual(placesOf({ ...ratio, traffic: "sum:hits{*}.as_count()" }), ["traffic"]);
    assert.deepEqual(placesOf({ ...ratio, traffic: "sum:hits{*} by {env}" }), ["traffic"]);
    assert.deepEqual(placesOf({ ...ratio, minimumTraffic: -1 }), ["minimumTraffic"]);
  });

  it("has no unit and no traffic without a query, and no query without a unit", () => {
    assert.deepEqual(placesOf({ unit: "percent" }), ["query"]);
    assert.deepEqual(placesOf({ traffic: count }), ["query"]);
    assert.deepEqual(placesOf({ query }), ["unit"]);
    assert.deepEqual(placesOf({ minimumTraffic: 1, onMissingData: "resolve" }), []);
    assert.deepEqual(placesOf({ onMissingData: "default" }), ["onMissingData"]);
  });

  it("is kept by every signal that ships", () => {
    for (const [id, shipped] of Object.entries(shippedSignals)) {
      assert.equal(signalSchema.safeParse(shipped).error?.message, undefined, id);
    }
  });
});
