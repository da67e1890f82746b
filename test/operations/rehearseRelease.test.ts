// A release on a clock of its own: shut, proven list by list, open; and shut for good where something is wrong.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Collector } from "../../operations/collect/collector.ts";
import { onCall } from "../../operations/collect/onCall.ts";
import { opened, rehearseRelease, type Step } from "../../operations/rehearseRelease.ts";
import type { SupabaseStandInOptions } from "../../rehearsal/supabase.ts";
import type { Verdict } from "../../release/assess.ts";
import { inputsAt, unprovenRelease, version } from "../support/proof.ts";
import { plantedToken, standInsPerTest } from "../support/supabase.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const start = "2026-02-03T09:00:00.000Z";

describe("rehearsing a release", () => {
  const standIns = standInsPerTest();
  const root = temporaryFolder();
  let count = 0;

  async function walk(
    collectors: readonly Collector[],
    {
      signal = new AbortController().signal,
      ...options
    }: SupabaseStandInOptions & { signal?: AbortSignal } = {},
  ) {
    const releases = unprovenRelease(join(root, `${count++}`));
    const clock: string[] = [];
    const standIn = await standIns({ now: () => new Date(clock.at(-1) ?? start), ...options });
    const folder = join(releases, version, "evidence");
    const told: Step[] = [];
    const steps = await rehearseRelease(
      {
        inputsAt: (instant) => inputsAt(releases, instant.toISOString()),
        setClock: (instant) => void clock.push(instant.toISOString()),
        collectors,
        environment: { SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: standIn.url },
        folder,
        signal,
        onStep: (step) => void told.push(step),
      },
      new Date(start),
    );
    assert.deepEqual(told, steps);
    return { steps, clock, records: readdirSync(folder) };
  }
  const short = (steps: readonly Step[]) =>
    steps.map(({ name, before, verdict }) => `${name}: ${before}, ${verdict}`);

  it("finds the gate shut an hour before each list is due, and open in the window", async () => {
    const { steps, clock, records } = await walk([onCall]);
    assert.deepEqual(short(steps), [
      "T-49h: waiting, waiting",
      "T-25h: waiting, waiting",
      "T-1h10m: waiting, waiting",
      "T: ready, ready",
    ]);
    const times = ["2026-02-01T08:00", "2026-02-02T08:00", "2026-02-03T07:50"];
    const machineThenPeople = times.flatMap((time) => [`${time}:00.000Z`, `${time.slice(0, -1)}1:00.000Z`]);
    assert.deepEqual(clock, [...machineThenPeople, start]);
    assert.equal(opened(steps), true);
    // 18 items by a person, one by machine at each of three steps, and the approval.
    assert.equal(records.length, 18 + 3 + 1);
    const deeds = steps.map((step) => step.deeds.map(({ what }) => what));
    assert.deepEqual(
      ["backed up", "collected", "approved"].map((what) =>
        deeds.map((some) => some.filter((one) => one === what).length),
      ),
      [
        [0, 1, 0, 0],
        [1, 1, 1, 0],
        [0, 0, 1, 0],
      ],
    );
    assert.deepEqual(steps.at(-1)?.deeds, []);
    assert.deepEqual(steps.at(-1)?.left, []);
  });

  const finding = (result: "fail" | "unknown"): Collector => ({
    name: "broken",
    items: ["final-code-review"],
    needs: [],
    collect: async () => ({ result, detail: "nobody has reviewed it" }),
  });
  it("stays shut where a collector says that something is wrong, which no person attests away", async () => {
    const { steps } = await walk([finding("fail")]);
    assert.equal(steps.at(-1)?.verdict, "blocked");
    assert.match(steps.at(-1)?.left.join("\n") ?? "", /^1h\/final-code-review .* nobody has reviewed it/);
    assert.equal(opened(steps), false);
  });

  it("has a person look where a collector cannot say, and keeps that word while the collector never can", async () => {
    const { steps } = await walk([{ ...finding("unknown"), items: ["review-monitoring-dashboards"] }]);
    assert.equal(opened(steps), true);
    const item = "24h/review-monitoring-dashboards";
    const said = steps.flatMap(({ name, deeds }) =>
      deeds.filter(({ subject }) => subject === item).map(({ what, result }) => `${name} ${what} ${result}`),
    );
    assert.deepEqual(said, ["T-25h collected unknown", "T-25h attested pass"]);
  });

  it("ends where no restore point can be made, and says why", async () => {
    await assert.rejects(walk([onCall], { hasRestorePoints: false }), /has no restore points/);
  });

  it("ends when it is ended", async () => {
    const ending = new AbortController();
    const stopping: Collector = {
      ...finding("fail"),
      items: ["verify-backup-strategy"],
      collect: async () => {
        ending.abort(new Error("ended by hand"));
        return { result: "pass", detail: "" };
      },
    };
    await assert.rejects(walk([stopping], { signal: ending.signal }), /ended by hand/);
  });

  const verdicts: readonly [readonly Verdict[], boolean][] = [
    [["waiting", "waiting", "ready"], true],
    [["blocked", "waiting", "ready"], true],
    [["ready", "waiting", "ready"], false],
    [["waiting", "ready", "ready"], false],
    [["waiting", "waiting", "waiting"], false],
    [["waiting", "waiting", "deployed"], false],
    [["ready"], false],
    [[], false],
  ];
  for (const [all, isOpen] of verdicts) {
    it(`counts ${all.join(", ") || "nothing"} as ${isOpen ? "opened in time" : "not opened in time"}`, () => {
      const steps = all.map((verdict): Step => {
        return { name: "", at: new Date(0), before: verdict, deeds: [], verdict, left: [] };
      });
      assert.equal(opened(steps), isOpen);
    });
  }
});
