// What the maintenance window mutes, by config: availability alone, what is added to it, and the names that are refused.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { rehearsalInputs, settingsOf, switchedOn } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const reading = (mutedInMaintenance: readonly string[], more: object = {}) =>
  rehearsalInputs(
    settingsSchema.parse({ ...settings, ...more, datadog: { ...settings.datadog, mutedInMaintenance } }),
  );
const mutedWith = (...names: string[]) => switchedOn(reading(names).datadog).muted;

function problemsWith(...names: string[]): readonly string[] {
  try {
    reading(names);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

const availability = [
  "runbook-metric:uptime",
  "runbook-warning:uptime",
  "runbook-objective:uptime",
  "runbook-check:health",
];
const place = (index: number) => `marsana-fleet:datadog.mutedInMaintenance[${index}]`;
const remove = (index: number) => `mend: pulumi config rm --stack rehearsal --path '${place(index)}'`;

describe("what the maintenance window mutes", () => {
  it("is availability, unless config says more", () => {
    assert.deepEqual(mutedWith(), availability);
  });

  it("is also what config names: rows, incidents, checks and flows, in whatever order", () => {
    const named = ["flow:login", "check:certificate", "incident:error-rate-spike", "row:error-rate"];
    assert.deepEqual(mutedWith(...named).toSorted(), [
      ...["runbook-check:certificate", "runbook-check:health", "runbook-flow:login"],
      ...["runbook-incident:error-rate-spike"],
      ...["runbook-metric:error-rate", "runbook-metric:uptime"],
      ...["runbook-objective:error-rate", "runbook-objective:uptime"],
      ...["runbook-warning:error-rate", "runbook-warning:uptime"],
    ]);
  });

  it("outlasts the window of a muted row alone, where that still counts it", () => {
    const query =
      "sum(last_6h):100 * sum:errors{env:$environment} by {env}.as_count() / sum:hits{env:$environment} by {env}.as_count()";
    const signals = { "error-rate": { query, unit: "percent" } };
    const lingering = (...names: string[]) =>
      switchedOn(reading(names, { signals }).datadog).lingering.map(({ tag, minutes }) => [tag, minutes]);
    const uptime = ["runbook-metric:uptime", 1440];
    assert.deepEqual(lingering(), [uptime]);
    assert.deepEqual(lingering("row:error-rate"), [["runbook-metric:error-rate", 360], uptime]);
  });
});

describe("a name in datadog.mutedInMaintenance", () => {
  it("is refused where it is of nothing, with the nearest that is", () => {
    const [said = "", ...more] = problemsWith("flow:logn");
    assert.deepEqual(more, []);
    assert.match(
      said,
      /^marsana-fleet:datadog\.mutedInMaintenance\[0\]: found flow:logn; required: one of row:error-rate, /,
    );
    assert.ok(
      said.endsWith(`mend: pulumi config set --stack rehearsal --path '${place(0)}' 'flow:login'`),
      said,
    );
    assert.ok(problemsWith("error-rate").join().endsWith("'row:error-rate'"));
    assert.ok(problemsWith("check:certificate", "everything, always").join().endsWith(remove(1)));
  });

  it("is refused where it is muted anyway, or named twice", () => {
    const required = "required: each name once, of what else is to be muted";
    assert.deepEqual(problemsWith("row:uptime", "flow:login", "check:health", "flow:login"), [
      `${place(0)}: found row:uptime, which is muted anyway; ${required}; ${remove(0)}`,
      `${place(2)}: found check:health, which is muted anyway; ${required}; ${remove(2)}`,
      `${place(3)}: found flow:login, which is named twice; ${required}; ${remove(3)}`,
    ]);
  });
});
