// The rule of a recurring maintenance window, as the runbook writes it: when it opens, and for how long.
import { z } from "zod";

/** Days of the week in the two-letter form of RFC 5545, Monday first. */
export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

export const weekdaySchema = z.enum(weekdays);
export type Weekday = z.infer<typeof weekdaySchema>;

/**
 * A recurring window in UTC. `ordinal` is set for monthly rules only: 1 to 4 counts from the start of the
 * month, -1 is the last such day. A window may run past midnight; it is always shorter than 24 h.
 */
export const windowRuleSchema = z
  .object({
    frequency: z.enum(["monthly", "weekly"]),
    ordinal: z.union([z.literal([1, 2, 3, 4, -1])]).optional(),
    weekday: weekdaySchema,
    startHour: z.int().min(0).max(23),
    startMinute: z.int().min(0).max(59),
    durationMinutes: z.int().min(1).max(1439),
    timezone: z.literal("UTC"),
  })
  .refine((rule) => (rule.frequency === "monthly") === (rule.ordinal !== undefined), {
    message: "a monthly rule, and only a monthly rule, says which of the month's days it means",
  });
export type WindowRule = z.infer<typeof windowRuleSchema>;

/** One window: from `start` up to, not including, `end`. */
export interface Window {
  start: Date;
  end: Date;
}
