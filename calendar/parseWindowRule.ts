// Reads a maintenance window as people write it: "Monthly (first Sunday, 2-4 AM UTC)".
import type { Misreading } from "./reading.ts";
import { type Weekday, type WindowRule, weekdays } from "./windowRule.ts";

/**
 * The grammar, in EBNF; letters in either case, blanks wherever words or signs meet, "–" as good as "-":
 *
 *     window  = "monthly" "(" monthly ")" | "weekly" "(" weekly ")" | monthly | weekly ;
 *     monthly = ["every"] ordinal weekday ["of the month"] [","] time "UTC" ;
 *     weekly  = ["every"] weekday [","] time "UTC" ;
 *     ordinal = "first" | "second" | "third" | "fourth" | "last" | "1st" | "2nd" | "3rd" | "4th" ;
 *     weekday = "Monday" | … | "Sunday", in full, in the plural, or its first three letters ;
 *     time    = clock24 "-" clock24 | clock12 "-" clock12 half ;
 *     clock24 = hour ":" minute ;                           (00:00 to 23:59; 24:00 as an end)
 *     clock12 = hour [":" minute] [half] ;                  (hours 1 to 12)
 *     half    = "AM" | "PM" ;
 *
 * A first clock with no half of its own has the second's: "2-4 AM" opens at 02:00. A time whose end comes before
 * its start ends on the next day.
 */
export const windowGrammar =
  '["monthly" | "weekly"] [first | second | third | fourth | last] weekday, time-time UTC, such as ' +
  '"Monthly (first Sunday, 2-4 AM UTC)", "third Saturday, 22:00-23:30 UTC" or "weekly (Tuesday, 11 PM-1 AM UTC)"';

const ordinals = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: -1,
  "1st": 1,
  "2nd": 2,
  "3rd": 3,
  "4th": 4,
};
const weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const minutesPerDay = 24 * 60;

class Unreadable extends Error {
  readonly mend: string;
  constructor(mend: string) {
    super(mend);
    this.mend = mend;
  }
}

/** The rule that a text states, by the grammar above; or what is wrong with it. */
export function parseWindowRule(text: string): { rule: WindowRule } | { problem: Misreading } {
  try {
    return { rule: ruleIn(text.trim().toLowerCase().replaceAll(/[–—]/g, "-").replaceAll(/\s+/g, " ")) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: { found: `"${text.trim()}"`, required: windowGrammar, mend: error.mend } };
  }
}

function ruleIn(text: string): WindowRule {
  const wrapped = /^(monthly|weekly) ?\((.*)\)$/.exec(text);
  const said = wrapped?.[1];
  const body = (wrapped?.[2] ?? text).trim();
  const parts =
    /^(?:every )?(?:([a-z]+|\d(?:st|nd|rd|th)) )?([a-z]+?)(?: of the month)? ?(?:,| ) ?(\d.*)$/.exec(body);
  if (parts === null) throw new Unreadable("write the day, a comma, and the time from start to end");
  const [, ordinalText, weekdayText = "", timeText = ""] = parts;
  const weekday = weekdayOf(weekdayText);
  const ordinal = ordinalText === undefined ? undefined : ordinalOf(ordinalText);
  if (said === "monthly" && ordinal === undefined) {
    throw new Unreadable(
      `say which ${capital(weekdayText)} of the month: first, second, third, fourth or last`,
    );
  }
  if (said === "weekly" && ordinal !== undefined) {
    throw new Unreadable(`a weekly window has no "${ordinalText}": leave it out, or write monthly`);
  }
  const time = timeOf(timeText);
  return {
    frequency: ordinal === undefined ? "weekly" : "monthly",
    ...(ordinal !== undefined && { ordinal }),
    weekday,
    ...time,
    timezone: "UTC",
  };
}

function ordinalOf(word: string): NonNullable<WindowRule["ordinal"]> {
  const ordinal = Object.entries(ordinals).find(([name]) => name === word)?.[1];
  if (ordinal !== undefined) return ordinal as NonNullable<WindowRule["ordinal"]>;
  const fifth = word === "fifth" || word === "5th";
  throw new Unreadable(
    fifth
      ? 'not every month has a fifth such day: write "last"'
      : `write first, second, third, fourth or last for "${word}"`,
  );
}

function weekdayOf(word: string): Weekday {
  const index = weekdayNames.findIndex((name) => [name, `${name}s`, name.slice(0, 3)].includes(word));
  const weekday = weekdays[index];
  if (weekday === undefined) throw new Unreadable(`write a day of the week, Monday to Sunday, for "${word}"`);
  return weekday;
}

function timeOf(text: string): Pick<WindowRule, "startHour" | "startMinute" | "durationMinutes"> {
  const time = /^([\d:]+) ?(am|pm)? ?- ?([\d:]+) ?(am|pm)? ?(.*)$/.exec(text);
  if (time === null)
    throw new Unreadable('write the time as start-end, such as "2-4 AM UTC" or "22:00-23:30 UTC"');
  const [, from = "", fromHalf, to = "", toHalf, zone] = time;
  if (zone !== "utc") {
    throw new Unreadable(
      zone === "" ? 'add "UTC" after the time' : `write the time in UTC; "${zone}" is not known here`,
    );
  }
  if (fromHalf !== undefined && toHalf === undefined) throw new Unreadable("say AM or PM after the end too");
  const start = minutesOf(from, fromHalf ?? toHalf, "start");
  const end = minutesOf(to, toHalf, "end");
  if (start === end) throw new Unreadable("let the window end at another time than it starts");
  if (fromHalf === undefined && toHalf !== undefined && start > end) {
    throw new Unreadable("say AM or PM at the start too: it cannot be told which is meant");
  }
  const durationMinutes = (end - start + minutesPerDay) % minutesPerDay;
  return { startHour: Math.floor(start / 60), startMinute: start % 60, durationMinutes };
}

/** A clock's minutes since midnight; 24:00 is the midnight at which a window ends. */
function minutesOf(clock: string, half: string | undefined, which: "start" | "end"): number {
  const parts =
    half === undefined ? /^(\d{1,2}):(\d{2})$/.exec(clock) : /^(\d{1,2})(?::(\d{2}))?$/.exec(clock);
  if (parts === null) {
    throw new Unreadable(`write the ${which} "${clock}" as hours:minutes, such as 22:00, or with AM or PM`);
  }
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  const known = half === undefined ? hour <= 23 : hour >= 1 && hour <= 12;
  if (which === "end" && half === undefined && hour === 24 && minute === 0) return 0;
  if (!known || minute > 59)
    throw new Unreadable(`there is no such time as "${clock}${half ? ` ${half}` : ""}"`);
  if (half === undefined) return hour * 60 + minute;
  return ((hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
