// Which rows go on counting a planned window after its end, and for how long.
import assert from "node:assert/strict";
import { lingeringIn } from "../../signals/lingering.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const { runbook, signals } = rehearsalInputs();
const rows = runbook.thresholds;
const uptime = (window: string) => ({
  ...signals,
  uptime: {
    query: `sum(${window}):sum:a{*}.as_count() / sum:b{*}.as_count()`,
    unit: "fraction" as const,
    onMissingData: "resolve" as const,
  },
});
const found = (window: string, planned = 120) =>
  lingeringIn(rows, uptime(window), planned, false).map(({ row, minutes }) => [row.id, minutes]);

describe("the rows that go on counting a planned window", () => {
  it("are, as shipped, uptime alone: it is measured over a day", () => {
    assert.deepEqual(
      lingeringIn(rows, signals, 120, false).map(({ row, tag, minutes }) => [row.id, tag, minutes]),
      [["uptime", "runbook-metric:uptime", 1440]],
    );
  });

  it("are those whose window is longer than the planned one, up to two days", () => {
    assert.deepEqual(found("last_2h"), []);
    assert.deepEqual(found("last_121m"), [["uptime", 121]]);
    assert.deepEqual(found("last_2d"), [["uptime", 2880]]);
    assert.deepEqual(found("last_3d"), []);
    assert.deepEqual(found("current_1d"), [["uptime", 1440]]);
    assert.deepEqual(
      lingeringIn(rows, signals, 45, false).map(({ row, minutes }) => [row.id, minutes]),
      [
        ["uptime", 1440],
        ["email-delivery-rate", 60],
      ],
    );
  });

  it("have one more monitor where targets have their own", () => {
    assert.deepEqual(
      lingeringIn(rows, signals, 120, true).map(({ tag }) => tag),
      ["runbook-metric:uptime", "runbook-warning:uptime"],
    );
  });
});
