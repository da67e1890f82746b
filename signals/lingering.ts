// Which rows go on counting a planned window after it has ended, and for how long: their own window is longer.
import type { Threshold } from "../runbook/model.ts";
import { parseMeasurement, windowMinutes } from "./query/metricMonitor.ts";
import { metricTag, purposeTag } from "./scope.ts";
import { type Signals, signalOf } from "./signal.ts";

/** A monitor that is kept silent after a planned window, until that has left its own. */
export interface Lingering {
  readonly row: Threshold;
  /** The tag by which the monitor is found. */
  readonly tag: string;
  /** For how long, in minutes, it still counts what was planned. */
  readonly minutes: number;
}

/** Longer than this nobody is kept from hearing of a row: two days, in minutes. */
const longest = 2 * 24 * 60;

/**
 * The rows whose windows are longer than the planned one: long after it they would still speak of what was planned. A
 * shorter window has soon forgotten it, and one of more than two days would be silent for too long.
 * @param plannedMinutes how long the planned window is
 * @param warningsApart whether a row's target has a monitor of its own
 */
export function lingeringIn(
  rows: readonly Threshold[],
  signals: Signals,
  plannedMinutes: number,
  warningsApart: boolean,
): Lingering[] {
  return rows.flatMap((row) => {
    const signal = signalOf(row, signals);
    if (signal === undefined) return [];
    const minutes = windowMinutes(parseMeasurement(signal.query).window);
    if (minutes <= plannedMinutes || minutes > longest) return [];
    const tags = [metricTag(row.id), ...(warningsApart ? [purposeTag("warning", row.id)] : [])];
    return tags.map((tag) => ({ row, tag, minutes }));
  });
}
