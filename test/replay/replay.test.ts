// Every monitor of the runbook fires where it should and is silent where it should: as shipped, and with a threshold moved.
import assert from "node:assert/strict";
import { randomLcg } from "d3-random";
import { replayInputs } from "../../cli/replayCommand.ts";
import { replayText } from "../../cli/replayText.ts";
import { updatedMonitors } from "../../engine/updatedMonitors.ts";
import { InputError } from "../../inputs/inputError.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import type { Recording } from "../../replay/recorded.ts";
import { type Replayed, shortcomings } from "../../replay/replay.ts";
import { steady } from "../../replay/scenarios.ts";
import type { Signals } from "../../signals/signal.ts";
import { type Change, changedRunbook } from "../support/changedRunbook.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();

interface Changed {
  readonly signals?: Signals;
  readonly recording?: Recording;
  readonly random?: () => number;
}

function replayed(
  changes: readonly Change[] = [],
  { signals = {}, recording, random }: Changed = {},
): Replayed[] {
  const runbook = changes.length === 0 ? inputs.runbook : changedRunbook(...changes);
  const of: Inputs = { ...inputs, runbook, signals: { ...inputs.signals, ...signals } };
  return replayInputs(of, runbook.thresholds, recording && [recording], random);
}

/** By scenario, after how many minutes a monitor fires. */
function firesIn(of: readonly Replayed[], name: string): Record<string, number> {
  const found = of.find(({ monitor }) => monitor.name === name);
  assert.ok(found !== undefined);
  return Object.fromEntries(
    found.outcomes.flatMap(({ scenario, fired }) =>
      fired === undefined ? [] : [[scenario.name, fired.detectSeconds / 60] as const],
    ),
  );
}

/** A latency of 200 ms that rises to 1400 ms: n minutes of it make a five-minute mean of 200 + 240 n. */
const recording: Recording = {
  name: "incident",
  start: "2026-01-15T10:00:00Z",
  series: {
    "api-latency-p95": {
      unit: "ms",
      values: Array.from({ length: 20 }, (_, minute) => (minute >= 5 && minute < 12 ? 1400 : 200)),
    },
  },
};

