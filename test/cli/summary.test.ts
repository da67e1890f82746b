// The last words of a command for people, as a terminal shows them: what it came to, and what to do about it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { screenOf } from "../../cli/runOptions.ts";
import { endless, page, summaryOf } from "../../cli/summary.ts";
import type { RunResult, Violation } from "../../engine/result.ts";
import { blocked, failed, passed, updated } from "../support/runResults.ts";

/** A terminal, with the row of its prompt left free. */
const screens = { "120x40": { columns: 120, rows: 39 }, "80x24": { columns: 80, rows: 23 } };

const violationsOf = (rule: string, count: number, fix: (index: number) => string): Violation[] =>
  Array.from({ length: count }, (_, index) => ({
    rule,
    level: "mandatory",
    resource: `urn::${rule}-${index}`,
    message: `fact ${index}; mend: ${fix(index)}`,
  }));

const linesOf = (result: RunResult, screen = endless): string[] => summaryOf(result, screen).split("\n");

describe("the summary of a command", () => {
  for (const [name, result] of Object.entries({ passed, updated, blocked, failed })) {
    for (const [size, screen] of Object.entries(screens)) {
      it(`is what a terminal of ${size} shows: ${name}`, () => {
        const text = summaryOf(result, screen);
        assert.equal(text, readFileSync(join(import.meta.dirname, "screens", `${name}-${size}.txt`), "utf8"));
        assert.ok(text.trimEnd().split("\n").length <= screen.rows);
      });
    }
  }

  it("leaves a terminal the row of its prompt, and has 40 rows at most", () => {
    assert.deepEqual(screenOf({ isTTY: true, columns: 80, rows: 24 }), screens["80x24"]);
    assert.deepEqual(screenOf({ isTTY: true, columns: 200, rows: 90 }), { columns: 200, rows: 40 });
    for (const stream of [{}, { isTTY: true }, { isTTY: true, columns: 0, rows: 0 }])
      assert.deepEqual(screenOf(stream), page);
  });

  it("breaks no line where it is no terminal, and has at most 40 lines", () => {
    const many = {
      ...blocked,
      warnings: Array.from({ length: 90 }, (_, index) => `Warning ${index}, ${"x".repeat(200)}.`),
    };
    const lines = summaryOf(many).trimEnd().split("\n");
    assert.equal(lines.length, 40);
    assert.ok(lines.includes("  … and 73 warnings: .state/last.log has all"));
    const whole = linesOf(many).filter((line) => line.startsWith("  - Warning "));
    assert.deepEqual([whole.length, whole[0]?.length], [90, "  - Warning 0, .".length + 200]);
  });

  it("has each fix once, and of many that have the same the first and the names of the others", () => {
    const violations = [
      ...violationsOf("rule-a", 12, () => "do it"),
      ...violationsOf("rule-b", 4, () => "do it"),
    ];
    assert.deepEqual(linesOf({ ...blocked, violations }).slice(2, 6), [
      "What to do:",
      "  - [rule-a] rule-a-0: fact 0 (and 11 more like it)",
      "  - [rule-b] rule-b-0: fact 0 (and 3 more like it: rule-b-1, rule-b-2, rule-b-3)",
      "    fix: do it",
    ]);
  });

  it("names every rule that blocks, on the smallest screen too", () => {
    const rules = Array.from({ length: 50 }, (_, index) => `rule-${index}`);
    const violations = rules.flatMap((rule) => violationsOf(rule, 2, (index) => `${rule} ${index}`));
    const text = summaryOf({ ...blocked, violations }, { columns: 80, rows: 10 }).replaceAll(
      /\n {2}(?=\S)/g,
      " ",
    );
    for (const rule of rules) assert.match(text, new RegExp(`\\b${rule} \\(2\\)`));
    assert.match(text, /^BLOCKED: preview of stack prod is not safe\. /);
  });

  it("shows items one by one where they are few, or the release is not known", () => {
    const [, first, second] = blocked.violations;
    assert.ok(first !== undefined && second !== undefined);
    const { release: _, ...unknown } = blocked;
    const few = linesOf({ ...blocked, violations: [first, second] });
    assert.equal(few.filter((line) => line.startsWith("  - [prove-48h-items] gate: 48h/")).length, 2);
    const all = linesOf(unknown);
    assert.equal(all.filter((line) => /^ {2}- \[prove-\d+h-items\] gate: /.test(line)).length, 6);
  });

  it("does not count as an item what a rule could not evaluate", () => {
    const [, ...items] = blocked.violations;
    const message = "could not be evaluated, and counts as violated: it is unknown";
    const broken: Violation = { rule: "prove-48h-items", level: "mandatory", resource: "urn::gate", message };
    const lines = linesOf({ ...blocked, violations: [...items, broken] });
    assert.ok(lines.some((line) => line.includes("] 6 items of the checklists are unproven: 6 overdue")));
    assert.ok(lines.includes(`  - [prove-48h-items] gate: ${message}`));
  });

  it("does not go through the alerts of a stack that is destroyed on purpose", () => {
    const lines = linesOf({ ...passed, command: "destroy" });
    assert.equal(lines[0], "PASSED: destroy of stack prod: 3 update, 1 replace, 1 delete, 100 same.");
    assert.ok(!lines.some((line) => line.startsWith("REMOVED")));
  });

  it("names what is left unwatched on purpose, and nothing where all is watched", () => {
    const unmonitored = [
      '"Uptime" (target > 99.9%, alert < 99.5%) has no monitor',
      "no Sentry alert on silence",
    ];
    const said = (outputs: RunResult["outputs"]) =>
      linesOf({ ...passed, outputs }).filter((line) => /^Left|^ {2}- (?:"|no )/.test(line));
    assert.deepEqual(said({ unmonitored, unwatched: ["no heartbeat"] }), [
      "Left unwatched on purpose:",
      ...unmonitored.map((what) => `  - ${what}`),
      "Left unwatched until config says how:",
      "  - no heartbeat",
    ]);
    assert.deepEqual(said({ unmonitored: [], unwatched: [] }), []);
  });

  it("says a warning once, and not what is said elsewhere", () => {
    const unwatched = ["no heartbeat"];
    const warnings = [
      "Left unwatched until config says how:\n  - no heartbeat",
      "This weakens:\n  - alert/uptime: less\nlet through: yes",
    ];
    const lines = linesOf({ ...passed, outputs: { unwatched }, warnings });
    assert.equal(lines.filter((line) => line.includes("no heartbeat")).length, 1);
    const at = lines.indexOf("Warnings:");
    assert.deepEqual(lines.slice(at + 1, at + 4), [
      "  - This weakens:",
      "      - alert/uptime: less",
      "    let through: yes",
    ]);
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
    const said = (command: "preview" | "up") =>
      linesOf({ ...passed, warnings: [], outputs: {}, resources, command }).filter((line) =>
        line.startsWith("  - "),
      );
    const kept = "  - application-project leaves the stack, and prj_1 stays at its service";
    assert.deepEqual(said("preview"), [
      "  - adopts errors-team (fleet), as it is",
      "  - adopts monitor-uptime (17), and would change message, query",
      kept,
    ]);
    assert.deepEqual(said("up"), [
      "  - adopted errors-team (fleet), as it is",
      "  - adopted monitor-uptime (17), and changed message, query",
      kept,
    ]);
  });

  it("shows as its code what a terminal would obey", () => {
    assert.ok(summaryOf({ ...passed, warnings: ["\u001b[2J"] }).includes("  - \\u{1b}[2J"));
  });

  it("lists outputs with the links first, and of what is packed no more than a beginning", () => {
    const outputs = {
      ...passed.outputs,
      model: `brotli-1 ${"A".repeat(4000)}`,
      nextWindows: ["2026-03-01T02:00:00.000Z/2026-03-01T04:00:00.000Z"],
    };
    assert.deepEqual(linesOf({ ...passed, command: "outputs", outputs }), [
      "dashboards:",
      "  Datadog: https://app.datadoghq.com/",
      "  Sentry: https://sentry.io/organizations/marsana/",
      "links:",
      "  application: https://app.marsana.com",
      "  dashboard: [unknown]",
      "  monitors:",
      "    error-rate: https://app.datadoghq.com/monitors/216731960",
      "    uptime: [unknown]",
      "  objectives:",
      "    uptime: [unknown]",
      "unmonitored: none",
      "unwatched:",
      '  - no test goes through the critical flow "Login"',
      "model: brotli-1 AAAAAAAAAAA… (4009 characters: --json has them)",
      "nextWindows:",
      "  - 2026-03-01T02:00:00.000Z/2026-03-01T04:00:00.000Z",
      "",
    ]);
    assert.equal(
      summaryOf({ ...passed, command: "outputs", outputs: {} }),
      "Stack prod has no outputs: nothing has been updated yet.\n",
    );
  });
});
