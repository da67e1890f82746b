// Warnings that keep business hours in the replay: told within them at once, and what begins outside of them when they begin.
import assert from "node:assert/strict";
import { replayInputs } from "../../cli/replayCommand.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import type { Recording } from "../../replay/recorded.ts";
import { shortcomings } from "../../replay/replay.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";
import { options } from "../support/options.ts";

const inputs = rehearsalInputs(
  settingsSchema.parse({
    ...settingsOf("rehearsal"),
    datadog: Object(options["business hours for warnings"])["marsana-fleet:datadog"],
  }),
);
const row = inputs.runbook.thresholds.filter(({ id }) => id === "api-latency-p95");

/** Ten hours of 600 ms after one hour of 200 ms: beyond the target of 500 ms, and short of the alert at 1000 ms. */
function slow(start: string): Recording {
  const values = Array.from({ length: 11 * 60 }, (_, minute) => (minute < 60 ? 200 : 600));
  return { name: "slow", start, series: { "api-latency-p95": { unit: "ms", values } } };
}

function toldOf(start: string) {
  const found = replayInputs(inputs, row, [slow(start)]);
  const outcome = (name: string) =>
    found
      .find(({ monitor }) => monitor.name === name)
      ?.outcomes.find(({ scenario }) => scenario.name === "slow");
  return {
    warning: outcome("api-latency-p95-warning")?.fired?.at.toISOString(),
    row: outcome("api-latency-p95")?.course.told.length,
  };
}

describe("the replay of warnings in business hours", function () {
  this.timeout(60_000);

  it("proves each of them: it speaks where it must, and is silent where it must", () => {
    const all = replayInputs(inputs, inputs.runbook.thresholds);
    const warnings = all.filter(({ monitor }) => monitor.name.endsWith("-warning"));
    assert.deepEqual(
      warnings.map(({ monitor }) => [monitor.name, monitor.tells]),
      inputs.runbook.thresholds.map(({ id }) => [`${id}-warning`, "warning"]),
    );
    assert.deepEqual(shortcomings(all), []);
  });

  it("tells within the hours at once, and leaves the row's own monitor silent", () => {
    // 10:00 in Berlin; five minutes of 600 ms make the window's mean pass 500 ms in the fourth.
    assert.deepEqual(toldOf("2026-02-03T08:00:00Z"), { warning: "2026-02-03T09:04:00.000Z", row: 0 });
  });

  it("keeps what begins at night for the morning, when it lasts until then", () => {
    assert.deepEqual(toldOf("2026-02-03T22:00:00Z"), { warning: "2026-02-04T07:00:00.000Z", row: 0 });
  });

  it("keeps what begins on Friday night for Monday, and tells nobody of what is over by then", () => {
    assert.deepEqual(toldOf("2026-02-06T19:00:00Z"), { warning: undefined, row: 0 });
  });
});
