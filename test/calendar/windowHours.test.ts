// At which hours of the day a window is open.
import assert from "node:assert/strict";
import fc from "fast-check";
import { isInWindowHours, windowHours } from "../../calendar/windowHours.ts";
import type { WindowRule } from "../../calendar/windowRule.ts";
import { nextWindows } from "../../calendar/windows.ts";

const rule: WindowRule = {
  frequency: "monthly",
  ordinal: 1,
  weekday: "SU",
  startHour: 2,
  startMinute: 0,
  durationMinutes: 120,
  timezone: "UTC",
};
const late: WindowRule = { ...rule, startHour: 23, startMinute: 30, durationMinutes: 90 };

describe("the hours of a window", () => {
  it("begin with its start, and end before its end", () => {
    const times = ["01:59:59", "02:00:00", "03:59:59", "04:00:00"];
    assert.deepEqual(
      times.map((time) => isInWindowHours(rule, time)),
      [false, true, true, false],
    );
    assert.deepEqual(windowHours(rule), { opens: "02:00:00", closes: "04:00:00" });
  });

  it("go on past midnight", () => {
    const times = ["23:29:59", "23:30:00", "00:00:00", "00:59:59", "01:00:00", "12:00:00"];
    assert.deepEqual(
      times.map((time) => isInWindowHours(late, time)),
      [false, true, true, true, false, false],
    );
    assert.deepEqual(windowHours(late), { opens: "23:30:00", closes: "01:00:00" });
  });

  it("are the hours of the windows that come", () => {
    const rules = fc.record({
      startHour: fc.integer({ min: 0, max: 23 }),
      startMinute: fc.integer({ min: 0, max: 59 }),
      durationMinutes: fc.integer({ min: 1, max: 1439 }),
    });
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 1439 }), (changes, minutes) => {
        const some = { ...rule, ...changes };
        const [window] = nextWindows(some, new Date("2026-02-03T09:00:00Z"), 1);
        assert.ok(window);
        const midnight = Date.parse(window.start.toISOString().slice(0, 10));
        const moments = [0, 1].map((day) => midnight + (day * 1440 + minutes) * 60_000);
        const time = new Date(midnight + minutes * 60_000).toISOString().slice(11, 19);
        assert.equal(
          isInWindowHours(some, time),
          moments.some((moment) => moment >= window.start.getTime() && moment < window.end.getTime()),
        );
      }),
    );
  });

  it("hold no time that is none", () => {
    for (const time of ["24:00:00", "2:00:00", "02:00", "", "undefined"])
      assert.throws(() => isInWindowHours(rule, time), RangeError);
  });
});
