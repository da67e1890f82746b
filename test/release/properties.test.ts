// What holds of every verdict, whatever was recorded, in whatever order, and whenever it is judged.
import assert from "node:assert/strict";
import fc from "fast-check";
import { type Assessment, assess, type Verdict } from "../../release/assess.ts";
import { canBeConfirmed } from "../../release/confirmations.ts";
import type { State } from "../../release/finding.ts";
import { keyOf } from "../../release/items.ts";
import type { EvidenceRecord } from "../../release/record.ts";
import type { Release } from "../../release/release.ts";
import type { Situation } from "../../release/situation.ts";
import {
  confirmationOf,
  emergencyOf,
  gateSettingsOf,
  instantAt,
  migrationOf,
  plainRunbook,
  recordOf,
  releaseOf,
  type Saying,
  serving,
  word,
} from "../support/situations.ts";

/** From best to worst. Overdue and stale are as bad as each other: both are to be proven again. */
const stateRank: Record<State, number> = {
  done: 0,
  waived: 1,
  pending: 2,
  overdue: 3,
  stale: 3,
  unknown: 4,
  failed: 5,
};
const verdictRank: Record<Verdict, number> = { deployed: 0, ready: 1, waiting: 2, blocked: 3 };

const allItems = plainRunbook.preDeployment.flatMap((list) => list.items.map((item) => keyOf(list, item)));
const somePeople = ["ann", "dan", "lea", "val"];

const releases = [
  releaseOf(),
  releaseOf(emergencyOf()),
  releaseOf({ migrations: [migrationOf("destructive")] }),
];
/** The same release before it was changed, and another one. */
const strangers = [releaseOf({ commit: "4".repeat(40) }), releaseOf({ version: "1.9.0" })];

/** Few enough that records meet: on an item, in an instant, on an edge. */
const someItems = fc.constantFrom(
  "48h/verify-all-staging-tests-pass",
  "24h/database-backup-on-production",
  "24h/final-staging-verification",
  "1h/final-code-review",
);
const hours = fc.constantFrom(-200, -168, -100, -60, -48, -36, -30, -24, -20, -3, -1, -0.5, 0, 0.5, 1, 2, 3);
const moments = fc.tuple(hours, fc.constantFrom("", "+1ms", "-1ms"));
const times = moments.map(([count, rest]) => `T${count < 0 ? "" : "+"}${count}h${rest}`);

const said = fc.record({
  at: times,
  by: fc.constantFrom(...somePeople),
  identity: fc.constantFrom("typed", "committed", "reviewed", "oidc"),
  kind: fc.constantFrom("person", "collector"),
  url: fc.constantFrom(undefined, "https://example.com/7"),
  detail: fc.constantFrom("One", "Two"),
});
const evidence = fc
  .tuple(said, someItems, fc.constantFrom("pass", "pass", "fail", "unknown"))
  .map(([one, item, result]): Saying => ({ ...one, type: "evidence", item, result }));
const waiver = fc.tuple(said, someItems, times).map(
  ([one, item, until]): Saying => ({
    ...one,
    type: "waiver",
    item,
    expires: instantAt(until).toISOString(),
  }),
);
const plain = fc
  .tuple(said, fc.constantFrom("approval", "break-glass", "restore-drill", "report" as const))
  .map(([one, type]): Saying => ({ ...one, type: type as Saying["type"] }));
const deployed = fc
  .tuple(said, fc.constantFrom("prod", "staging"))
  .map(([one, stack]): Saying => ({ ...one, type: "deployed", stack }));
const production = fc
  .tuple(said, fc.constantFrom("promoted", "promoted", "rolled-back", "unknown-deployment"))
  .map(([one, state]): Saying => ({ ...one, type: "production", stack: "prod", state }));
const anything = fc.oneof(
  { weight: 6, arbitrary: evidence },
  { weight: 2, arbitrary: waiver },
  plain,
  production,
);
const bound = fc.constantFrom("dan", "ann");
const approval: Saying = { type: "approval", at: "T-3h", ...word("reviewed", "lea") };

/** Many passes, so that now and then everything is proven; and some of whatever else may be recorded. */
const situations: fc.Arbitrary<Situation> = fc
  .record({
    release: fc.constantFrom(...releases),
    at: times,
    unproven: fc.subarray(allItems, { maxLength: 3 }),
    more: fc.array(fc.oneof({ weight: 9, arbitrary: anything }, deployed), { maxLength: 12 }),
    old: fc.array(anything, { maxLength: 3 }),
    others: fc.array(fc.oneof(anything, deployed), { maxLength: 4 }),
    identity: fc.constantFrom("typed", "reviewed"),
    usual: fc.subarray([serving("promoted", "T-3h"), approval]),
  })
  .map(({ release, at, unproven, more, old, others, identity, usual }) => {
    const passes = allItems
      .filter((item) => !unproven.includes(item))
      .map((item): Saying => {
        return { type: "evidence", item, result: "pass", at: `T-${Number.parseInt(item, 10) + 2}h` };
      });
    const other = releaseOf({ version: "1.9.0", ...emergencyOf() });
    return {
      runbook: plainRunbook,
      release,
      records: [
        ...[...passes, ...usual, ...more].map((one) => recordOf(one, release)),
        ...old.map((one) => recordOf(one, strangers[0] as Release)),
      ],
      others: [{ release: other, records: others.map((one) => recordOf(one, other)) }],
      settings: gateSettingsOf({ identity }),
      stack: "prod",
      instant: instantAt(at),
    };
  });

const withRecords = (situation: Situation, ...records: readonly EvidenceRecord[]): Situation => {
  return { ...situation, records: [...situation.records, ...records] };
};

