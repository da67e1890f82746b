// What a person's word counts for once GitHub has shown that it is theirs.
import assert from "node:assert/strict";
import { assess, type Verdict } from "../../release/assess.ts";
import { withConfirmations } from "../../release/confirmations.ts";
import { type EvidenceRecord, recordSchema } from "../../release/record.ts";
import { isDeployed } from "../../release/situation.ts";
import {
  confirmationOf,
  type Difference,
  emergencyOf,
  migrationOf,
  otherRelease,
  pass,
  recordOf,
  releaseOf,
  type Saying,
  situationAt,
  word,
} from "../support/situations.ts";

const tests = "48h/verify-all-staging-tests-pass";
const typed = (fields: Saying): Saying => ({ ...fields, ...word("typed", String(fields["by"] ?? "val")) });
const waiver = (by: string) =>
  typed({ type: "waiver", item: tests, at: "T-3h", expires: "2026-02-04T00:00:00Z", by });

interface Case extends Difference {
  readonly what: string;
  readonly said: readonly Saying[];
  /** What it comes to with all that was said confirmed; before, the release is blocked. */
  readonly verdict: Verdict;
}

const cases: readonly Case[] = [
  { what: "that an item is done", without: [tests], said: [typed(pass(tests, "T-50h"))], verdict: "ready" },
  {
    what: "of the approver",
    without: ["approval"],
    said: [typed({ type: "approval", at: "T-3h", by: "lea" })],
    verdict: "ready",
  },
  {
    what: "of two persons who waive an item",
    without: [tests],
    said: [waiver("ann"), waiver("dan")],
    verdict: "ready",
  },
  {
    what: "of one person who waives an item",
    without: [tests],
    said: [waiver("ann")],
    verdict: "blocked",
  },
  {
    what: "that the stack was updated",
    without: ["48h/*"],
    said: [typed({ type: "deployed", stack: "prod", at: "T-1h" })],
    verdict: "deployed",
  },
  {
    what: "that a backup was restored",
    release: { migrations: [migrationOf("destructive")] },
    said: [typed({ type: "restore-drill", at: "T-5d" })],
    verdict: "ready",
  },
];

/** The situation with what was said, and with confirmations of it. */
function both(one: Case) {
  const release = releaseOf(one.release);
  const said = one.said.map((saying) => recordOf(saying, release));
  const before = situationAt("T+1ms", { ...one, with: one.said });
  return [
    before,
    { ...before, records: [...before.records, ...said.map((record) => confirmationOf(record))] },
  ] as const;
}

describe("a confirmation", () => {
  for (const one of cases) {
    it(`makes the word ${one.what} come to "${one.verdict}"`, () => {
      const [before, after] = both(one);
      assert.deepEqual([assess(before).verdict, assess(after).verdict], ["blocked", one.verdict]);
      assert.equal(isDeployed(after), one.verdict === "deployed");
    });
  }

  it("counts among the records of another release too", () => {
    const report = recordOf(
      typed({ type: "report", at: "T-1d" }),
      releaseOf({ version: "1.9.0", ...emergencyOf() }),
    );
    const other = otherRelease(emergencyOf(), {
      type: "deployed",
      stack: "prod",
      at: "T-2d",
      kind: "engine",
    });
    const verdictWith = (...records: EvidenceRecord[]) => {
      const others = [{ ...other, records: [...other.records, ...records] }];
      return assess(situationAt("T", { others })).verdict;
    };
    assert.equal(verdictWith(report), "blocked");
    assert.equal(verdictWith(report, confirmationOf(report)), "ready");
  });

  it("raises to reviewed, and no further where more is asked for", () => {
    const [, after] = both({ ...(cases[0] as Case), settings: { identity: "oidc" } });
    assert.equal(assess(after).verdict, "blocked");
  });

  const record = (changes: object = {}) =>
    recordOf({ ...typed(pass(tests, "T-50h")), ...changes }, releaseOf());
  const identities = (...records: readonly EvidenceRecord[]) =>
    withConfirmations(records).map(({ identity }) => identity);

  it("raises that record and no other, wherever it stands", () => {
    const [one, other] = [record(), record({ by: "eve" })];
    assert.deepEqual(identities(confirmationOf(one), one, other), ["reviewed", "reviewed", "typed"]);
    assert.deepEqual(identities(other, one, confirmationOf(one)), ["typed", "reviewed", "reviewed"]);
  });

  it("raises no machine's record, and takes nothing from a better identity", () => {
    const machine = record({ kind: "staging-tests" });
    const better = record({ identity: "oidc" });
    assert.deepEqual(identities(machine, confirmationOf(machine)), ["typed", "reviewed"]);
    assert.deepEqual(identities(better, confirmationOf(better)), ["oidc", "reviewed"]);
  });

  it("is of a record by its whole digest, from GitHub, and with an address", () => {
    const good = confirmationOf(record());
    assert.equal(recordSchema.safeParse(good).success, true);
    for (const change of [
      { of: "0123456789abcdef" },
      { identity: "oidc" },
      { identity: "typed" },
      { source: { kind: "person", url: "https://github.com/marsana/fleet/pull/7" } },
      { source: { kind: "github" } },
    ])
      assert.equal(recordSchema.safeParse({ ...good, ...change }).success, false, JSON.stringify(change));
  });
});
