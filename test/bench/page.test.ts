// The goals and the page of measurements, made from given figures.
import assert from "node:assert/strict";
import { causes } from "../../bench/causes.ts";
import { type Goal, goals, isMet } from "../../bench/goals.ts";
import type { Figures } from "../../bench/measure.ts";
import { measurementsPage, type Page } from "../../bench/page.ts";
import type { CaseResult, Results } from "../../bench/results.ts";

/** Rounds of one case, each of so many seconds, with as much CPU. */
function measured(name: string, seconds: readonly number[], more: Partial<CaseResult> = {}): CaseResult {
  const rounds = seconds.map((wallSeconds) => figures(wallSeconds, 250));
  return { name, title: `title of ${name}`, rounds, ...more };
}

function figures(seconds: number, programMiB: number): Figures {
  return {
    wallSeconds: seconds,
    accounts: { cpuSeconds: seconds, peakMiB: { engine: 120, program: programMiB, pack: 200 } },
  };
}

/** Every goal met: 1.5 × the pack floor, a cost of 10 ms a resource, 30 ms of set-up, 250 MiB. */
function example(): Results {
  const sizes = [
    { rows: 6, without: "stack", with: "stack-pack" },
    { rows: 500, without: "stack-500", with: "stack-500-pack" },
    { rows: 1000, without: "stack-1000", with: "stack-1000-pack" },
  ];
  return {
    sizes,
    cases: [
      measured("floor", [1, 2, 3], { resources: 1 }),
      measured("pack-floor", [2, 4, 6], { resources: 1 }),
      measured("stack", [2.5, 5.5, 8.5], { resources: 50 }),
      measured("stack-pack", [3, 6, 9], { resources: 50 }),
      measured("stack-500", [10, 20, 30], { resources: 500 }),
      measured("stack-500-pack", [15, 25, 35], { resources: 500 }),
      measured("stack-1000", [20, 40, 60], { resources: 1000 }),
      measured("stack-1000-pack", [30, 50, 70], { resources: 1000 }),
      { name: "check", title: "check", rounds: [], leftOut: "there is none" },
      measured("node", [0.05, 0.06, 0.07]),
      measured("set-up", [0.08, 0.09, 0.1]),
    ],
  };
}

function withCase(results: Results, changed: CaseResult): Results {
  return { ...results, cases: results.cases.map((one) => (one.name === changed.name ? changed : one)) };
}

function goal(id: Goal["id"]): Goal {
  const found = goals.find((one) => one.id === id);
  assert.ok(found);
  return found;
}

function judged(id: Goal["id"], results: Results): string | undefined {
  const value = goal(id).measured(results);
  return value === undefined
    ? undefined
    : `${goal(id).shown(value)}${isMet(goal(id), value) ? "" : " missed"}`;
}

const page = (results: Results, more: Partial<Page> = {}) =>
  measurementsPage({
    results,
    machine: { system: "Linux x64", cores: 2, memoryGiB: 8, versions: { Node: "24.0.0" } },
    now: new Date("2026-02-03T09:00:00Z"),
    command: "npm run bench",
    ...more,
  });

describe("the goals of the benchmark", () => {
  it("are met by the example, exactly at a bound that may be reached", () => {
    const values = goals.map(({ id }) => `${id}: ${judged(id, example())}`);
    assert.deepEqual(values, ["preview: 1.50 ×", "pack-growth: 1.00 ×", "set-up: 30 ms", "memory: 250 MiB"]);
  });

  it("compare cases of the same round, so that a slow round is no slow case", () => {
    const slowRound = withCase(example(), measured("stack-pack", [3, 60, 9], { resources: 50 }));
    assert.equal(judged("preview", slowRound), "1.50 ×");
  });

  for (const [id, changed, expected] of [
    ["preview", measured("stack-pack", [3.1, 6.2, 9.3], { resources: 50 }), "1.55 × missed"],
    ["pack-growth", measured("stack-1000-pack", [40, 60, 80], { resources: 1000 }), "3.00 × missed"],
    ["set-up", measured("set-up", [0.15, 0.16, 0.17]), "100 ms missed"],
    [
      "memory",
      { ...measured("stack-1000-pack", []), resources: 1000, rounds: [figures(30, 300)] },
      "300 MiB missed",
    ],
  ] as const) {
    it(`are missed: ${id}`, () => {
      assert.equal(judged(id, withCase(example(), changed)), expected);
    });
  }

  it("judge the pack's growth by the wall where there is no account of CPU", () => {
    const { sizes, cases } = example();
    const bare = cases.map((one) => ({
      ...one,
      rounds: one.rounds.map(({ wallSeconds }) => ({ wallSeconds })),
    }));
    assert.equal(judged("pack-growth", { sizes, cases: bare }), "1.00 ×");
    assert.equal(judged("memory", { sizes, cases: bare }), undefined);
  });
});

describe("the page of measurements", () => {
  it("says what was measured, when and on what", () => {
    const text = page(example());
    assert.match(
      text,
      /^2026-02-03, 3 rounds after a warm-up, on Linux x64 with 2 cores and 8 GiB of memory\.$/m,
    );
    assert.match(text, /^Node 24\.0\.0\.$/m);
    assert.ok(text.includes("`npm run bench`"));
  });

  it("has a line for each case: median, least and most, and its largest process", () => {
    const text = page(example());
    const line =
      "| `floor`: title of floor | 1 | 2.00 (1.00–3.00) | 2.00 (1.00–3.00) | 250 (250–250) program |";
    assert.ok(text.includes(line), text);
    assert.ok(text.includes("| `check`: check |  | left out: there is none |  |  |"), text);
  });

  it("says what the pack adds at each size, and what a further resource costs", () => {
    const text = page(example());
    assert.ok(text.includes("| 50 | 0.50 | 0.50 |  |  |"), text);
    assert.ok(text.includes("| 1000 | 10.00 | 10.00 | 10.0 | 10.0 |"), text);
  });

  it("states for each missed goal its cause, and that there is none yet where none is known", () => {
    for (const { id, words } of goals) {
      const text = page(tooSlow(example()));
      const missed = text.includes(`**Missed: ${words}.** `);
      assert.equal(missed, id === "preview", id);
    }
    const stated = causes.preview ?? "The cause is not known yet";
    assert.ok(page(tooSlow(example())).includes(stated));
    assert.ok(!page(example()).includes("**Missed"));
  });

  it("does not judge what was not measured", () => {
    const floor = example().cases.filter(({ name }) => name === "floor");
    const text = page({ sizes: [], cases: floor });
    assert.equal(text.match(/\| not measured \|/g)?.length, goals.length);
    assert.ok(!text.includes("What the pack adds"));
  });

  it("says why there is no CPU and no memory", () => {
    assert.ok(page(example(), { noAccounts: "There is no /proc." }).includes("There is no /proc."));
  });
});

/** The stack with its pack takes twice as long as it may. */
function tooSlow(results: Results): Results {
  return withCase(results, measured("stack-pack", [6, 12, 18], { resources: 50 }));
}
