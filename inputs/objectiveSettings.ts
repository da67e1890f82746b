// What config says of objectives: which rows have one, over which time frame, and how fast their budgets may burn.
import { z } from "zod";
import { longestWindowHours, timeframes } from "../signals/burnRates.ts";
import { key, slug } from "./settingKeys.ts";

const burnAlertSchema = z.strictObject({
  rate: key(
    z.number().gt(1),
    "tell where the budget burns more than so many times as fast as it may: above 1, at which the target is just met",
    "14.4",
  ),
  longHours: key(
    z.int().min(1).max(longestWindowHours),
    `over how many hours: 1 to ${longestWindowHours}`,
    "1",
  ),
  shortMinutes: key(
    z.int().min(1),
    "and still over how many minutes, a twelfth of the long window or so",
    "5",
  ),
  tells: key(
    z.enum(["page", "alert"]),
    "how loud: page wakes somebody, alert is looked at the same day",
    "page",
  ),
});

export const objectiveSchema = z.strictObject({
  timeframe: key(z.enum(timeframes), "the time frame over which objectives are judged", "30d").default("30d"),
  rows: key(
    z.record(slug, z.boolean()),
    "by the id of a row in the runbook's table: whether it has an objective; `error-rate` and `uptime` have unless this says no",
    "true",
  ).default({}),
  burnAlerts: z
    .array(burnAlertSchema)
    .min(1)
    .superRefine((alerts, context) => {
      alerts.forEach(({ rate, longHours, shortMinutes }, index) => {
        const say = (name: string, message: string) =>
          context.addIssue({ code: "custom", path: [index, name], message });
        if (shortMinutes >= longHours * 60) say("shortMinutes", "less than the long window");
        const before = alerts[index - 1];
        if (before === undefined) return;
        if (longHours <= before.longHours) say("longHours", "a longer window than that of the alert before");
        if (rate >= before.rate) say("rate", "a lower rate than that of the alert before");
      });
    })
    .optional(),
});
export type ObjectiveSettings = z.infer<typeof objectiveSchema>;
