// How collectors are run: which, when, in what order, and what becomes of one that does not end.
import assert from "node:assert/strict";
import { join } from "node:path";
import { recordOf } from "../../../operations/attest.ts";
import { type Collected, type CollectOptions, collect } from "../../../operations/collect/collect.ts";
import type { CollectContext, Collector } from "../../../operations/collect/collector.ts";
import { writeRecord } from "../../../operations/writeRecord.ts";
import { keyOf } from "../../../release/items.ts";
import { contextOf, inputsAt, unprovenRelease, version } from "../../support/proof.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { keysOf } from "../../support/watching.ts";

const strategy = "48h/verify-backup-strategy";
const cover = "48h/schedule-on-call-engineers";

describe("running the collectors", () => {
  const root = temporaryFolder();
  const inputs = inputsAt(unprovenRelease(root), "2026-02-01T08:00:00Z");

  const collectorOf = (id: string, changes: Partial<Collector> = {}): Collector => ({
    name: `of-${id}`.slice(0, 20),
    items: [id],
    needs: [],
    collect: async () => ({ result: "pass", detail: "fine" }),
    ...changes,
  });
  const strategyCollector = (changes: Partial<Collector> = {}) =>
    collectorOf("verify-backup-strategy", changes);
  const coverCollector = (changes: Partial<Collector> = {}) =>
    collectorOf("schedule-on-call-engineers", changes);

  /** What was run or skipped with a collector, in short. */
  async function run(
    collectors: readonly Collector[],
    options: Partial<CollectOptions> = {},
    changes: Partial<CollectContext> = {},
    given = inputs,
  ) {
    const { context } = contextOf(given, { url: "http://127.0.0.1:9" });
    const { situation } = given.gate;
    assert.ok(situation);
    const said: Collected[] = [];
    const onCollected = (one: Collected) => void said.push(one);
    const now = () => given.now;
    const all = await collect(
      collectors,
      situation,
      { ...context, ...changes },
      // Every item, and not what production serves, which has a test of its own.
      { now, onCollected, only: new Set(keysOf(situation.runbook)), ...options },
    );
    assert.deepEqual(said, all, "told as each is done");
    return all;
  }
  const short = (all: readonly Collected[]) =>
    all.flatMap(({ item, collector, record, skipped }) =>
      collector === undefined
        ? []
        : [`${item}: ${record?.type === "evidence" ? `${record.result}, ${record.detail}` : skipped}`],
    );

  it("goes through all items in the runbook's order, and leaves those without a collector to people", async () => {
    const all = await run([coverCollector(), strategyCollector()]);
    const { preDeployment } = inputs.runbook;
    assert.equal(all.length, preDeployment.flatMap(({ items }) => items).length);
    assert.deepEqual(short(all), [`${strategy}: pass, fine`, `${cover}: pass, fine`]);
    const others = all.filter(({ collector }) => collector === undefined).map(({ skipped }) => skipped);
    assert.deepEqual([...new Set(others)], ["no collector proves it: a person attests it"]);
  });

  it("looks only at the items that it is told", async () => {
    const all = await run([coverCollector(), strategyCollector()], { only: new Set([cover]) });
    assert.deepEqual(
      all.map(({ item }) => item),
      [cover],
    );
  });

  it("runs no collector without its credentials, and none that sends unless it is told to", async () => {
    let count = 0;
    const sends = strategyCollector({
      sends: true,
      collect: async () => {
        count += 1;
        return { result: "pass", detail: "sent" };
      },
    });
    const without = coverCollector({ needs: ["SUPABASE_ACCESS_TOKEN", "NO_SUCH_TOKEN"] });
    assert.deepEqual(short(await run([sends, without])), [
      `${strategy}: sends a message; add --send`,
      `${cover}: NO_SUCH_TOKEN not set`,
    ]);
    assert.equal(count, 0);
    assert.deepEqual(short(await run([sends], { send: true })), [`${strategy}: pass, sent`]);
    assert.equal(count, 1);
  });

  it("waits with an item until it can be proven", async () => {
    const all = await run([collectorOf("final-staging-verification")]);
    assert.deepEqual(short(all), [
      "24h/final-staging-verification: it can be proven from 2026-02-01T09:00:00.000Z on",
    ]);
  });

  it("records as unknown, in one line, what a collector throws", async () => {
    const broken = strategyCollector({
      collect: async () => {
        throw new Error("first\nsecond\u001b[2K\u202e");
      },
    });
    assert.deepEqual(short(await run([broken])), [`${strategy}: unknown, first second [2K`]);
  });

  for (const [result, skipped] of [
    ["unknown", true],
    ["fail", false],
    ["pass", false],
  ] as const) {
    it(`${skipped ? "keeps" : "does not let stand"} a person's word where a collector says ${result}`, async () => {
      const folder = unprovenRelease(join(root, result));
      const at = "2026-02-01T08:00:00Z";
      const { situation } = inputsAt(folder, at).gate;
      assert.ok(situation);
      const statement = {
        type: "evidence",
        item: strategy,
        by: "ada",
        identity: "typed",
        link: "https://example.com/7",
      } as const;
      const items = situation.runbook.preDeployment.flatMap((list) =>
        list.items.map((item) => keyOf(list, item)),
      );
      writeRecord(
        join(folder, version, "evidence"),
        recordOf(statement, situation.release, items, new Date(at)),
      );
      const said = strategyCollector({ collect: async () => ({ result, detail: "seen" }) });
      const all = await run([said], {}, {}, inputsAt(folder, at));
      const expected = skipped ? "seen; the word of ada stands" : `${result}, seen`;
      assert.deepEqual(short(all), [`${strategy}: ${expected}`]);
    });
  }

  it("records nothing of what the end of the command cuts short, and starts nothing after it", async () => {
    const ending = new AbortController();
    let started = 0;
    const hanging = strategyCollector({
      collect: async () => {
        ending.abort(new Error("ended"));
        return await new Promise<never>(() => {});
      },
    });
    const next = coverCollector({
      collect: async () => {
        started += 1;
        return { result: "pass", detail: "" };
      },
    });
    const all = await run([hanging, next], {}, { signal: ending.signal });
    const cut = "the command was ended before it was done";
    assert.deepEqual(short(all), [`${strategy}: ${cut}`, `${cover}: ${cut}`]);
    assert.equal(started, 0);
  });
});
