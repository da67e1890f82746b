// Reads the spans and cadences of a runbook: "15 minutes - 1 hour", "Hour 1-24", "48 Hours Before", "Every 4 hours".
import type { Reading } from "./reading.ts";

/** Minutes in each unit that a runbook may name. */
const unitMinutes = { minute: 1, min: 1, hour: 60, hr: 60, h: 60, day: 24 * 60 } as const;
const unitPattern = "(minutes?|mins?|hours?|hrs?|h|days?)";
const number = "(\\d{1,6}(?:\\.\\d{1,3})?)";

function minutesIn(amount: string, unit: string): number {
  const name = unit.replace(/s$/, "") as keyof typeof unitMinutes;
  return Number(amount) * unitMinutes[name];
}

const misread = (text: string, required: string, mend: string): Reading<never> => ({
  problem: { found: `"${text}"`, required, mend },
});

const normal = (text: string): string =>
  text.trim().toLowerCase().replaceAll(/[–—]/g, "-").replaceAll(/\s+/g, " ");

/** The minutes between two rounds of a cadence: "Every 15 minutes", "Every hour", "Hourly", "Daily", "Every 2 days". */
export function parseCadence(text: string): Reading<number> {
  const words = normal(text).replace(/:$/, "").trim();
  const short = { hourly: 60, daily: 24 * 60 }[words];
  const every = new RegExp(`^every (?:${number} )?${unitPattern}$`).exec(words);
  const minutes = short ?? (every ? minutesIn(every[1] ?? "1", every[2] ?? "") : undefined);
  if (minutes !== undefined && Number.isInteger(minutes) && minutes >= 1) return { value: minutes };
  return misread(
    text,
    '"Every [number] minutes|hours|days", "Hourly" or "Daily"',
    'write how often, such as "Every 15 minutes" or "Daily"',
  );
}

/** A span after the deployment, in minutes: "0-15 minutes", "15 minutes - 1 hour", "1 hour to 24 hours". */
export function parseSpan(text: string): Reading<{ fromMinutes: number; toMinutes: number }> {
  const span = new RegExp(`^${number} ?${unitPattern}? ?(?:-|to) ?${number} ?${unitPattern}$`).exec(
    normal(text),
  );
  const required = '"number [unit] - number unit" with minutes, hours or days, the later end last';
  const mend = 'write it such as "15 minutes - 1 hour"';
  if (span === null) return misread(text, required, mend);
  const [, from = "", fromUnit, to = "", toUnit = ""] = span;
  const fromMinutes = minutesIn(from, fromUnit ?? toUnit);
  const toMinutes = minutesIn(to, toUnit);
  return fromMinutes < toMinutes ? { value: { fromMinutes, toMinutes } } : misread(text, required, mend);
}

/** A monitoring phase by its hours, as written: "Hour 1-24". */
export function parseHours(text: string): Reading<{ fromHour: number; toHour: number }> {
  const hours = /^hours? (\d{1,5}) ?(?:-|to) ?(\d{1,5})$/.exec(normal(text));
  const value = hours && { fromHour: Number(hours[1]), toHour: Number(hours[2]) };
  if (value && value.fromHour < value.toHour) return { value };
  return misread(text, '"Hour number-number", the later hour last', 'write it such as "Hour 1-24"');
}

/** How many hours before the deployment something is due: "48 Hours Before Deployment", "30 minutes before". */
export function parseLead(text: string): Reading<number> {
  const lead = new RegExp(
    `^${number} ?${unitPattern} before(?: (?:the )?(?:deployment|release|launch))?$`,
  ).exec(normal(text));
  const hours = lead ? minutesIn(lead[1] ?? "", lead[2] ?? "") / 60 : 0;
  if (hours > 0) return { value: hours };
  return misread(
    text,
    '"number minutes|hours|days before deployment", more than none',
    'write it such as "48 Hours Before Deployment"',
  );
}
