// When a recurring window opens: its RFC 5545 rule, its next occurrences, and whether an instant is one of them.
import rrule from "rrule";
import { type Window, type WindowRule, weekdays } from "./windowRule.ts";

const msPerMinute = 60_000;
const msPerDay = 24 * 60 * msPerMinute;

/** The rule as Datadog takes it: `FREQ=MONTHLY;BYDAY=1SU`. The time of day is the start's, not the rule's. */
export function rruleOf(rule: WindowRule): string {
  return `FREQ=${rule.frequency.toUpperCase()};BYDAY=${rule.ordinal ?? ""}${rule.weekday}`;
}

/** The window's length as Datadog takes it: whole hours as `2h`, anything else as `90m`. */
export function durationText({ durationMinutes }: WindowRule): string {
  return durationMinutes % 60 === 0 ? `${durationMinutes / 60}h` : `${durationMinutes}m`;
}

/**
 * The next `count` windows that start after `from`, in order. One that starts at `from` itself is not among them:
 * services refuse a start that is not in the future.
 * @throws RangeError if `from` is no date, or `count` no whole number from 0 on
 */
export function nextWindows(rule: WindowRule, from: Date, count: number): Window[] {
  if (Number.isNaN(from.getTime())) throw new RangeError("the instant to look from is no date");
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`there is no such number of windows as ${count}`);
  const { RRule } = rrule;
  const starts = new RRule({
    ...RRule.parseString(rruleOf(rule)),
    dtstart: new Date(Math.floor(from.getTime() / msPerDay) * msPerDay),
    byhour: [rule.startHour],
    byminute: [rule.startMinute],
    bysecond: [0],
    // Today's window may be over: one more than asked for is enough.
    count: count + 1,
  }).all();
  return starts
    .filter((start) => start > from)
    .slice(0, count)
    .map((start) => ({ start, end: new Date(start.getTime() + rule.durationMinutes * msPerMinute) }));
}

/** Whether an instant is in a window of the rule, or within so many minutes after one. */
export function isInWindow(rule: WindowRule, at: Date, minutesAfter = 0): boolean {
  const from = new Date(at.getTime() - (rule.durationMinutes + minutesAfter) * msPerMinute);
  const [next] = nextWindows(rule, from, 1);
  return next !== undefined && next.start <= at;
}

/** The same as a function of the instant, for many in rising order: one search serves all up to where the answer changes. */
export function inWindowsOf(rule: WindowRule, minutesAfter = 0): (at: Date) => boolean {
  const span = (rule.durationMinutes + minutesAfter) * msPerMinute;
  let known = { from: 0, until: 0, isIn: false };
  return (at) => {
    const from = at.getTime();
    if (from >= known.from && from < known.until) return known.isIn;
    const [next] = nextWindows(rule, new Date(from - span), 1);
    const start = next?.start.getTime() ?? Number.POSITIVE_INFINITY;
    known = start <= from ? { from, until: start + span, isIn: true } : { from, until: start, isIn: false };
    return known.isIn;
  };
}

/** Whether a window of the rule starts at exactly this instant. */
export function isWindowStart(rule: WindowRule, date: Date): boolean {
  const midnight = Math.floor(date.getTime() / msPerDay) * msPerDay;
  const start = midnight + (rule.startHour * 60 + rule.startMinute) * msPerMinute;
  if (start !== date.getTime() || weekdays[(date.getUTCDay() + 6) % 7] !== rule.weekday) return false;
  const day = date.getUTCDate();
  if (rule.ordinal === undefined) return true;
  if (rule.ordinal > 0) return Math.ceil(day / 7) === rule.ordinal;
  return day + 7 > new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
