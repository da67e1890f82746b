// The runbook room: Markdown in, a typed and validated model or every problem out.
export { runbookDigest } from "./digest.ts";
export { withId } from "./ids.ts";
export { lintRunbook } from "./lint.ts";
export { loadRunbook, readRunbook } from "./load.ts";
export type {
  Checklist,
  Contact,
  Dashboard,
  Identity,
  Incident,
  Item,
  Place,
  Quantity,
  Runbook,
  ScriptLine,
  Threshold,
} from "./model.ts";
export { type ParsedRunbook, parseRunbook } from "./parse.ts";
export { byPlace, formatProblem, type Problem, RunbookError } from "./problem.ts";
export { lastPhase, longestWatch, type Watch } from "./watch.ts";
