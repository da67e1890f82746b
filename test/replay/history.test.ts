// What was really measured: the range that is asked for, its parts, and its points as one value a minute.
import assert from "node:assert/strict";
import { replayInputs } from "../../cli/replayCommand.ts";
import { InputError } from "../../inputs/inputError.ts";
import { recordedHistory } from "../../operations/history.ts";
import { chunksOf, minutesOf, mostDays, rangeIn } from "../../replay/history.ts";
import type { Recording } from "../../replay/recorded.ts";
import type { DatadogMetrics } from "../../services/datadogMetrics.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const now = new Date("2026-02-03T09:00:00Z");
const range = (text: string) => {
  const { from, to } = rangeIn(text, now);
  return [from.toISOString(), to.toISOString()];
};

describe("the range of a history", () => {
  it("is between two dates, or two instants in whole minutes", () => {
    assert.deepEqual(range("2026-01-14..2026-01-16"), [
      "2026-01-14T00:00:00.000Z",
      "2026-01-16T00:00:00.000Z",
    ]);
    assert.deepEqual(range("2026-01-14T10:00:59+01:00..2026-01-14T09:05:00Z"), [
      "2026-01-14T09:00:00.000Z",
      "2026-01-14T09:05:00.000Z",
    ]);
  });

  const wrong: readonly [text: string, problem: RegExp][] = [
    ["", /found nothing; required: FROM\.\.TO/],
    ["2026-01-14", /found 2026-01-14; required: FROM\.\.TO/],
    ["2026-01-14..2026-01-15..2026-01-16", /required: FROM\.\.TO/],
    ["2026-13-14..2026-01-15", /required: FROM\.\.TO/],
    ["2026-01-14T09:00..2026-01-15", /required: FROM\.\.TO/],
    ["2026-01-14..2026-01-14", /required: a beginning before its end/],
    ["2026-01-16..2026-01-14", /required: a beginning before its end/],
    ["2026-02-03..2026-02-04", /required: an end that is over: it is 2026-02-03T09:00:00\.000Z/],
    ["2026-01-01..2026-01-16", new RegExp(`required: at most ${mostDays} days`)],
  ];
  for (const [text, problem] of wrong) {
    it(`is refused as "${text}"`, () => {
      assert.throws(
        () => rangeIn(text, now),
        (error) => error instanceof InputError && problem.test(error.message),
      );
    });
  }

  it("is read in parts of four hours, of which the service has a point a minute", () => {
    const parts = chunksOf(rangeIn("2026-01-14T00:00:00Z..2026-01-14T09:30:00Z", now));
    assert.deepEqual(
      parts.map(({ from, to }) => (to.getTime() - from.getTime()) / 60_000),
      [240, 240, 90],
    );
    assert.deepEqual(parts[1]?.from, parts[0]?.to);
    assert.deepEqual(parts.at(-1)?.to, new Date("2026-01-14T09:30:00Z"));
  });
});

describe("the points of a history", () => {
  const from = new Date("2026-01-14T00:00:00Z");
  const four = { from, to: new Date("2026-01-14T00:04:00Z") };
  const at = (seconds: number, value: number | null) => [from.getTime() + seconds * 1000, value] as const;

  it("become one value a minute: the mean of those that lie closer, and none where there is none", () => {
    const pointlist = [at(0, 1), at(20, 2), at(40, 6), at(60, null), at(130, 5)];
    assert.deepEqual(minutesOf(four, [{ interval: 20, pointlist }]), [3, undefined, 5, undefined]);
  });

  it("stand for as many minutes as their interval has, within the range", () => {
    assert.deepEqual(minutesOf(four, [{ interval: 120, pointlist: [at(-60, 1), at(60, 7)] }]), [
      1,
      7,
      7,
      undefined,
    ]);
  });
});

describe("the history of the rows", () => {
  const inputs = rehearsalInputs();
  const rows = inputs.runbook.thresholds.filter(({ id }) => id === "error-rate");
  const hours = rangeIn("2026-01-14T00:00:00Z..2026-01-14T05:00:00Z", now);
  const measuring = (scopes: readonly string[]) => {
    const asked: string[] = [];
    const metrics: DatadogMetrics = {
      query: async (query, from) => {
        asked.push(query);
        return scopes.map((scope) => ({ scope, interval: 60, pointlist: [[from.getTime(), 0.2]] }));
      },
    };
    return { asked, metrics };
  };

  it("is read by each row's signal in the stack's scope, without its window, and keeps its gaps", async () => {
    const { asked, metrics } = measuring(["env:rehearsal"]);
    const { name, start, series, leadMinutes } = await recordedHistory(
      "five hours",
      hours,
      rows,
      inputs,
      metrics,
    );
    const of = "{env:rehearsal,service:marsana-fleet} by {env}.as_count()";
    const query = `100 * sum:trace.next.request.errors${of} / sum:trace.next.request.hits${of}`;
    // With the day before it, as far as the longest burn alert looks back.
    assert.deepEqual(
      asked,
      Array.from({ length: 8 }, () => query),
    );
    assert.deepEqual([name, start, leadMinutes], ["five hours", "2026-01-13T00:00:00.000Z", 1440]);
    const { unit, values } = series["error-rate"] ?? assert.fail();
    assert.deepEqual([unit, values.length], ["percent", 1740]);
    assert.deepEqual(
      values.flatMap((value, minute) => (value === null ? [] : [[minute, value]])),
      Array.from({ length: 8 }, (_, part) => [part * 240, 0.2]),
    );
  });

  it("is of one group: which of several would be the stack's, nobody knows", async () => {
    const { metrics } = measuring(["env:rehearsal", "env:other"]);
    await assert.rejects(
      recordedHistory("two", hours, rows, inputs, metrics),
      (error) =>
        error instanceof InputError &&
        /signal error-rate: found 2 groups \(env:rehearsal; env:other\) of 100 \* .*; required: one.*; mend: /.test(
          error.message,
        ),
    );
  });

  it("is judged with what came before it, and told from its start on", () => {
    const uptime = inputs.runbook.thresholds.filter(({ id }) => id === "uptime");
    const day = Array.from({ length: 1440 }, () => 100);
    const bad = Array.from({ length: 20 }, () => 70);
    const recorded = (before: readonly number[], values: readonly number[]): Recording => ({
      name: "incident",
      start: new Date(Date.parse("2026-01-15T12:00:00Z") - before.length * 60_000).toISOString(),
      series: { uptime: { unit: "percent", values: [...before, ...values] } },
      leadMinutes: before.length,
    });
    const outcome = (recording: Recording) =>
      replayInputs(inputs, uptime, [recording])
        .find(({ monitor }) => monitor.name === "uptime")
        ?.outcomes.at(-1);
    const quiet = Array.from({ length: 40 }, () => 100);
    // Twenty minutes at 70% are 99.58% of a day: a warning, and no alert, as they would be by themselves.
    const short = outcome(recorded(day, [...bad, ...quiet]));
    assert.deepEqual(
      [short?.fired, short?.warned?.at.toISOString()],
      [undefined, "2026-01-15T12:10:00.000Z"],
    );
    assert.equal(outcome(recorded([], [...bad, ...quiet]))?.fired?.state, "ALERT");
    // What is at ALERT already is so from the first minute on, and began before.
    const known = outcome(recorded([...day.slice(60), ...bad, ...bad, ...bad], quiet));
    assert.deepEqual(
      [known?.fired?.at.toISOString(), known?.fired?.detectSeconds, known?.scenario.values.length],
      ["2026-01-15T12:00:00.000Z", 0, 40],
    );
  });
});
