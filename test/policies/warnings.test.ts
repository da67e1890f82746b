// The rules where warnings keep business hours, on what the program then declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { quietArgs } from "../../components/WarningMonitors.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { matchDowntimeToRunbook } from "../../policies/matchDowntimeToRunbook.ts";
import { matchThresholdsToRunbook } from "../../policies/matchThresholdsToRunbook.ts";
import { matchWarningsToRunbook } from "../../policies/matchWarningsToRunbook.ts";
import { refuseWildcardDowntimes } from "../../policies/refuseWildcardDowntimes.ts";
import { requireMonitorPerThreshold } from "../../policies/requireMonitorPerThreshold.ts";
import { requireOwnerAndPriority } from "../../policies/requireOwnerAndPriority.ts";
import { requireRecovery } from "../../policies/requireRecovery.ts";
import { requireRunbookInMessage } from "../../policies/requireRunbookInMessage.ts";
import { types } from "../../policies/resourceTypes.ts";
import { routeBySeverity } from "../../policies/routeBySeverity.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { stateMissingData } from "../../policies/stateMissingData.ts";
import { warningArgs } from "../../signals/warnings.ts";
import {
  downtime,
  monitors,
  rehearsalInputs,
  resource,
  settingsOf,
  switchedOn,
  verdictOf,
} from "../support/inputs.ts";
import { options } from "../support/options.ts";

const without = rehearsalInputs();
const inputs = rehearsalInputs(
  settingsSchema.parse({
    ...settingsOf("rehearsal"),
    datadog: Object(options["business hours for warnings"])["marsana-fleet:datadog"],
  }),
);
const datadog = switchedOn(inputs.datadog);
const hours = switchedOn(datadog.warningHours);
const rows = inputs.runbook.thresholds;
const warnings = rows.map((row) =>
  resource(types.monitor, warningArgs(row, { ...datadog, rows, signals: inputs.signals }), {
    name: `warning-${row.id}`,
  }),
);
const quiet = resource(types.downtime, quietArgs({ ...datadog, hours, now: inputs.now }), { name: "quiet" });
const declared = [...monitors(inputs), ...warnings, downtime(inputs), quiet];

const changed = (name: string, change: (props: CheckedResource["props"]) => object) =>
  declared.map((one) =>
    one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );
const judge = (all: readonly CheckedResource[], given = inputs) =>
  verdictOf(matchWarningsToRunbook, all, given);

