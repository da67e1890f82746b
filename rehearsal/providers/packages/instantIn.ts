// Reads a date and time without an offset, as Datadog takes them, as an instant in a time zone.
import { wallClock } from "../../../calendar/index.ts";

/**
 * The instant at which clocks in the zone show the text.
 * @param timezone an IANA name
 * @param written `2026-03-01T02:00:00`, with or without seconds; undefined comes back for anything else
 */
export function instantIn(timezone: string, written: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(written)) return undefined;
  const asUtc = Date.parse(`${written}Z`);
  // The first guess can lie on the other side of a change of the clocks; the second cannot.
  const guess = asUtc - (wallClock(timezone, asUtc) - asUtc);
  return new Date(asUtc - (wallClock(timezone, guess) - guess));
}
