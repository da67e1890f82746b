// The grammar of maintenance windows: what it reads, and what it says about the rest.
import assert from "node:assert/strict";
import { durationText, parseWindowRule, rruleOf, windowGrammar } from "../../calendar/index.ts";

const readable: readonly [text: string, rrule: string, start: string, duration: string][] = [
  ["Monthly (first Sunday, 2-4 AM UTC)", "FREQ=MONTHLY;BYDAY=1SU", "2:00", "2h"],
  ["third Saturday, 22:00-23:30 UTC", "FREQ=MONTHLY;BYDAY=3SA", "22:00", "90m"],
  ["weekly (Tuesday, 2-4 AM UTC)", "FREQ=WEEKLY;BYDAY=TU", "2:00", "2h"],
  ["last Friday, 11 PM-1 AM UTC", "FREQ=MONTHLY;BYDAY=-1FR", "23:00", "2h"],
  ["Weekly (Sunday, 22:00-02:00 UTC)", "FREQ=WEEKLY;BYDAY=SU", "22:00", "4h"],
  ["MONTHLY  ( Second  wednesday ,  9:15 am – 10 am utc )", "FREQ=MONTHLY;BYDAY=2WE", "9:15", "45m"],
  ["every fourth Thu of the month, 12-1 PM UTC", "FREQ=MONTHLY;BYDAY=4TH", "12:00", "1h"],
  ["Mondays, 12-2 AM UTC", "FREQ=WEEKLY;BYDAY=MO", "0:00", "2h"],
  ["1st Monday 22:00-24:00 UTC", "FREQ=MONTHLY;BYDAY=1MO", "22:00", "2h"],
  ["Sunday, 11:59 AM-12:01 PM UTC", "FREQ=WEEKLY;BYDAY=SU", "11:59", "2m"],
  ["Sunday, 00:01-00:00 UTC", "FREQ=WEEKLY;BYDAY=SU", "0:01", "1439m"],
];

const unreadable: readonly [text: string, mend: string][] = [
  ["", "write the day, a comma, and the time from start to end"],
  ["whenever it is quiet", "write the day, a comma, and the time from start to end"],
  ["last Friday", "write the day, a comma, and the time from start to end"],
  ["Monthly (first Sunday, 2-4 AM UTC", "write the day, a comma, and the time from start to end"],
  ["quarterly (first Sunday, 2-4 AM UTC)", "write the day, a comma, and the time from start to end"],
  ["fifth Sunday, 2-4 AM UTC", 'not every month has a fifth such day: write "last"'],
  ["sixth Sunday, 2-4 AM UTC", 'write first, second, third, fourth or last for "sixth"'],
  ["first Sonntag, 2-4 AM UTC", 'write a day of the week, Monday to Sunday, for "sonntag"'],
  ["Monthly (Sunday, 2-4 AM UTC)", "say which Sunday of the month: first, second, third, fourth or last"],
  ["weekly (first Sunday, 2-4 AM UTC)", 'a weekly window has no "first": leave it out, or write monthly'],
  ["Sunday, 2-4 AM", 'add "UTC" after the time'],
  ["Sunday, 2-4 AM CET", 'write the time in UTC; "cet" is not known here'],
  ["Sunday, 2-4 UTC", 'write the start "2" as hours:minutes, such as 22:00, or with AM or PM'],
  ["Sunday, 2 AM UTC", 'write the time as start-end, such as "2-4 AM UTC" or "22:00-23:30 UTC"'],
  ["Sunday, 2 AM-4 UTC", "say AM or PM after the end too"],
  ["Sunday, 10-2 PM UTC", "say AM or PM at the start too: it cannot be told which is meant"],
  ["Sunday, 2-2 AM UTC", "let the window end at another time than it starts"],
  ["Sunday, 00:00-24:00 UTC", "let the window end at another time than it starts"],
  ["Sunday, 24:00-01:00 UTC", 'there is no such time as "24:00"'],
  ["Sunday, 22:60-23:30 UTC", 'there is no such time as "22:60"'],
  ["Sunday, 13-14 PM UTC", 'there is no such time as "13 pm"'],
  ["Sunday, 0-2 AM UTC", 'there is no such time as "0 am"'],
];

describe("the grammar of maintenance windows", () => {
  for (const [text, rrule, start, duration] of readable) {
    it(`reads "${text}"`, () => {
      const reading = parseWindowRule(text);
      assert.ok("rule" in reading, JSON.stringify(reading));
      const { rule } = reading;
      const written = `${rule.startHour}:${String(rule.startMinute).padStart(2, "0")}`;
      assert.deepEqual([rruleOf(rule), written, durationText(rule)], [rrule, start, duration]);
    });
  }

  for (const [text, mend] of unreadable) {
    it(`says how to mend "${text}"`, () => {
      assert.deepEqual(parseWindowRule(text), {
        problem: { found: `"${text}"`, required: windowGrammar, mend },
      });
    });
  }
});
