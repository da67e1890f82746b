// The hours of the day at which a window is open, whatever the day on which it comes.
import type { WindowRule } from "./windowRule.ts";

const secondsPerDay = 24 * 60 * 60;

/** The seconds since midnight at which a window opens, and for how many it is open. */
function secondsOf({ startHour, startMinute, durationMinutes }: WindowRule): {
  start: number;
  length: number;
} {
  return { start: (startHour * 60 + startMinute) * 60, length: durationMinutes * 60 };
}

/** When a window opens and closes, HH:MM:SS in UTC; it closes on the next day if it runs past midnight. */
export function windowHours(rule: WindowRule): { opens: string; closes: string } {
  const { start, length } = secondsOf(rule);
  return { opens: clockText(start), closes: clockText((start + length) % secondsPerDay) };
}

/**
 * Whether a window is open at this time of day, on the days on which it comes; no longer at the moment it closes.
 * @param time HH:MM:SS in UTC @throws RangeError if it is no such time
 */
export function isInWindowHours(rule: WindowRule, time: string): boolean {
  const [, hours, minutes, seconds] = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) throw new RangeError(`"${time}" is no time of day such as 02:30:00`);
  const { start, length } = secondsOf(rule);
  const at = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (at - start + secondsPerDay) % secondsPerDay < length;
}

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
