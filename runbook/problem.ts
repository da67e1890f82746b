// What is wrong with a runbook: where, what was found, what is required, and how to mend it.
import type { Misreading } from "../calendar/reading.ts";

/** An error means that the document cannot be executed; a finding is for a person to look at. */
export interface Problem extends Misreading {
  severity: "error" | "finding";
  /** The kind of problem, in kebab case. */
  rule: string;
  file: string;
  /** Both counted from 1. */
  line: number;
  column: number;
}

/** One line: `RUNBOOK.md:12:3: error[rule] found …; required …; mend: …`. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, severity, rule, found, required, mend } = problem;
  return `${file}:${line}:${column}: ${severity}[${rule}] found ${found}; required ${required}; mend: ${mend}`;
}

/** Orders problems as a reader meets them. */
export function byPlace(one: Problem, other: Problem): number {
  return one.line - other.line || one.column - other.column || one.rule.localeCompare(other.rule, "en");
}

/** Says that a document cannot be executed. `problems` has everything that is wrong with it, findings included. */
export class RunbookError extends Error {
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
    super([`The runbook ${file} cannot be executed: ${count}.`, ...errors.map(formatProblem)].join("\n"));
    this.name = "RunbookError";
    this.problems = problems;
  }
}
