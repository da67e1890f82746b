// The last words of a command for people: above all, what nobody is told of any more.
import assert from "node:assert/strict";
import { summaryOf } from "../../cli/summary.ts";
import type { RunResult } from "../../engine/result.ts";

const result: RunResult = {
  stack: "prod",
  command: "preview",
  result: "passed",
  changes: { create: 0, import: 0, update: 1, replace: 1, delete: 1, same: 30 },
  resources: [],
  removedAlerts: [
    { name: "monitor-uptime", urn: "urn:1", when: '"Uptime (production)" is < 99.5%', replaced: false },
    { name: "errors-silence", urn: "urn:2", when: 'it comes to "Silence (production)"', replaced: true },
  ],
  violations: [],
  outputs: {},
  warnings: [],
};
const removals = [
  'REMOVED ALERT: monitor-uptime: nobody is told any more when "Uptime (production)" is < 99.5%',
  'REMOVED ALERT: errors-silence: nobody is told any more when it comes to "Silence (production)", until it has been made anew',
];

describe("the summary of a command", () => {
  it("says of each alert that is taken away what nobody is told of any more", () => {
    assert.equal(
      summaryOf(result),
      [...removals, "PASSED: preview of stack prod: 1 update, 1 replace, 1 delete, 30 same.", ""].join("\n"),
    );
  });

  it("says of a deployment where it is recorded, and whether the graphs show it", () => {
    const deployed: RunResult = { ...result, command: "up", removedAlerts: [], recorded: "a.json" };
    const last = (one: RunResult) => summaryOf(one).trimEnd().split("\n").slice(1);
    const record = [
      "Recorded: a.json",
      "Commit it: by it every later update knows that the release is deployed.",
    ];
    assert.deepEqual(last(deployed), record);
    assert.deepEqual(last({ ...deployed, shown: "They do." }), [...record, "They do."]);
  });

  it("says so of an update too, and of a preview that is blocked", () => {
    assert.deepEqual(
      summaryOf({ ...result, command: "up" })
        .split("\n")
        .slice(0, 2),
      removals,
    );
    const violation = { rule: "rule", level: "mandatory", resource: "urn::gate", message: "No." } as const;
    assert.deepEqual(summaryOf({ ...result, result: "blocked", violations: [violation] }).split("\n"), [
      ...removals,
      "BLOCKED: preview of stack prod is not safe.",
      "  - [rule] gate: No.",
      "",
    ]);
  });

  it("names what is left unwatched on purpose, and nothing where all is watched", () => {
    const unmonitored = [
      '"Uptime" (target > 99.9%, alert < 99.5%) has no monitor',
      "no Sentry alert on silence",
    ];
    const said = (outputs: RunResult["outputs"]) =>
      summaryOf({ ...result, removedAlerts: [], outputs }).split("\n");
    assert.deepEqual(said({ unmonitored }).slice(0, -2), [
      "Left unwatched on purpose:",
      ...unmonitored.map((what) => `  - ${what}`),
    ]);
    assert.deepEqual(said({ unmonitored: [], unwatched: ["no heartbeat"] }).slice(0, -2), [
      "Left unwatched until config says how:",
      "  - no heartbeat",
    ]);
    assert.deepEqual(said({ unmonitored: [], unwatched: [] }).slice(0, -2), []);
  });

  it("does not go through the alerts of a stack that is destroyed on purpose", () => {
    assert.equal(
      summaryOf({ ...result, command: "destroy" }),
      "PASSED: destroy of stack prod: 1 update, 1 replace, 1 delete, 30 same.\n",
    );
  });

  it("names what is adopted, with its id and what changes in it, and what stays when it leaves", () => {
    const shared = { type: "t", urn: "urn", inputs: {} };
    const resources: RunResult["resources"] = [
      { ...shared, name: "errors-team", op: "import", adopts: { id: "fleet", changes: [] } },
      {
        ...shared,
        name: "monitor-uptime",
        op: "import",
        adopts: { id: "17", changes: ["message", "query"] },
      },
      { ...shared, name: "application-project", op: "delete", keeps: "prj_1" },
      { ...shared, name: "gate", op: "same" },
    ];
    const linesOf = (command: "preview" | "up") =>
      summaryOf({ ...result, removedAlerts: [], resources, command })
        .split("\n")
        .slice(1, -1);
    const kept = "  - application-project leaves the stack, and prj_1 stays at its service";
    assert.deepEqual(linesOf("preview"), [
      "  - adopts errors-team (fleet), as it is",
      "  - adopts monitor-uptime (17), and would change message, query",
      kept,
    ]);
    assert.deepEqual(linesOf("up"), [
      "  - adopted errors-team (fleet), as it is",
      "  - adopted monitor-uptime (17), and changed message, query",
      kept,
    ]);
  });

  it("has nothing to say of alerts where none is taken away", () => {
    assert.equal(
      summaryOf({ ...result, removedAlerts: [] }),
      "PASSED: preview of stack prod: 1 update, 1 replace, 1 delete, 30 same.\n",
    );
  });
});
