// Business hours and the quiet periods between them, in time zones whose clocks change.
import assert from "node:assert/strict";
import {
  type BusinessHours,
  isBusinessTime,
  nextQuietStart,
  quietPeriods,
  quietRule,
  weekdays,
} from "../../calendar/index.ts";
import { instantIn } from "../../rehearsal/providers/packages/instantIn.ts";

const office: BusinessHours = {
  days: ["MO", "TU", "WE", "TH", "FR"],
  from: "08:00",
  to: "18:00",
  timeZone: "Europe/Berlin",
};
const at = (text: string) => new Date(text);

describe("the quiet periods of business hours", () => {
  it("are the nights and the weekend", () => {
    assert.deepEqual(quietPeriods(office), [
      { days: ["MO", "TU", "WE", "TH"], minutes: 14 * 60 },
      { days: ["FR"], minutes: 62 * 60 },
    ]);
    assert.deepEqual(quietPeriods(office).map(quietRule), [
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH",
      "FREQ=WEEKLY;BYDAY=FR",
    ]);
  });

  it("are a week less the hours where there is one day of work, and nights alone where there are seven", () => {
    const minutes = (days: BusinessHours["days"]) =>
      quietPeriods({ ...office, days }).map((period) => [period.days.length, period.minutes]);
    assert.deepEqual(minutes(["WE"]), [[1, 7 * 24 * 60 - 10 * 60]]);
    assert.deepEqual(minutes(weekdays), [[7, 14 * 60]]);
    assert.deepEqual(minutes(["SU", "MO"]), [
      [1, 14 * 60 + 5 * 24 * 60],
      [1, 14 * 60],
    ]);
  });

  it("fill, with the hours, the whole week: every minute is in the one or in the other", () => {
    for (const days of [office.days, ["WE"], ["SU", "TU", "SA"]] as const) {
      const hours = { ...office, days, timeZone: "UTC" };
      const monday = Date.parse("2026-02-02T00:00:00Z");
      const silent = quietPeriods(hours).flatMap((period) =>
        period.days.flatMap((day) => {
          const start = weekdays.indexOf(day) * 1440 + 18 * 60;
          return Array.from({ length: period.minutes }, (_, minute) => (start + minute) % (7 * 1440));
        }),
      );
      const quiet = new Set(silent);
      assert.equal(quiet.size, silent.length, "a minute is in two of them");
      for (let minute = 0; minute < 7 * 1440; minute += 1)
        assert.equal(
          isBusinessTime(hours, new Date(monday + minute * 60_000)),
          !quiet.has(minute),
          `${minute}`,
        );
    }
  });

  it("next begin on a later day, when clocks there show the end of the hours", () => {
    const [nights, weekend] = quietPeriods(office);
    assert.ok(nights && weekend);
    const tuesday = at("2026-02-03T09:00:00Z");
    assert.equal(nextQuietStart(nights, office, tuesday), "2026-02-04T18:00:00");
    assert.equal(nextQuietStart(weekend, office, tuesday), "2026-02-06T18:00:00");
    assert.equal(nextQuietStart(nights, office, at("2026-02-05T09:00:00Z")), "2026-02-09T18:00:00");
    // There it is Wednesday already.
    const auckland = { ...office, timeZone: "Pacific/Auckland" };
    assert.equal(nextQuietStart(nights, auckland, at("2026-02-03T12:00:00Z")), "2026-02-05T18:00:00");
  });

  it("never begin in the past, whatever the instant and the zone", () => {
    for (const timeZone of ["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
      for (let hour = 0; hour < 24 * 14; hour += 1) {
        const now = new Date(Date.parse("2026-03-22T00:30:00Z") + hour * 3_600_000);
        for (const period of quietPeriods({ ...office, timeZone })) {
          const start = instantIn(timeZone, nextQuietStart(period, { ...office, timeZone }, now));
          assert.ok(start !== undefined && start > now, `${timeZone} ${now.toISOString()}`);
        }
      }
  });
});

describe("an instant", () => {
  it("is within the hours from the minute at which they begin, and no longer when they end", () => {
    const within = (text: string) => isBusinessTime(office, at(text));
    assert.deepEqual(
      ["2026-02-03T06:59:59Z", "2026-02-03T07:00:00Z", "2026-02-03T16:59:59Z", "2026-02-03T17:00:00Z"].map(
        within,
      ),
      [false, true, true, false],
    );
    assert.equal(within("2026-02-07T12:00:00Z"), false);
  });

  it("is judged by the clocks of the zone, which change", () => {
    assert.equal(isBusinessTime(office, at("2026-07-07T06:00:00Z")), true);
    assert.equal(isBusinessTime(office, at("2026-01-07T06:00:00Z")), false);
  });
});
