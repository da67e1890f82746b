// What the clocks of a time zone show at an instant.

/**
 * The wall clock of the zone at an instant to the second, as if it were UTC: in milliseconds of the epoch.
 * @param timeZone an IANA name
 */
export function wallClock(timeZone: string, at: Date | number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}
