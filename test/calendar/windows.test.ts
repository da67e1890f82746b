// The next windows of a rule: every one fits, none is left out, in any year.
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  inWindowsOf,
  isInWindow,
  isWindowStart,
  nextWindows,
  type WindowRule,
  weekdays,
} from "../../calendar/index.ts";

const firstSunday: WindowRule = {
  frequency: "monthly",
  ordinal: 1,
  weekday: "SU",
  startHour: 2,
  startMinute: 0,
  durationMinutes: 120,
  timezone: "UTC",
};

const starts = (rule: WindowRule, from: string, count: number): string[] =>
  nextWindows(rule, new Date(from), count).map(({ start }) => start.toISOString().slice(0, 16));

const anyRule: fc.Arbitrary<WindowRule> = fc
  .record({
    ordinal: fc.constantFrom(1, 2, 3, 4, -1, undefined),
    weekday: fc.constantFrom(...weekdays),
    startHour: fc.integer({ min: 0, max: 23 }),
    startMinute: fc.integer({ min: 0, max: 59 }),
    durationMinutes: fc.integer({ min: 1, max: 1439 }),
  })
  .map(({ ordinal, ...rest }) => ({
    ...rest,
    timezone: "UTC",
    ...(ordinal === undefined ? { frequency: "weekly" } : { frequency: "monthly", ordinal }),
  }));

const anyInstant = fc.date({ min: new Date("1990-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });

const msPerMinute = 60_000;

describe("the next windows of a rule", () => {
  it("gives the first Sundays after the runbook's date", () => {
    assert.deepEqual(nextWindows(firstSunday, new Date("2026-02-03T09:00:00Z"), 2), [
      { start: new Date("2026-03-01T02:00:00Z"), end: new Date("2026-03-01T04:00:00Z") },
      { start: new Date("2026-04-05T02:00:00Z"), end: new Date("2026-04-05T04:00:00Z") },
    ]);
  });

  it("leaves out the window that starts at the very instant, and takes the one a millisecond later", () => {
    assert.deepEqual(starts(firstSunday, "2026-03-01T02:00:00.000Z", 1), ["2026-04-05T02:00"]);
    assert.deepEqual(starts(firstSunday, "2026-03-01T01:59:59.999Z", 1), ["2026-03-01T02:00"]);
  });

  it("finds the last day of a leap February, and goes on over the end of a year", () => {
    const lastThursday: WindowRule = { ...firstSunday, ordinal: -1, weekday: "TH", startHour: 23 };
    assert.deepEqual(starts(lastThursday, "2024-02-01T00:00:00Z", 1), ["2024-02-29T23:00"]);
    assert.deepEqual(starts(lastThursday, "2023-11-30T23:00:00Z", 2), [
      "2023-12-28T23:00",
      "2024-01-25T23:00",
    ]);
  });

  it("lets a window that runs past midnight end on the next day", () => {
    const [window] = nextWindows({ ...firstSunday, startHour: 23 }, new Date("2026-12-31T00:00:00Z"), 1);
    assert.deepEqual(window?.end, new Date("2027-01-04T01:00:00Z"));
  });

  it("gives exactly as many windows as asked for, each of them fitting, ascending and in the future", () => {
    fc.assert(
      fc.property(anyRule, anyInstant, fc.integer({ min: 0, max: 15 }), (rule, from, count) => {
        const windows = nextWindows(rule, from, count);
        assert.equal(windows.length, count);
        for (const [index, { start, end }] of windows.entries()) {
          assert.ok(isWindowStart(rule, start), start.toISOString());
          assert.ok(start > (windows[index - 1]?.start ?? from));
          assert.equal(end.getTime() - start.getTime(), rule.durationMinutes * msPerMinute);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves no window out: no other minute up to the first one is a start", () => {
    fc.assert(
      fc.property(anyRule, anyInstant, (rule, from) => {
        const [first] = nextWindows(rule, from, 1);
        assert.ok(first);
        // The day's own start time is the only candidate of each day.
        const candidate = new Date(from);
        candidate.setUTCHours(rule.startHour, rule.startMinute, 0, 0);
        for (; candidate < first.start; candidate.setUTCDate(candidate.getUTCDate() + 1)) {
          assert.ok(candidate <= from || !isWindowStart(rule, candidate), candidate.toISOString());
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has every month's window, once a month", () => {
    fc.assert(
      fc.property(anyRule, anyInstant, (rule, from) => {
        fc.pre(rule.frequency === "monthly");
        const months = nextWindows(rule, from, 15).map(
          ({ start }) => start.getUTCFullYear() * 12 + start.getUTCMonth(),
        );
        assert.deepEqual(
          months,
          months.map((_, index) => (months[0] ?? 0) + index),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("takes only the exact start for a start", () => {
    const at = (text: string) => isWindowStart(firstSunday, new Date(text));
    assert.equal(at("2026-03-01T02:00:00Z"), true);
    assert.equal(at("2026-03-08T02:00:00Z"), false);
    assert.equal(at("2026-03-02T02:00:00Z"), false);
    assert.equal(at("2026-03-01T03:00:00Z"), false);
    assert.equal(at("2026-03-01T02:00:00.001Z"), false);
    assert.equal(at("no date"), false);
  });

  it("refuses an instant that is none, and a count that is none", () => {
    assert.throws(() => nextWindows(firstSunday, new Date("no date"), 1), RangeError);
    assert.throws(() => nextWindows(firstSunday, new Date(0), -1), RangeError);
    assert.throws(() => nextWindows(firstSunday, new Date(0), 1.5), RangeError);
  });
});

describe("whether many instants are in a window", () => {
  it("is what it is of each by itself, in whatever order they come", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 60 * 24 * 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        anyRule,
        anyInstant,
        minutes,
        fc.integer({ min: 0, max: 2880 }),
        (rule, from, all, after) => {
          const isIn = inWindowsOf(rule, after);
          for (const minute of all) {
            const at = new Date(from.getTime() + minute * msPerMinute);
            assert.equal(isIn(at), isInWindow(rule, at, after), at.toISOString());
          }
        },
      ),
    );
  });

  it("changes at the very start of a window, and at its end", () => {
    const isIn = inWindowsOf(firstSunday, 60);
    const at = (time: string) => isIn(new Date(`2026-03-01T${time}Z`));
    const times = ["00:00:00.000", "01:59:59.999", "02:00:00.000", "04:59:59.999", "05:00:00.000"];
    assert.deepEqual(times.map(at), [false, false, true, true, false]);
  });
});