function assertNoBetter(after: Assessment, before: Assessment): void {
  // A condition that did not apply before is one more to meet.
  for (const { item, state } of before.findings) {
    const then = after.findings.find((one) => one.item === item);
    assert.ok(then && stateRank[then.state] >= stateRank[state], `${item}: ${state} became ${then?.state}`);
  }
  assert.ok(
    verdictRank[after.verdict] >= verdictRank[before.verdict],
    `${before.verdict} became ${after.verdict}`,
  );
}

function holds<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [Key in keyof Values]: fc.Arbitrary<Values[Key]> },
  check: (...values: Values) => void,
): void {
  fc.assert(fc.property(...arbitraries, check), { numRuns: 400 });
}

describe("every verdict on a release", () => {
  it("is no worse for one pass more", () => {
    holds([situations, evidence], (situation, one) => {
      const pass = recordOf({ ...one, result: "pass" }, situation.release);
      assertNoBetter(assess(situation), assess(withRecords(situation, pass)));
    });
  });

  it("is no better for one pass less", () => {
    holds([situations, fc.nat()], (situation, which) => {
      const passes = situation.records.filter((one) => one.type === "evidence" && one.result === "pass");
      const records = situation.records.filter((one) => one !== passes[which % passes.length]);
      assertNoBetter(assess({ ...situation, records }), assess(situation));
    });
  });

  it("is no better for a fail, or for a service that cannot say", () => {
    holds([situations, evidence, fc.constantFrom("fail", "unknown")], (situation, one, result) => {
      const record = recordOf({ ...one, result }, situation.release);
      assertNoBetter(assess(withRecords(situation, record)), assess(situation));
    });
  });

  it("never turns overdue into done, or into pending, by time alone", () => {
    holds([situations, times], (situation, at) => {
      const [first, second] = [situation.instant, instantAt(at)].sort((a, b) => a.getTime() - b.getTime());
      assert.ok(first && second);
      const later = assess({ ...situation, instant: second }).findings;
      for (const [index, { item, state }] of assess({ ...situation, instant: first }).findings.entries()) {
        const then = later[index]?.state ?? "done";
        if (state === "overdue") assert.ok(!["done", "pending"].includes(then), `${item} became ${then}`);
      }
    });
  });

  it("is the same in every order of records and releases", () => {
    const seeds = fc.infiniteStream(fc.nat());
    holds([situations, seeds], (situation, seed) => {
      const shuffled = <One>(list: readonly One[]): One[] =>
        list
          .map((one) => ({ one, key: seed.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
      const extra = { release: releaseOf({ version: "1.8.0", ...emergencyOf() }), records: [] };
      const one = { ...situation, others: [...situation.others, extra] };
      const other = {
        ...one,
        records: shuffled(one.records),
        others: shuffled(one.others.map((each) => ({ ...each, records: shuffled(each.records) }))),
      };
      assert.deepEqual(assess(other), assess(one));
    });
  });

  it("is no better for what was recorded of another release, or of this one before it was changed", () => {
    const stranger = fc.constantFrom(...strangers);
    const strange = fc.oneof(evidence, waiver, deployed, plain).filter(({ type }) => {
      return type !== "restore-drill" && type !== "report";
    });
    holds([situations, stranger, fc.array(strange, { maxLength: 6 })], (situation, release, more) => {
      const records = more.map((one) => recordOf(one, release));
      assertNoBetter(assess(withRecords(situation, ...records)), assess(situation));
    });
  });

  it("is no better for waivers of one person, however many", () => {
    holds([situations, fc.array(waiver, { maxLength: 5 }), bound], (situation, waivers, by) => {
      const alone = {
        ...situation,
        records: situation.records.filter((one) => one.type !== "waiver" || one.by === by),
      };
      const records = waivers.map((one) => recordOf({ ...one, by }, situation.release));
      assertNoBetter(assess(withRecords(alone, ...records)), assess(alone));
    });
  });

  it("is no worse for confirmations: as if what they confirm were known better", () => {
    holds([situations, fc.array(fc.nat(20))], (situation, chosen) => {
      const changed = (confirmed: (record: EvidenceRecord) => EvidenceRecord[]): Situation => {
        const all = (records: readonly EvidenceRecord[]) =>
          records.flatMap((one, at) => (chosen.includes(at) ? confirmed(one) : [one]));
        const others = situation.others.map((one) => ({ ...one, records: all(one.records) }));
        return { ...situation, records: all(situation.records), others };
      };
      const after = assess(changed((one) => [one, confirmationOf(one)]));
      const better = changed((one) => [canBeConfirmed(one) ? { ...one, identity: "reviewed" } : one]);
      assert.deepEqual(after, assess(better));
      // A report ends what a broken glass lets through: as any report that counts, it may make things worse.
      const reports = situation.records.some((one, at) => one.type === "report" && chosen.includes(at));
      if (!reports) assertNoBetter(assess(situation), after);
      const nothing = situation.records.map((one) => confirmationOf({ ...one, detail: "Edited" }));
      assert.deepEqual(assess(withRecords(situation, ...nothing)), assess(situation));
    });
  });

  it("is the same again, and leaves what it was given as it was", () => {
    holds([situations], (situation) => {
      const copy = structuredClone(situation);
      const first = assess(situation);
      assert.deepEqual(situation, copy);
      assert.deepEqual(assess(copy), first);
    });
  });

  it("is each of the four, now and then", () => {
    const verdicts = new Set(
      fc.sample(situations, { numRuns: 2000, seed: 7 }).map((one) => assess(one).verdict),
    );
    assert.deepEqual([...verdicts].sort(), ["blocked", "deployed", "ready", "waiting"]);
  });
});
