// The broken glass: one person lets a release through for an hour although its proof is out of reach, and owes a report.
import type { RecordOf } from "./record.ts";
import { changedSince, hourMs, inOrder, recordsOf, type Situation } from "./situation.ts";

export interface Glass {
  /** The record that broke it. */
  readonly record: RecordOf<"break-glass">;
  /** Until when it lets through what lacks proof. */
  readonly until: Date;
}

/**
 * The glass that was broken and announced for this state of the release, the first one since the last report: a second
 * one counts only after that report, so that an hour is an hour. Any report lets the glass be broken again, at night
 * too; whether it settles what is owed is another matter, for the next release.
 */
export function brokenGlass(situation: Situation): Glass | undefined {
  const { settings } = situation;
  const records = inOrder(situation.records);
  const settled = Math.max(...recordsOf(records, "report").map(({ at }) => Date.parse(at)));
  const record = recordsOf(records, "break-glass").find(
    (one) =>
      one.source.url !== undefined &&
      Date.parse(one.at) > settled &&
      changedSince(situation, one).length === 0,
  );
  if (record === undefined) return undefined;
  return { record, until: new Date(Date.parse(record.at) + settings.breakGlassHours * hourMs) };
}

/** The glass, while it lets through this release as it is. */
export function openGlass(situation: Situation): RecordOf<"break-glass"> | undefined {
  const glass = brokenGlass(situation);
  return glass === undefined || situation.instant > glass.until ? undefined : glass.record;
}

/** What an open glass says wherever it lets something through. */
export function brokenWords({ by, detail }: RecordOf<"break-glass">): string {
  return `the glass was broken by ${by}: ${detail}; a report is owed`;
}