describe("the replay of the shipped runbook", function () {
  this.timeout(60_000);
  const shipped = replayed();
  // What people cause may be missing at night, and nobody is told of that: a gap fires for probes alone.
  const short = { spike: 1, "slow burn": 28, flapping: 4, "maintenance window": 1 };
  // A burn alert is played what burns faster by far than it allows, and looks over hours.
  const burning = {
    "1h": { spike: 7, "slow burn": 276, flapping: 41 },
    "6h": { spike: 44, "slow burn": 1713, flapping: 248 },
    "24h": { spike: 195, "slow burn": 7366, flapping: 1029 },
  };
  const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    "error-rate": short,
    "api-latency-p95": short,
    "database-latency": short,
    uptime: { spike: 180, "slow burn": 6950, flapping: 1000, gap: 1440 },
    "email-delivery-rate": { spike: 8, "slow burn": 289, flapping: 42, "maintenance window": 8 },
    "realtime-latency": { ...short, "slow burn": 24, gap: 5 },
    ...Object.fromEntries(
      ["error-rate", "uptime"].flatMap((row) =>
        Object.entries(burning).map(([window, fires]) => [`${row}-${window}`, fires] as const),
      ),
    ),
    "incident-error-rate-spike": { ...short, "slow burn": 24 },
  };

  it("has every monitor and every test that the stack declares; each alerts in one scenario, and is silent in another", () => {
    const declared = Object.keys(updatedMonitors(inputs));
    assert.deepEqual(shipped.map(({ monitor }) => monitor.name).sort(), declared.sort());
    const states = shipped.map(({ outcomes }) => outcomes.map(({ fired }) => fired?.state));
    assert.ok(states.every((all) => all.includes("ALERT") && all.includes(undefined)));
  });

  it("has of one row the monitor and the burn alerts, and no incident", () => {
    const [row] = inputs.runbook.thresholds;
    assert.deepEqual(
      replayInputs(inputs, [row ?? assert.fail()]).map(({ monitor }) => monitor.name),
      ["error-rate", "error-rate-1h", "error-rate-6h", "error-rate-24h"],
    );
  });

  for (const [name, fires] of Object.entries(expected)) {
    it(`says where, and after how many minutes, ${name} fires; it is silent in the others`, () => {
      assert.deepEqual(firesIn(shipped, name), fires);
    });
  }

  it("is proven: each monitor alerts in a scenario, and none speaks while all is well, whatever the noise", () => {
    for (const seed of [0, 0.1, 0.9]) {
      const of = replayed([], { random: randomLcg(seed) });
      assert.deepEqual(shortcomings(of), []);
      for (const { outcomes } of of) assert.equal(outcomes[0]?.scenario.name, steady);
    }
  });

  const saidOf = (name: string) => {
    const { outcomes } = shipped.find(({ monitor }) => monitor.name === name) ?? assert.fail();
    return outcomes.map(({ scenario, fired, times, cleared }) =>
      [scenario.name, fired?.state, times, cleared?.toISOString()].join(" "),
    );
  };

  it("pages once for a value that goes to and fro about its line, not at all for few events, and says when it is over", () => {
    assert.deepEqual(saidOf("error-rate"), [
      "steady  0 ",
      "spike ALERT 1 2026-03-01T04:20:00.000Z",
      "few events  0 ",
      "slow burn ALERT 1 2026-03-01T05:15:00.000Z",
      "flapping ALERT 1 2026-03-01T04:49:00.000Z",
      "gap  0 ",
      "deploy dip  0 ",
      "maintenance window ALERT 1 2026-03-01T03:05:00.000Z",
    ]);
  });

  it("pages for a burn alert once for each time that a value goes to and fro: Datadog gives it no recovery threshold", () => {
    assert.deepEqual(saidOf("error-rate-1h").slice(3, 4), ["flapping ALERT 4 2026-03-01T06:04:00.000Z"]);
  });

  it("leaves the planned window out of what a burn alert judges, and tells of what goes on behind it", () => {
    const inWindow = shipped.find(({ monitor }) => monitor.name === "uptime-1h")?.outcomes.at(-1);
    assert.deepEqual([inWindow?.silenced, inWindow?.fired], [false, undefined]);
    const rates = inWindow?.course.evaluations.map(({ value }) => value ?? 0) ?? [];
    assert.ok(Math.max(...rates) < 1, String(Math.max(...rates)));
  });

  it("tells NO DATA from ALERT", () => {
    const [gap] = saidOf("realtime-latency").filter((one) => one.startsWith("gap"));
    assert.equal(gap, "gap NO DATA 1 2026-03-01T04:16:00.000Z");
  });

  it("mutes availability in the maintenance window, and tells of damage in it", () => {
    const inWindow = (name: string) => {
      const one = shipped.find(({ monitor }) => monitor.name === name)?.outcomes.at(-1) ?? assert.fail(name);
      assert.equal(one.scenario.name, "maintenance window");
      const muted = one.course.evaluations.filter(({ silenced }) => silenced).length > 0;
      return [muted, one.silenced, one.fired?.at.toISOString()];
    };
    assert.deepEqual(inWindow("synthetics-health"), [true, true, undefined]);
    // An hour of work is too little of a day to alert; the day after still has it in it, and a downtime of its own.
    assert.deepEqual(inWindow("uptime"), [true, false, undefined]);
    assert.deepEqual(inWindow("uptime-1h"), [true, false, undefined]);
    const first = "2026-03-01T02:01:00.000Z";
    assert.deepEqual(inWindow("error-rate"), [false, false, first]);
    assert.deepEqual(inWindow("incident-error-rate-spike"), [false, false, first]);
    const cpu = "incident-database-performance-degradation-cpu";
    assert.deepEqual(inWindow(cpu), [false, false, "2026-03-01T02:13:00.000Z"]);
    assert.deepEqual(inWindow("heartbeat"), [false, false, "2026-03-01T02:03:00.000Z"]);
  });

  it("is the same in every run", () => {
    const again = replayed();
    for (const format of ["table", "json", "svg"] as const)
      assert.equal(replayText(again, format), replayText(shipped, format));
  });
});

