// The calendar room: windows, spans and cadences as functions of a rule and an instant.
export {
  type BusinessHours,
  isBusinessTime,
  nextQuietStart,
  type QuietPeriod,
  quietPeriods,
  quietRule,
} from "./businessHours.ts";
export { parseWindowRule, windowGrammar } from "./parseWindowRule.ts";
export type { Misreading, Reading } from "./reading.ts";
export { parseReviewInterval, reviewDueAfter } from "./reviewInterval.ts";
export { parseCadence, parseHours, parseLead, parseSpan } from "./spans.ts";
export { wallClock } from "./wallClock.ts";
export { isInWindowHours, windowHours } from "./windowHours.ts";
export {
  type Weekday,
  type Window,
  type WindowRule,
  weekdaySchema,
  weekdays,
  windowRuleSchema,
} from "./windowRule.ts";
export { durationText, inWindowsOf, isInWindow, isWindowStart, nextWindows, rruleOf } from "./windows.ts";
