// What a change of the release makes void, and what persons may let through.
import { found, migrationOf, pass, type Saying, word } from "../situations.ts";
import { allVoid, closed, other, type ReleaseCase } from "./case.ts";

const tests = "48h/verify-all-staging-tests-pass";
const staging = "24h/final-staging-verification";
const changed = (parts: string) => ({
  [tests]: `is void: the release's ${parts} changed since`,
  "require-approval": `what lea approved is void: the release's ${parts} changed since`,
});

export const voided: readonly ReleaseCase[] = [
  {
    what: "another commit since it was proven",
    at: "T",
    provenFor: other,
    verdict: "blocked",
    states: allVoid,
    says: changed("commit"),
  },
  {
    what: "another migration since it was proven",
    at: "T",
    provenFor: { migrations: [] },
    verdict: "blocked",
    states: allVoid,
    says: changed("migrations"),
  },
  {
    what: "a migration of another class since it was proven",
    at: "T",
    provenFor: { migrations: [migrationOf("contract")] },
    verdict: "blocked",
    states: allVoid,
    says: changed("migrations"),
  },
  {
    what: "another rollback plan since it was proven",
    at: "T",
    provenFor: { rollback: { plan: "Restore the backup", database: true } },
    verdict: "blocked",
    states: allVoid,
    says: changed("plan"),
  },
  {
    what: "another commit and plan since it was proven",
    at: "T",
    provenFor: { ...other, rollback: { plan: "None", database: false } },
    verdict: "blocked",
    states: allVoid,
    says: changed("commit and plan"),
  },
  {
    what: "another version of the same commit",
    at: "T",
    provenFor: { version: "1.9.0" },
    verdict: "blocked",
    states: allVoid,
    says: changed("commit"),
  },
  {
    what: "another commit, before anything is due",
    at: "T-48h",
    provenFor: other,
    verdict: "waiting",
    states: {
      "48h/*": "pending",
      "24h/*": "pending",
      "1h/*": "pending",
      ...closed,
      "require-approval": "pending",
    },
    says: { [tests]: "the release's commit changed since" },
  },
  {
    what: "another commit, and one item proven again",
    at: "T",
    provenFor: other,
    with: [pass(tests, "T-1h")],
    verdict: "blocked",
    states: { ...allVoid, [tests]: "done, late" },
  },
  {
    what: "a failed item, and another commit since",
    at: "T",
    provenFor: other,
    before: [found("fail", tests, "T-40h")],
    verdict: "blocked",
    states: allVoid,
  },
  {
    what: "a verifier, a change in words and an hour more since it was proven",
    at: "T",
    provenFor: {
      verifier: "eve",
      changes: ["Other words"],
      window: { start: "2026-02-03T09:00:00Z", minutes: 60 },
    },
    verdict: "ready",
  },
];

const waiver = (by: string, more: object = {}): Saying => {
  return {
    type: "waiver",
    item: tests,
    at: "T-2h",
    expires: "2026-02-03T11:00:00Z",
    ...word("reviewed", by),
    ...more,
  };
};
const unwaived = { without: [tests], verdict: "blocked", states: { [tests]: "overdue" } } as const;
const given = { without: [tests], verdict: "ready", states: { [tests]: "waived" } } as const;

export const waivers: readonly ReleaseCase[] = [
  { what: "a waiver by one person", at: "T", with: [waiver("ann")], ...unwaived },
  {
    what: "a waiver by two persons",
    at: "T",
    with: [waiver("ann"), waiver("dan")],
    ...given,
    says: { [tests]: "waived: waiver is there" },
  },
  {
    what: "a waiver by the same person twice",
    at: "T",
    with: [waiver("ann"), waiver("ann", { at: "T-1h" })],
    ...unwaived,
  },
  {
    what: "a waiver by one person under two spellings",
    at: "T",
    with: [waiver("ann"), waiver("@Ann")],
    ...unwaived,
  },
  {
    what: "a waiver, one of which is typed",
    at: "T",
    with: [waiver("ann"), waiver("dan", { identity: "typed" })],
    ...unwaived,
  },
  {
    what: "a waiver, one of which is of another item",
    at: "T",
    with: [waiver("ann"), waiver("dan", { item: staging })],
    ...unwaived,
  },
  {
    what: "a waiver that expires at this instant",
    at: "T",
    with: [waiver("ann"), waiver("dan", { expires: "2026-02-03T09:00:00Z" })],
    ...unwaived,
  },
  {
    what: "a waiver that expires 1 ms later",
    at: "T",
    with: [waiver("ann"), waiver("dan", { expires: "2026-02-03T09:00:00.001Z" })],
    ...given,
  },
  {
    what: "a waiver that was for another commit",
    at: "T",
    provenFor: other,
    before: [waiver("ann"), waiver("dan")],
    verdict: "blocked",
    states: allVoid,
  },
  {
    what: "a waiver of what has failed",
    at: "T",
    with: [found("fail", tests, "T-49h"), waiver("ann"), waiver("dan")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  { what: "a waiver of what is proven", at: "T", with: [waiver("ann"), waiver("dan")], verdict: "ready" },
];
