// What was really measured: the range that is asked for, and its points put into one value a minute.
import { z } from "zod";
import { problem } from "../inputs/configPlace.ts";
import { InputError } from "../inputs/inputError.ts";
import { instantText } from "../release/release.ts";
import type { Values } from "./evaluate.ts";

export interface Range {
  readonly from: Date;
  readonly to: Date;
}

/** A point as a service has it: since when, in milliseconds, and what was measured for an interval from then on. */
export type Point = readonly [at: number, value: number | null];

const msPerMinute = 60_000;
/** The longest range for which Datadog gives a point a minute: its table of rollup intervals. */
const chunkMinutes = 4 * 60;
/** So many days take 84 requests for each row, and those before them for the windows up to 12 more. */
export const mostDays = 14;

const example = "2026-01-14..2026-01-16 or 2026-01-15T09:00:00Z..2026-01-15T12:00:00Z";
const moment = z.union([instantText, z.iso.date()]);

/**
 * `FROM..TO`, each a date, which is its first moment in UTC, or an instant; whole minutes, TO not included.
 * @throws InputError for another form, and for a range that is empty, too long, or not over yet
 */
export function rangeIn(text: string, now: Date): Range {
  const refuse = (found: string, required: string): never => {
    throw new InputError("There is no such history.", [
      problem("--history", found, required, `give a range such as ${example}`),
    ]);
  };
  const parts = text.split("..");
  const [from, to] = parts.map((part) =>
    moment.safeParse(part).success
      ? new Date(Math.floor(Date.parse(part) / msPerMinute) * msPerMinute)
      : undefined,
  );
  if (parts.length !== 2 || from === undefined || to === undefined || Number.isNaN(from.getTime()))
    return refuse(text === "" ? "nothing" : text, "FROM..TO, each a date or an instant with its time zone");
  if (from >= to) return refuse(text, "a beginning before its end");
  if (to > now) return refuse(text, `an end that is over: it is ${now.toISOString()}`);
  if (to.getTime() - from.getTime() > mostDays * 24 * 60 * msPerMinute)
    return refuse(text, `at most ${mostDays} days`);
  return { from, to };
}

/** The range in parts for which the service has a point a minute. */
export function chunksOf({ from, to }: Range): Range[] {
  const chunks: Range[] = [];
  for (let start = from; start < to; start = new Date(start.getTime() + chunkMinutes * msPerMinute)) {
    const end = Math.min(to.getTime(), start.getTime() + chunkMinutes * msPerMinute);
    chunks.push({ from: start, to: new Date(end) });
  }
  return chunks;
}

/**
 * One value for each minute of the range: of points that lie closer, their mean; of one that stands for more than a
 * minute, its value in each; undefined where there is none.
 */
export function minutesOf(
  { from, to }: Range,
  series: readonly { readonly interval: number; readonly pointlist: readonly Point[] }[],
): Values {
  const count = (to.getTime() - from.getTime()) / msPerMinute;
  const found: number[][] = Array.from({ length: count }, () => []);
  for (const { interval, pointlist } of series) {
    const span = Math.max(1, Math.round(interval / 60));
    for (const [at, value] of pointlist) {
      if (value === null) continue;
      const first = Math.floor((at - from.getTime()) / msPerMinute);
      for (let minute = first; minute < first + span; minute += 1) found[minute]?.push(value);
    }
  }
  return found.map((values) =>
    values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length,
  );
}
