// Changes one thing of the project's RUNBOOK.md, and compares the problems that come of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Problem, parseRunbook, type Runbook } from "../../runbook/index.ts";

export const runbookPath = resolve(import.meta.dirname, "../../RUNBOOK.md");
export const runbookSource = readFileSync(runbookPath, "utf8");

/** A text that occurs in RUNBOOK.md, its first occurrence, and what is to stand there instead. */
export type Change = readonly [from: string, to: string];

export function changed(...changes: readonly Change[]): string {
  return changes.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `RUNBOOK.md has no ${JSON.stringify(from)} to change`);
    return text.replace(from, () => to);
  }, runbookSource);
}

/** A problem that is expected. `at` is text that occurs once in the changed document; "¦" in it marks the place. */
export interface Expected {
  severity?: Problem["severity"];
  rule: string;
  at: string;
  found: string;
}

/** Asserts exactly these problems, in this order, at exactly these places; there is a runbook if none is an error. */
export function assertProblems(changes: Change | readonly Change[], expected: readonly Expected[]): void {
  const source = changed(...(typeof changes[0] === "string" ? [changes as Change] : (changes as Change[])));
  const { runbook, problems } = parseRunbook(source, "RUNBOOK.md");
  assert.deepEqual(
    problems.map(({ required, mend, ...problem }) => {
      assert.ok(
        required.length > 0 && mend.length > 0,
        `${problem.rule} says neither what is required nor how to mend`,
      );
      return problem;
    }),
    expected.map(({ severity = "error", rule, at, found }) => {
      return { severity, rule, file: "RUNBOOK.md", ...placeIn(source, at), found };
    }),
  );
  assert.equal(
    runbook === undefined,
    expected.some(({ severity = "error" }) => severity === "error"),
  );
}

/** The model of the changed document. */
export function changedRunbook(...changes: readonly Change[]): Runbook {
  const { runbook, problems } = parseRunbook(changed(...changes), "RUNBOOK.md");
  assert.deepEqual(problems, []);
  assert.ok(runbook);
  return runbook;
}

function placeIn(source: string, at: string): { line: number; column: number } {
  const text = at.replace("¦", "");
  const start = source.indexOf(text);
  assert.ok(
    start >= 0 && !source.includes(text, start + 1),
    `${JSON.stringify(text)} occurs not exactly once`,
  );
  const before = source.slice(0, start + Math.max(0, at.indexOf("¦"))).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** The first text in RUNBOOK.md that fits. */
export function firstIn(pattern: RegExp): string {
  const [text] = pattern.exec(runbookSource) ?? [];
  assert.ok(text, `RUNBOOK.md has nothing like ${pattern}`);
  return text;
}

/** The number of the line in RUNBOOK.md on which a text first occurs. */
export function lineOf(text: string): number {
  assert.ok(runbookSource.includes(text), `RUNBOOK.md has no ${JSON.stringify(text)}`);
  return runbookSource.slice(0, runbookSource.indexOf(text)).split("\n").length;
}
