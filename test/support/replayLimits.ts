// What the replay simplifies of monitors that are none of a row: for each limit in the page a test that shows it.
import assert from "node:assert/strict";
import { withLead } from "../../operations/history.ts";
import { compositeSubjects } from "../../replay/composites.ts";
import { evaluate, type Silence } from "../../replay/evaluate.ts";
import { minutesOf } from "../../replay/history.ts";
import { burnMonitorOf } from "../../replay/monitor.ts";
import { alertsOf } from "../../replay/tests.ts";
import type { Signal } from "../../signals/signal.ts";
import type { CompositeWatch } from "../../signals/watch.ts";
import { rehearsalInputs } from "./inputs.ts";

const never: Silence = { isOn: () => false, isPlanned: () => false, tells: new Set() };

/** Its values are rates. */
const burn = burnMonitorOf(
  "burn",
  {
    type: "slo alert",
    query: 'burn_rate("0123").over("30d").long_window("1h").short_window("5m") > 10',
    monitorThresholds: { critical: "10" },
    notifyNoData: false,
    name: "burn",
    message: "",
    tags: [],
    priority: "1",
    includeTags: true,
  },
  (value) => value,
);
const minutes = (count: number, value: number | undefined) => Array.from({ length: count }, () => value);
const alertsAt = (values: readonly (number | undefined)[], silence: Silence = never) =>
  evaluate(burn, values, silence).evaluations.flatMap(({ minute, state }) =>
    state === "ALERT" ? [minute] : [],
  );

export const limitsOfOthers: Readonly<Record<string, () => void>> = {
  "A burn alert is judged each minute, by even traffic.": () => {
    // Of an hour, 31 minutes at 20 are a mean above 10, and the five minutes at its end are above it too.
    const [first] = alertsAt([...minutes(60, 0), ...minutes(60, 20)]);
    assert.equal(first, 60 + 31);
  },

  "A burn alert takes what is not measured for nothing.": () => {
    assert.deepEqual(alertsAt([...minutes(60, 0), ...minutes(60, undefined)]), []);
    // The short window has nothing in it: whatever was before, it has ended.
    assert.deepEqual(alertsAt([...minutes(60, 20), ...minutes(6, undefined)]).at(-1), 64);
  },

  "A planned window is no part of an objective.": () => {
    const planned: Silence = { ...never, isPlanned: (minute) => minute >= 60 && minute < 120 };
    assert.deepEqual(alertsAt([...minutes(60, 0), ...minutes(60, 99), ...minutes(60, 0)], planned), []);
  },

  "A test runs on whole multiples of its interval, and retries take no time.": () => {
    const test = { everyMinutes: 5, lastingMinutes: 5, locations: 3, agreeing: 2, tells: "alert" } as const;
    const alerts = alertsOf(test, [...Array(6).fill(0), ...Array(14).fill(3), ...Array(10).fill(0)]);
    // It fails from minute 7 on: the run at 10 meets that, the one at 15 tells, and the one at 25 ends it.
    assert.deepEqual([alerts.indexOf(true) + 1, alerts.lastIndexOf(true) + 1], [15, 24]);
  },

  "Of a history there is one group.": () => {
    const from = new Date("2026-01-14T00:00:00Z");
    const range = { from, to: new Date("2026-01-14T00:03:00Z") };
    const at = (seconds: number, value: number) => [from.getTime() + seconds * 1000, value] as const;
    const close = { interval: 20, pointlist: [at(0, 1), at(20, 3)] };
    assert.deepEqual(minutesOf(range, [close]), [2, undefined, undefined]);
    assert.deepEqual(minutesOf(range, [{ interval: 120, pointlist: [at(60, 5)] }]), [undefined, 5, 5]);
  },

  "Before a history two days are read.": () => {
    const inputs = rehearsalInputs();
    const { signals } = inputs;
    const uptime = inputs.runbook.thresholds.filter(({ id }) => id === "uptime");
    const query = String(signals["uptime"]?.query).replace("last_1d", "last_1w");
    const week = { ...inputs, signals: { ...signals, uptime: { ...signals["uptime"], query } as Signal } };
    const range = { from: new Date("2026-01-14T00:00:00Z"), to: new Date("2026-01-15T00:00:00Z") };
    const from = (of: Pick<typeof inputs, "signals" | "datadog">) =>
      withLead(range, uptime, of).from.toISOString();
    assert.equal(from(inputs), "2026-01-13T00:00:00.000Z");
    assert.equal(from(week), "2026-01-12T00:00:00.000Z");
  },

  "A composite's parts are in trouble in the same minute.": () => {
    const watch = {
      id: "both",
      args: { name: "Both", message: "", priority: "2", tags: [] },
      parts: [{ id: "a" }, { id: "b", not: true }],
    };
    const tests = {
      a: { status: "live", message: "", locations: ["x"], optionsList: option(60) },
      b: { status: "live", message: "", locations: ["x"], optionsList: option(600) },
    };
    const [subject] = compositeSubjects({
      composites: [watch as unknown as CompositeWatch],
      measuring: {},
      tests,
    });
    const scenarios =
      subject?.scenarios?.({
        rule: rehearsalInputs().runbook.maintenance.rule,
        now: new Date("2026-02-03T09:00:00Z"),
        random: () => 0.5,
      }) ?? [];
    const all = scenarios.find(({ name }) => name === "all at once");
    // The part that is slower to notice lets the other speak first, although both are in trouble from minute 61 on.
    assert.deepEqual([all?.values.indexOf(1), all?.values.indexOf(0, 60)], [60, 60 + 9]);
  },
};

const option = (tickEvery: number) => ({ tickEvery, minFailureDuration: 0, minLocationFailed: 1 });
