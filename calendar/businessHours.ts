// Business hours: the times of the week at which people are at work, and the quiet periods between them.
import { wallClock } from "./wallClock.ts";
import { type Weekday, weekdays } from "./windowRule.ts";

/** From one time of day up to another, on some days of the week, as clocks in the time zone show them. */
export interface BusinessHours {
  /** At least one. */
  readonly days: readonly Weekday[];
  /** HH:MM, earlier than `to`. */
  readonly from: string;
  /** HH:MM. */
  readonly to: string;
  /** An IANA name. */
  readonly timeZone: string;
}

/** The quiet periods of one length, which recur each week. */
export interface QuietPeriod {
  /** On whose evenings they begin, when the hours end. */
  readonly days: readonly Weekday[];
  /** Until the hours of the next day of work begin; a change of the clocks makes one an hour longer or shorter. */
  readonly minutes: number;
}

/** Every time of the week that is not within the hours, by length. */
export function quietPeriods({ days, from, to }: BusinessHours): QuietPeriod[] {
  const working = weekdays.filter((day) => days.includes(day));
  const byLength = Map.groupBy(working, (day) => {
    const at = weekdays.indexOf(day);
    const ahead = weekdays.findIndex((_, step) => days.includes(dayAt(at + 1 + step))) + 1;
    return ahead * minutesPerDay - minutesOf(to) + minutesOf(from);
  });
  return [...byLength].map(([minutes, own]) => ({ days: own, minutes }));
}

/** The recurrence as RFC 5545 writes it: `FREQ=WEEKLY;BYDAY=MO,TU`. The time of day is the start's, not the rule's. */
export function quietRule({ days }: QuietPeriod): string {
  return `FREQ=WEEKLY;BYDAY=${days.join(",")}`;
}

/** When the period next begins, from the day after `now` on, as clocks in the time zone show it: `2026-02-04T18:00:00`. */
export function nextQuietStart({ days }: QuietPeriod, { to, timeZone }: BusinessHours, now: Date): string {
  const today = clockAt(now, timeZone);
  const ahead = weekdays.findIndex((_, step) => days.includes(dayAt(today.weekday + 1 + step))) + 1;
  const date = new Date(today.midnight + ahead * minutesPerDay * msPerMinute);
  return `${date.toISOString().slice(0, 10)}T${to}:00`;
}

/** Whether an instant is within the hours: from the minute at which they begin up to, not including, that of their end. */
export function isBusinessTime({ days, from, to, timeZone }: BusinessHours, instant: Date): boolean {
  const { weekday, minute } = clockAt(instant, timeZone);
  return days.includes(dayAt(weekday)) && minutesOf(from) <= minute && minute < minutesOf(to);
}

const minutesPerDay = 24 * 60;
const msPerMinute = 60_000;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function dayAt(index: number): Weekday {
  return weekdays[index % weekdays.length] ?? "MO";
}

/** What clocks in a time zone show: the day of the week from Monday on, the minute of the day, the date's midnight as if in UTC. */
function clockAt(instant: Date, timeZone: string): { weekday: number; minute: number; midnight: number } {
  const minutes = Math.floor(wallClock(timeZone, instant) / msPerMinute);
  const minute = minutes % minutesPerDay;
  const midnight = (minutes - minute) * msPerMinute;
  return { weekday: (new Date(midnight).getUTCDay() + 6) % 7, minute, midnight };
}
