// Finds cron lines that fire far more often than they seem to.

const numbers = "[\\d*][\\d*,/-]*";
const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const weekdays = "mon|tue|wed|thu|fri|sat|sun";
const named = (names: string) => `(?:${numbers}|(?:${names})(?:[,-](?:${names}))*)`;
const cronLine = new RegExp(
  `(?<!\\S)${numbers} +${numbers} +(${numbers}) +${named(months)} +(${named(weekdays)})(?!\\S)`,
  "i",
);

/**
 * The cron line in a text whose day of the month and day of the week are both set. Cron then runs on days that fit
 * either one: `0 2 1-7 * 0` is no first Sunday, but every Sunday and every 1st to 7th.
 */
export function eitherDayCron(text: string): string | undefined {
  const [line, dayOfMonth = "*", dayOfWeek = "*"] = cronLine.exec(text.replaceAll(/["'`()]/g, " ")) ?? [];
  return dayOfMonth.startsWith("*") || dayOfWeek.startsWith("*") ? undefined : line;
}
