// Composites and synthetic tests in the replay: which of them speaks, when, and which stays quiet.
import assert from "node:assert/strict";
import { replayInputs } from "../../cli/replayCommand.ts";
import { InputError } from "../../inputs/inputError.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { shortcomings } from "../../replay/replay.ts";
import { alertsOf, testOf } from "../../replay/tests.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";

const replayed = (inputs = rehearsalInputs()) => replayInputs(inputs, inputs.runbook.thresholds);
const shipped = replayed();

/** By scenario after how many minutes a monitor fires, and how often. */
function firesOf(name: string, of = shipped): Record<string, [minutes: number, times: number]> {
  const found = of.find(({ monitor }) => monitor.name === name);
  assert.ok(found !== undefined, name);
  return Object.fromEntries(
    found.outcomes.flatMap(({ scenario, fired, times }) =>
      fired === undefined ? [] : [[scenario.name, [fired.detectSeconds / 60, times] as const]],
    ),
  );
}

describe("the replay of a composite", function () {
  this.timeout(60_000);
  const third = "third-party-service-failure-sendgrid";

  it("says that the fault is theirs only where our requests and their status page fail", () => {
    assert.deepEqual(firesOf(`incident-${third}-theirs`), {
      "all at once": [11, 1],
      "maintenance window": [11, 1],
    });
  });

  it("says that it is ours where our requests fail alone, and as long as their status page is not known to fail", () => {
    assert.deepEqual(firesOf(`incident-${third}-ours`), {
      [`${third} alone`]: [5, 1],
      // Before the test of the page has failed for long enough, and again once the page is well before our requests are.
      "all at once": [5, 2],
      "maintenance window": [5, 2],
    });
  });

  it("keeps the error rate's page quiet while a cause pages, where config asks for that", () => {
    const settings = settingsSchema.parse({
      ...settingsOf("rehearsal"),
      incidents: { quietSymptoms: true },
    });
    const alone = firesOf("incident-error-rate-spike-alone", replayed(rehearsalInputs(settings)));
    // The cause is noticed later than the symptom, which pages until then.
    assert.deepEqual(Object.keys(alone), ["error-rate-spike alone", "all at once", "maintenance window"]);
  });
});

describe("the replay of a synthetic test", function () {
  this.timeout(60_000);
  it("speaks of an outage that lasts, and of nothing that too few locations or a single run meet", () => {
    // While a release is watched it runs each minute.
    assert.deepEqual(firesOf("synthetics-health"), { outage: [3, 1] });
    // Planned work ends on time, so that its outage is over when the window closes; whatever is not muted tells of it.
    assert.deepEqual(firesOf("heartbeat"), { outage: [3, 1], "maintenance window": [3, 1] });
    assert.ok("maintenance window" in firesOf("flow-login"));
    // A certificate is looked at each hour: the second look that fails tells a minute later.
    assert.deepEqual(firesOf("synthetics-certificate"), { outage: [121, 1] });
  });

  it("is proven however seldom it runs", () => {
    const settings = settingsSchema.parse({
      ...settingsOf("rehearsal"),
      synthetics: { flows: { watched: 300, otherwise: 14_400 }, checks: { watched: 60, otherwise: 7_200 } },
    });
    const afterwards = new Date("2026-02-20T09:00:00Z");
    const read = readInputs({ ...settings, now: undefined }, "rehearsal", {}, () => afterwards);
    assert.deepEqual(shortcomings(replayed(read)), []);
  });

  const args = {
    status: "live",
    message: "Look. @slack-fleet",
    locations: ["a", "b", "c"],
    optionsList: { tickEvery: 60, minFailureDuration: 120, minLocationFailed: 2 },
  };

  it("tells whom its message names, as its priority says, or nobody", () => {
    const tells = (changes: object) => testOf("health", { ...args, ...changes }).tells;
    const { optionsList } = args;
    assert.equal(tells({ optionsList: { ...optionsList, monitorPriority: 1 } }), "page");
    assert.equal(tells({ optionsList: { ...optionsList, monitorPriority: 2 } }), "alert");
    assert.equal(tells({ message: "Look." }), "nobody");
  });

  it("counts a failure from the run that meets it, and from as many locations as must agree", () => {
    const test = testOf("health", args);
    assert.deepEqual(test, { everyMinutes: 1, lastingMinutes: 2, locations: 3, agreeing: 2, tells: "alert" });
    const alerts = (...failing: number[]) => alertsOf(test, failing).map(Number).join("");
    assert.equal(alerts(0, 3, 3, 3, 0), "00010");
    assert.equal(alerts(0, 1, 1, 1, 1), "00000");
    assert.equal(alerts(2, 2, 0, 2, 2), "00000");
    // Between two runs the time goes on: Datadog's own example is a run each 15 minutes and 13 that it must last.
    const seldom = { ...test, everyMinutes: 15, lastingMinutes: 13 };
    const failing = Array.from({ length: 45 }, (_, minute) => (minute >= 10 && minute < 20 ? 3 : 0));
    const of = alertsOf(seldom, failing);
    assert.deepEqual([of.indexOf(true) + 1, of.lastIndexOf(true) + 1], [28, 29]);
  });

  it("refuses a test that is paused, or says not how often it runs", () => {
    for (const wrong of [
      { ...args, status: "paused" },
      { ...args, optionsList: { ...args.optionsList, tickEvery: undefined } },
    ])
      assert.throws(
        () => testOf("health", wrong),
        (error) =>
          error instanceof InputError &&
          /test health\.(status|optionsList\.tickEvery): found .*; mend: /.test(error.message),
      );
  });
});
