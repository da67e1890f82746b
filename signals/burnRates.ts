// How fast a budget may burn before somebody is told: the multi-window burn-rate alerts, and what Datadog takes of them.
import type { Loudness } from "./recipients.ts";

/** The time frames over which Datadog judges an objective. */
export const timeframes = ["7d", "30d", "90d"] as const;
export type Timeframe = (typeof timeframes)[number];

/** Tells where the budget burns more than `rate` times as fast as it may, over the long window and the short one alike. */
export interface BurnAlert {
  /** At 1 the budget lasts for just the time frame. */
  readonly rate: number;
  readonly longHours: number;
  /** Ends the alert soon after the trouble is over. */
  readonly shortMinutes: number;
  readonly tells: Loudness;
}

/** Datadog takes long windows from 1 h to 48 h, in whole hours. */
export const longestWindowHours = 48;

const fast = { longHours: 1, shortMinutes: 5, tells: "page" } as const;
const steady = { longHours: 6, shortMinutes: 30, tells: "page" } as const;
const slow = { longHours: 24, shortMinutes: 120, tells: "alert" } as const;

/**
 * Sources: the Google SRE Workbook, chapter 5 "Alerting on SLOs", for the windows, the short one a twelfth of the long
 * one, and for 14.4 and 6; Datadog's "Burn Rate Alerts" for the third of a window within its 48 hours, and for the rates
 * of the other time frames. Config replaces them.
 */
export const shippedBurnAlerts: Readonly<Record<Timeframe, readonly BurnAlert[]>> = {
  "7d": [
    { rate: 16.8, ...fast },
    { rate: 5.6, ...steady },
    { rate: 2.8, ...slow },
  ],
  "30d": [
    { rate: 14.4, ...fast },
    { rate: 6, ...steady },
    { rate: 3, ...slow },
  ],
  "90d": [
    { rate: 21.6, ...fast },
    { rate: 10.8, ...steady },
    { rate: 4.5, ...slow },
  ],
};

/** Names a burn alert among those of an objective, such as `1h`: no two have the same long window. */
export function burnAlertId({ longHours }: BurnAlert): string {
  return `${longHours}h`;
}

/** The short window as Datadog takes it. */
export function shortWindow({ shortMinutes }: BurnAlert): string {
  return `${shortMinutes}m`;
}