describe("the replay of a changed runbook", function () {
  this.timeout(60_000);
  const apiAlert = "> 1000ms";

  it("follows a threshold that is moved, in a recorded series", () => {
    const incident = (...changes: Change[]) =>
      firesIn(replayed(changes, { recording }), "api-latency-p95")["incident"];
    // 200 + 240 n is above 1000 from n = 4 on, above 1200 from n = 5 on, and never above 1500.
    assert.equal(incident(), 4);
    assert.equal(incident([apiAlert, "> 1200ms"]), 5);
    assert.equal(incident([apiAlert, "> 1500ms"]), undefined);
  });

  it("follows a threshold that is moved, in a generated series", () => {
    // Well is 99.95%, a spike 8 times as far beyond the alert as that is beyond the target: 96.3%, and then 91.8%.
    const changed = replayed([["< 99.5%", "< 99%"]]);
    assert.equal(firesIn(changed, "uptime")["spike"], 170);
    assert.deepEqual(firesIn(changed, "error-rate"), firesIn(replayed(), "error-rate"));
    assert.deepEqual(shortcomings(changed), []);
  });

  it("follows the maintenance window", () => {
    const later = replayed([["first Sunday, 2-4 AM UTC", "first Sunday, 5-6 AM UTC"]]);
    const spike = later[0]?.outcomes.find(({ scenario }) => scenario.name === "spike");
    assert.equal(spike?.scenario.start.toISOString(), "2026-03-01T06:00:00.000Z");
  });

  it("says that a monitor cannot alert: no rate is above 150%", () => {
    // The runbook's own grammar refuses it: a model that came another way is not believed either.
    const [row, ...others] = inputs.runbook.thresholds;
    assert.ok(row !== undefined);
    const thresholds = [{ ...row, alert: { ...row.alert, value: 150 } }, ...others];
    const of = replayInputs({ ...inputs, runbook: { ...inputs.runbook, thresholds } }, thresholds);
    assert.deepEqual(shortcomings(of), ["error-rate alerts in no scenario"]);
    assert.deepEqual(firesIn(of, "error-rate"), {});
  });

  it("says that a monitor alerts while all is well: five minutes' latencies in sum, against a limit for one", () => {
    const query = "sum(last_5m):p95:trace.next.request{env:$environment} by {env}";
    const of = replayed([], {
      signals: { "api-latency-p95": { query, unit: "s", onMissingData: "show_no_data" } },
    });
    assert.deepEqual(shortcomings(of), ['api-latency-p95 speaks while all is well (WARN in "steady")']);
  });
});

describe("the replay's words", () => {
  // Config mutes the row in the window.
  const { datadog, ...settings } = settingsOf("rehearsal");
  const mutedInMaintenance = ["row:api-latency-p95"];
  const muting = settingsSchema.parse({ ...settings, datadog: { ...datadog, mutedInMaintenance } });
  const rows = inputs.runbook.thresholds.filter(({ id }) => id === "api-latency-p95");
  const one = replayInputs(rehearsalInputs(muting), rows, [recording]);

  it("are JSON for machines", () => {
    const { monitors } = JSON.parse(replayText(one, "json"));
    assert.deepEqual(Object.keys(monitors[0]), ["name", "tells", "fires", "warns", "silenced", "silent"]);
    assert.equal(monitors[0].name, "api-latency-p95");
    assert.deepEqual(monitors[0].fires.at(-1), {
      scenario: "incident",
      at: "2026-01-15T10:09:00Z",
      detectSeconds: 240,
      state: "ALERT",
      times: 1,
      clearedAt: "2026-01-15T10:16:00Z",
    });
    assert.deepEqual(monitors[0].silent, ["steady", "gap", "deploy dip", "maintenance window"]);
    assert.deepEqual(monitors[0].silenced, ["maintenance window"]);
  });

  it("are a picture, with a panel for each scenario, in which a name is text whatever is in it", () => {
    const hostile = one.map((of) => ({ ...of, title: '<script>"&' }));
    const svg = replayText(hostile, "svg");
    assert.equal(svg.match(/<g transform="/g)?.length, 8);
    assert.equal(svg.match(/<path d="M/g)?.length, 8);
    assert.equal(svg.match(/&lt;script&gt;&quot;&amp;, /g)?.length, 8);
    assert.ok(!svg.includes("<script"));
    // The first and the last thing that is drawn of the maintenance window: its downtime, and its states.
    assert.equal(svg.match(/<title>silenced<\/title>/g)?.length, 1);
    assert.ok(["OK", "WARN", "ALERT", "NO DATA"].every((state) => svg.includes(`<title>${state}</title>`)));
    assert.ok(!/NaN|undefined|Infinity/.test(svg));
  });

  it("are none where Datadog is off", () => {
    assert.throws(
      () => replayInputs({ ...inputs, datadog: undefined }, inputs.runbook.thresholds),
      (error) =>
        error instanceof InputError && /marsana-fleet:datadog\.enabled: found false/.test(error.message),
    );
  });
});
