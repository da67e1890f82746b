// One row of the table of instant × state × verdict.
import type { Verdict } from "../../../release/assess.ts";
import type { Difference } from "../situations.ts";

export interface ReleaseCase extends Difference {
  /** What differs from the release that may be deployed. */
  readonly what: string;
  /** When it is judged: "T-48h+1ms". */
  readonly at: string;
  readonly verdict: Verdict;
  /** Each item (or list of items, `48h/*`) and condition that is not simply done, and how it stands. */
  readonly states?: Readonly<Record<string, string>>;
  /** Words of the reason, by item or condition. */
  readonly says?: Readonly<Record<string, string>>;
}

/** What has not come yet before T−1 h, T−3 h and T. */
export const closed = { "open-window": "pending" };
export const unapproved = { ...closed, "require-approval": "pending" };
export const lastHour = { ...unapproved, "1h/*": "pending" };
export const lastDay = { ...lastHour, "24h/*": "pending" };

/** A release before it was changed, and how it stands after: nothing counts any more. */
export const other = { commit: "3".repeat(40) };
export const allVoid = { "48h/*": "stale", "24h/*": "stale", "1h/*": "stale", "require-approval": "pending" };