describe("the rules where warnings keep business hours", () => {
  for (const rule of [
    matchWarningsToRunbook,
    matchDowntimeToRunbook,
    matchThresholdsToRunbook,
    refuseWildcardDowntimes,
    requireMonitorPerThreshold,
    requireOwnerAndPriority,
    requireRecovery,
    requireRunbookInMessage,
    routeBySeverity,
    stateMissingData,
  ])
    it(`${rule.name} passes what the program declares`, () => {
      assert.deepEqual(verdictOf(rule, declared, inputs), []);
    });

  it("refuse a row's own monitor that warns as well", () => {
    const warning = changed("uptime", ({ monitorThresholds }) => ({
      monitorThresholds: { ...Object(monitorThresholds), warning: "99.9" },
    }));
    assert.deepEqual(verdictOf(matchThresholdsToRunbook, warning, inputs), [
      "uptime: warning is 99.9, and must not be set: another monitor warns, in business hours; mend: take it from the row",
    ]);
  });

  it("refuse one monitor that stands for two targets", () => {
    const tag = "runbook-warning:uptime";
    const other = changed("warning-error-rate", ({ tags }) => ({ tags: [...(tags as string[]), tag] }));
    const found = judge(other.filter(({ name }) => name !== "warning-uptime"));
    assert.deepEqual(
      found.map((line) => line.replace(/ is .*/, "")),
      ["query", "monitorThresholds"].map((name) => `warning-error-rate: its ${name}`),
    );
  });

  it("refuse a target without a monitor, and one with two", () => {
    assert.deepEqual(judge(declared.filter(({ name }) => name !== "warning-uptime")), [
      'stack: the target of "Uptime" must have exactly one monitor, and has 0; mend: declare one for each row',
    ]);
    const twin = { ...switchedOn(warnings[0]), name: "twin", urn: "twin" };
    assert.deepEqual(judge([...declared, twin]), [
      'stack: the target of "Error Rate" must have exactly one monitor, and has 2; mend: declare one for each row',
      "stack: there must be 6 monitors of warnings, and there are 7; mend: take the others away",
    ]);
  });

  for (const [what, name, change, found] of [
    [
      "another target",
      "warning-error-rate",
      () => ({ monitorThresholds: { critical: "0.7", criticalRecovery: "0.45" } }),
      /^warning-error-rate: its monitorThresholds is \{"critical":"0.7".*must be \{"critical":"0.5"/,
    ],
    [
      "another query",
      "warning-error-rate",
      ({ query }) => ({ query: `${query}0` }),
      /^warning-error-rate: its query is .*must be /,
    ],
    [
      "another priority",
      "warning-uptime",
      () => ({ priority: "2" }),
      /^warning-uptime: its priority is "2", and must be "3"/,
    ],
    [
      "a downtime of all monitors",
      "quiet",
      ({ monitorIdentifier }) => ({
        monitorIdentifier: { monitorTags: Object(monitorIdentifier).monitorTags.slice(1) },
      }),
      /^quiet: its monitorIdentifier is /,
    ],
    [
      "a longer downtime",
      "quiet",
      ({ recurringSchedule }) => ({
        recurringSchedule: {
          ...Object(recurringSchedule),
          recurrences: Object(recurringSchedule).recurrences.map((one: object) => ({
            ...one,
            duration: "900m",
          })),
        },
      }),
      /^quiet: its recurringSchedule is .*"900m".*must be .*"840m"/,
    ],
    [
      "a downtime that ends in silence",
      "quiet",
      () => ({ notifyEndTypes: ["canceled"] }),
      /^quiet: its notifyEndTypes/,
    ],
  ] as [string, string, (props: CheckedResource["props"]) => object, RegExp][])
    it(`refuse ${what}`, () => {
      const said = judge(changed(name, change));
      assert.equal(said.length, 1);
      assert.match(said.join(), found);
    });

  it("pass a downtime that began earlier, and refuse none and two", () => {
    const earlier = changed("quiet", ({ recurringSchedule }) => ({
      recurringSchedule: {
        ...Object(recurringSchedule),
        recurrences: Object(recurringSchedule).recurrences.map((one: object) => ({
          ...one,
          start: "2025-01-01T18:00:00",
        })),
      },
    }));
    assert.deepEqual(judge(earlier), []);
    const counted = (all: readonly CheckedResource[]) => judge(all).map((one) => one.split(";")[0]);
    assert.deepEqual(counted(declared.filter((one) => one !== quiet)), [
      "stack: there must be 1 downtimes of warnings, and there are 0",
    ]);
    assert.deepEqual(counted([...declared, { ...quiet, name: "twin", urn: "twin" }]), [
      "stack: there must be 1 downtimes of warnings, and there are 2",
    ]);
  });

  it("refuse all of it where warnings are told at any time", () => {
    assert.deepEqual(judge(monitors(without), without), []);
    assert.deepEqual(judge([...monitors(without), ...warnings, quiet], without), [
      "stack: there must be 0 monitors of warnings, and there are 6; mend: take the others away",
      "stack: there must be 0 downtimes of warnings, and there are 1; mend: leave it to WarningMonitors",
    ]);
  });

  it("refuse a downtime of warnings that would be the maintenance's", () => {
    assert.deepEqual(verdictOf(matchDowntimeToRunbook, [quiet], inputs), [
      "stack: the stack must have exactly one downtime, and has 0; mend: declare the runbook's window",
    ]);
  });
});
