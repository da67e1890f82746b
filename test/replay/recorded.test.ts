// A recorded scenario: read with all its problems at once, in the unit of the signal, with its fault found.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../inputs/inputError.ts";
import { parseRecording, recordedScenario } from "../../replay/recorded.ts";
import { projectFolder, rehearsalInputs } from "../support/inputs.ts";

const { runbook } = rehearsalInputs();
const rows = runbook.thresholds;
const fine = {
  name: "incident",
  start: "2026-01-15T10:00:00+01:00",
  series: { "api-latency-p95": { unit: "ms", values: [200, null, 600] } },
};

function problemsOf(recording: unknown): readonly string[] {
  const text = typeof recording === "string" ? recording : JSON.stringify(recording);
  try {
    parseRecording(text, "file.json", rows);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map((one) => one.split("; required:")[0] ?? "");
    throw error;
  }
  return [];
}

describe("a recording", () => {
  it("is read", () => {
    assert.deepEqual(parseRecording(JSON.stringify(fine), "file.json", rows), fine);
    const sample = readFileSync(join(projectFolder, "docs/replay.recording.json"), "utf8");
    assert.deepEqual(problemsOf(sample), []);
  });

  it("that is no JSON is refused", () => {
    assert.match(problemsOf("{")[0] ?? "", /^file\.json: found .*JSON/);
  });

  it("of another form is refused, with every problem", () => {
    const series = {
      "api-latency-p95": { unit: "minutes", values: ["fast"] },
      uptime: { unit: "percent", values: [] },
    };
    const places = problemsOf({ name: "", start: "2026-01-15 10:00", series, more: 1 }).map(
      (one) => one.split(": found")[0],
    );
    assert.deepEqual(places.sort(), [
      "file.json",
      "file.json: name",
      "file.json: series.api-latency-p95.unit",
      "file.json: series.api-latency-p95.values.0",
      "file.json: series.uptime.values",
      "file.json: start",
    ]);
  });

  it("that does not fit the runbook is refused, with every problem", () => {
    const [values] = [[1]];
    assert.deepEqual(
      problemsOf({
        ...fine,
        name: "steady",
        series: { "api-latency": { unit: "ms", values }, uptime: { unit: "ms", values } },
      }),
      [
        "file.json: name: found steady",
        "file.json: series.api-latency: found api-latency",
        "file.json: series.uptime.unit: found ms",
      ],
    );
    assert.deepEqual(problemsOf({ ...fine, series: {} }), ["file.json: series: found none"]);
  });

  it("is played in the unit of the signal; its fault begins where the target is missed, or a value is not there", () => {
    const row = rows.find(({ id }) => id === "api-latency-p95") ?? assert.fail();
    const line = { unit: "s", comparator: ">", aimedAt: 0.5, alertAt: 1, most: 9 } as const;
    const subject = { line, series: { row, unit: "s" } } as const;
    const scenario = (...values: (number | null)[]) => {
      const series = { [row.id]: { unit: "ms", values } } as const;
      const [one] = recordedScenario({ ...fine, series }, subject);
      return [one?.start.toISOString(), one?.values, one?.faultMinute];
    };
    const start = "2026-01-15T09:00:00.000Z";
    assert.deepEqual(scenario(200, 500, 600, null), [start, [0.2, 0.5, 0.6, undefined], 2]);
    assert.deepEqual(scenario(null, 200, null), [start, [undefined, 0.2, undefined], 2]);
    assert.deepEqual(scenario(200), [start, [0.2], undefined]);
    assert.deepEqual(scenario(null), [start, [undefined], undefined]);
    assert.deepEqual(recordedScenario({ ...fine, series: {} }, subject), []);
  });
});
