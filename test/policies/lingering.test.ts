// The rule on the downtime of a row that still counts a planned window, on what the program makes, one thing changed at a time.
import assert from "node:assert/strict";
import { lingeringArgs } from "../../components/MaintenanceDowntime.ts";
import { matchDowntimeToRunbook } from "../../policies/matchDowntimeToRunbook.ts";
import { matchLingeringDowntimes } from "../../policies/matchLingeringDowntimes.ts";
import { refuseWildcardDowntimes } from "../../policies/refuseWildcardDowntimes.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { downtime, rehearsalInputs, resource, switchedOn, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const datadog = switchedOn(inputs.datadog);
const { rule } = inputs.runbook.maintenance;
const [uptime] = datadog.lingering;
assert.ok(uptime !== undefined);
const own = resource(types.downtime, lingeringArgs(uptime, { ...datadog, rule, now: inputs.now }), {
  name: "own",
});
const all = [downtime(inputs), own];
const judge = (resources: readonly CheckedResource[]) =>
  verdictOf(matchLingeringDowntimes, resources, inputs);
const changed = (props: object) => [{ ...own, props: { ...own.props, ...props } }];
const none = (count: number) =>
  `stack: "Uptime" (runbook-metric:uptime) must have exactly one downtime of its own after a planned window, and has ${count}; mend: leave it to MaintenanceDowntime`;

describe("the downtime of a row that still counts a planned window", () => {
  it("is as long as the window and what the row looks back at together, and silences that row alone", () => {
    assert.deepEqual(own.props["monitorIdentifier"], {
      monitorTags: ["env:rehearsal", "service:marsana-fleet", "source:runbook", "runbook-metric:uptime"],
    });
    assert.deepEqual(own.props["recurringSchedule"], {
      timezone: "UTC",
      recurrences: [{ rrule: "FREQ=MONTHLY;BYDAY=1SU", duration: "26h", start: "2026-03-01T02:00:00" }],
    });
  });

  it("passes, beside the runbook's own", () => {
    for (const judging of [matchLingeringDowntimes, matchDowntimeToRunbook, refuseWildcardDowntimes])
      assert.deepEqual(verdictOf(judging, all, inputs), [], judging.name);
  });

  it("must be there once", () => {
    assert.deepEqual(judge([]), [none(0)]);
    assert.deepEqual(judge([own, { ...own, name: "twin", urn: "twin" }]), [none(2)]);
  });

  for (const [what, props, said] of [
    [
      "lasts longer",
      {
        recurringSchedule: {
          timezone: "UTC",
          recurrences: [{ rrule: "FREQ=MONTHLY;BYDAY=1SU", duration: "27h", start: "2026-03-01T02:00:00" }],
        },
      },
      /^own: its recurringSchedule is .*"27h".*must be .*"26h"/,
    ],
    [
      "silences every service's",
      { monitorIdentifier: { monitorTags: ["runbook-metric:uptime"] } },
      /^own: its monitorIdentifier is .*, and must be /,
    ],
    ["says nothing at its end", { notifyEndStates: [] }, /^own: its notifyEndStates is \[\]/],
  ] as [string, object, RegExp][])
    it(`is refused where it ${what}`, () => {
      const found = judge(changed(props));
      assert.equal(found.length, 1);
      assert.match(found.join(), said);
    });

  it("is refused of a row that has forgotten the window soon", () => {
    const other = {
      monitorIdentifier: {
        monitorTags: [
          "env:rehearsal",
          "service:marsana-fleet",
          "source:runbook",
          "runbook-metric:error-rate",
        ],
      },
    };
    assert.deepEqual(
      judge([own, { ...own, name: "other", urn: "urn:other", props: { ...own.props, ...other } }]),
      ["other: no row counts a planned window for so long; mend: take the downtime away"],
    );
  });
});
