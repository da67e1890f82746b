// The rules about objectives and their burn alerts, on what the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { burnAlertArgs, correctionArgs, objectiveArgs } from "../../components/Objectives.ts";
import { matchObjectivesToRunbook } from "../../policies/matchObjectivesToRunbook.ts";
import { reachBurnRates } from "../../policies/reachBurnRates.ts";
import { requireMonitorPerThreshold } from "../../policies/requireMonitorPerThreshold.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { burnAlertId } from "../../signals/burnRates.ts";
import { monitors, rehearsalInputs, resource, switchedOn, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const datadog = switchedOn(inputs.datadog);
const { rule } = inputs.runbook.maintenance;

const named = (type: string, name: string, props: object) =>
  resource(type, props, { name, urn: `urn:pulumi:rehearsal::marsana-fleet::${type}::${name}` });

const declared = datadog.objectives.flatMap((objective) => {
  const { id } = objective.row;
  const of = { ...datadog, rule, now: inputs.now };
  return [
    named(types.objective, id, objectiveArgs(objective, datadog)),
    ...objective.burnAlerts.map((burn) =>
      named(
        types.monitor,
        `${id}-${burnAlertId(burn)}`,
        burnAlertArgs(`id-of-${id}`, objective, burn, datadog),
      ),
    ),
    named(types.objectiveCorrection, `${id}-window`, correctionArgs(`id-of-${id}`, objective, of)),
  ];
});

type Props = CheckedResource["props"];

/** What is declared, with the properties of one resource changed. */
function changed(name: string, change: (props: Props) => object): CheckedResource[] {
  return declared.map((one) =>
    one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );
}
const judge = (resources: readonly CheckedResource[]) =>
  verdictOf(matchObjectivesToRunbook, resources, inputs);
const mend = "; mend: leave it as the program declares it";

/** A value that the pack's SDK does not let anybody read before the update. */
function unknown(name: string, of: string): CheckedResource[] {
  return declared.map((one) => {
    if (one.name !== name) return one;
    const props = Object.defineProperty({ ...one.props }, of, {
      enumerable: true,
      get: () => {
        throw new Error(`${of} is unknown during preview`);
      },
    });
    return { ...one, props };
  });
}

describe("match-objectives-to-runbook", () => {
  it("passes what the program declares", () => {
    assert.equal(declared.length, 10);
    assert.deepEqual(judge(declared), []);
    assert.deepEqual(verdictOf(requireMonitorPerThreshold, [...monitors(inputs), ...declared], inputs), []);
  });

  it("refuses an objective of another target, time frame, query or kind", () => {
    const of = (changes: object) => judge(changed("uptime", () => changes));
    assert.deepEqual(of({ thresholds: [{ timeframe: "30d", target: 99 }] }), [
      `uptime: its thresholds is [{"target":99,"timeframe":"30d"}], and must be [{"target":99.9,"timeframe":"30d"}]${mend}`,
    ]);
    assert.equal(of({ thresholds: [{ timeframe: "7d", target: 99.9 }] }).length, 1);
    assert.equal(of({ thresholds: undefined }).length, 1);
    assert.equal(
      of({ query: { numerator: "sum:a{*}.as_count()", denominator: "sum:a{*}.as_count()" } }).length,
      1,
    );
    assert.equal(of({ type: "monitor" }).length, 1);
    // In whatever order its keys come back.
    assert.deepEqual(of({ thresholds: [{ target: 99.9, timeframe: "30d" }] }), []);
  });

  it("refuses what is missing, or there twice", () => {
    const without = (name: string) => judge(declared.filter((one) => one.name !== name));
    const again = "; mend: declare it once";
    assert.deepEqual(without("uptime"), [
      `stack: "Uptime" must have exactly one objective, and has 0${again}`,
    ]);
    assert.deepEqual(without("uptime-6h"), [
      `stack: "Uptime" must have exactly one burn alert over 6h, and has 0${again}`,
    ]);
    assert.deepEqual(without("uptime-window"), [
      `stack: "Uptime" must have exactly one correction for the maintenance window, and has 0${again}`,
    ]);
    const twin = declared.find(({ name }) => name === "uptime-6h");
    assert.ok(twin !== undefined);
    assert.deepEqual(judge([...declared, { ...twin, name: "twin", urn: "twin" }]), [
      `stack: "Uptime" must have exactly one burn alert over 6h, and has 2${again}`,
    ]);
  });

  it("refuses an objective or an alert of a row that has none", () => {
    const tags = (props: Props) => ({
      tags: (props["tags"] as string[]).map((tag) =>
        tag.replace("objective:uptime", "objective:api-latency-p95"),
      ),
    });
    assert.match(
      judge(changed("uptime", tags)).join("\n"),
      /^uptime: it must be the objective of a row that has one/m,
    );
    assert.match(
      judge(changed("uptime-1h", tags)).join("\n"),
      /^uptime-1h: it must be of the objective of a row that/m,
    );
  });

  it("refuses a burn alert of another rate, query or loudness, or with other thresholds beside its rate", () => {
    const of = (changes: (props: Props) => object) => judge(changed("uptime-1h", changes));
    assert.deepEqual(
      of(() => ({ monitorThresholds: { critical: "20" } })),
      [
        'stack: "Uptime" must have exactly one burn alert over 1h, and has 0; mend: declare it once',
        `uptime-1h: its rate is 20, and must be one of 14.4, 6, 3${mend}`,
      ],
    );
    const query = (from: string, to: string) =>
      of((props) => ({ query: String(props["query"]).replace(from, to) }));
    for (const [from, to] of [
      ["14.4", "140"],
      ["30d", "7d"],
      ['"1h"', '"2h"'],
      ['"5m"', '"50m"'],
      ["burn_rate", "error_budget"],
    ] as const)
      assert.deepEqual(query(from, to), [
        `uptime-1h: its query must be the burn rate of an objective over 30d, in the windows of that rate${mend}`,
      ]);
    assert.deepEqual(
      of(() => ({ priority: "2" })),
      [`uptime-1h: its priority is 2, and must be 1, as it is to page${mend}`],
    );
    assert.deepEqual(
      of(() => ({ monitorThresholds: { critical: "14.4", warning: "10" } })),
      [`uptime-1h: it has the threshold warning, and must have its rate alone${mend}`],
    );
  });

  it("refuses an alert or a correction of another objective than the others'", () => {
    const elsewhere = changed("uptime-window", () => ({ sloId: "id-of-error-rate" }));
    assert.deepEqual(judge(elsewhere), [
      'stack: "Uptime" has alerts or a correction of several objectives (id-of-uptime, id-of-error-rate), and must of one',
    ]);
    const query = (props: Props) => ({
      query: String(props["query"]).replace("id-of-uptime", "id-of-error-rate"),
    });
    assert.equal(judge(changed("uptime-1h", query)).length, 1);
  });

  it("refuses a correction that leaves out another time than the maintenance window", () => {
    const of = (changes: object) => judge(changed("uptime-window", () => changes));
    const said = (what: string) =>
      `uptime-window: ${what} (the runbook says "${inputs.runbook.maintenance.frequencyText}")${mend}`;
    assert.deepEqual(of({ duration: 86400 }), [said("its duration is 86400, and must be 7200")]);
    assert.deepEqual(of({ rrule: "FREQ=DAILY" }), [
      said("its rrule is FREQ=DAILY, and must be FREQ=MONTHLY;BYDAY=1SU"),
    ]);
    assert.deepEqual(of({ end: 2 }), [said("its end is 2, and must be not set")]);
    const start = Date.parse("2026-02-02T02:00:00Z") / 1000;
    assert.deepEqual(of({ start }), [said(`its start is ${start}, which is no such day and time`)]);
  });

  it("lets a preview not know the id of an objective, and an update know it", () => {
    const later = unknown("uptime-1h", "query");
    assert.deepEqual(judge(later), []);
    const messages: string[] = [];
    const [monitor] = later.filter(({ name }) => name === "uptime-1h");
    assert.ok(monitor !== undefined);
    const updating = { ...inputs, preview: false, observedNothing: [], later: () => {} };
    matchObjectivesToRunbook.checkResource(monitor, updating, (message) => messages.push(message));
    assert.deepEqual(messages, [
      `its query must be the burn rate of an objective over 30d, in the windows of that rate${mend}`,
    ]);
    assert.deepEqual(judge(unknown("uptime-window", "sloId")), []);
    assert.throws(() => judge(unknown("uptime-1h", "monitorThresholds")), /is unknown during preview/);
  });
});

describe("reach-burn-rates", () => {
  const of = (critical: string | undefined) =>
    verdictOf(
      reachBurnRates,
      changed("uptime-1h", () => ({ monitorThresholds: { critical } })),
      inputs,
    );

  it("passes what the program declares, and the very rate at which everything fails", () => {
    assert.deepEqual(verdictOf(reachBurnRates, declared, inputs), []);
    assert.deepEqual(of("1000"), []);
  });

  it("refuses a rate that no budget can burn at", () => {
    for (const rate of ["1000.1", "0", "-1", "many", undefined])
      assert.deepEqual(of(rate), [
        `uptime-1h: the burn rate is ${rate ?? "not set"}, and must be at most 1000, at which every event of "Uptime" is ` +
          "bad; mend: give the monitor a rate that can be reached",
      ]);
  });
});
