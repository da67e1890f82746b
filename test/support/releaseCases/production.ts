// What production serves when a release is to follow one: it must be what a release has brought there.
import { emergencyOf, otherRelease, pass, type Saying, serving, word } from "../situations.ts";
import type { ReleaseCase } from "./case.ts";

const rule = "require-unpinned-production";
const deployed = (stack = "prod"): Saying => ({ type: "deployed", stack, at: "T-20d", kind: "up" });
/** Once something has been deployed, with nobody having looked since. */
const unseen = { others: [otherRelease({}, deployed())], without: ["production"] };
const done = { verdict: "ready" } as const;
const failed = { verdict: "blocked", states: { [rule]: "failed" } } as const;
const overdue = { verdict: "blocked", states: { [rule]: "overdue" } } as const;
const glass: Saying = {
  type: "break-glass",
  at: "T-10m",
  url: "https://chat.example.com/7",
  detail: "Vercel cannot be reached",
  ...word("typed", "dan"),
};

export const productions: readonly ReleaseCase[] = [
  { what: "a first release, and nobody has looked at production", at: "T", without: ["production"], ...done },
  {
    what: "a release after one on another stack, and nobody has looked",
    at: "T",
    ...unseen,
    others: [otherRelease({}, deployed("staging"))],
    ...done,
  },
  { what: "production serves what a release has brought there", at: "T", others: unseen.others, ...done },
  {
    what: "production was looked at as early as it can be",
    at: "T",
    ...unseen,
    with: [serving("promoted", "T-24h")],
    ...done,
  },
  {
    what: "production was looked at 1 ms too early",
    at: "T",
    ...unseen,
    with: [serving("promoted", "T-24h-1ms")],
    ...overdue,
    says: {
      [rule]:
        "nobody has looked at what production serves since 2026-02-02T09:00:00.000Z; due 2026-02-03T08:00:00.000Z",
    },
  },
  {
    what: "nobody has looked at production, and it is not due yet",
    at: "T-1h",
    ...unseen,
    verdict: "waiting",
    states: { [rule]: "pending", "require-approval": "done", "open-window": "pending" },
  },
  {
    what: "nobody has looked at production, and it is due",
    at: "T-1h+1ms",
    ...unseen,
    verdict: "blocked",
    states: { [rule]: "overdue", "open-window": "pending" },
  },
  { what: "production was looked at late", at: "T", ...unseen, with: [serving("promoted", "T-1m")], ...done },
  {
    what: "production is pinned to a rollback",
    at: "T",
    ...unseen,
    with: [serving("rolled-back", "T-2h")],
    ...failed,
    says: { [rule]: "production is rolled-back" },
  },
  {
    what: "production serves what no release has promoted",
    at: "T",
    ...unseen,
    with: [serving("unknown-deployment", "T-2h")],
    ...failed,
  },
  {
    what: "production was rolled back after it had been promoted",
    at: "T",
    others: unseen.others,
    with: [serving("rolled-back", "T-2h")],
    ...failed,
  },
  {
    what: "production was promoted after it had been rolled back",
    at: "T",
    ...unseen,
    with: [serving("rolled-back", "T-2h"), serving("promoted", "T-1h")],
    ...done,
  },
  {
    what: "production is said to be promoted and rolled back in one instant",
    at: "T",
    ...unseen,
    with: [serving("rolled-back", "T-2h"), serving("promoted", "T-2h")],
    ...failed,
  },
  {
    what: "production of another stack is promoted",
    at: "T",
    ...unseen,
    with: [serving("promoted", "T-2h", "staging")],
    ...overdue,
  },
  {
    what: "production is promoted by somebody's typed word",
    at: "T",
    ...unseen,
    with: [{ ...serving("promoted", "T-2h"), ...word("typed") }],
    ...overdue,
  },
  {
    what: "production is rolled back by somebody's typed word",
    at: "T",
    ...unseen,
    with: [{ ...serving("rolled-back", "T-2h"), ...word("typed") }],
    ...failed,
  },
  {
    what: "what production serves was recorded with another release",
    at: "T",
    ...unseen,
    others: [otherRelease({}, deployed(), serving("promoted", "T-2h"))],
    ...done,
  },
  {
    what: "production is pinned to a rollback, and only watched by config",
    at: "T",
    ...unseen,
    with: [serving("rolled-back", "T-2h")],
    settings: { observe: { [rule]: "2026-02-03" } },
    verdict: "ready",
    states: { [rule]: "failed" },
  },
  {
    what: "the glass broken, and nobody could look at production",
    at: "T",
    ...unseen,
    with: [glass],
    verdict: "ready",
    states: { [rule]: "waived" },
    says: { [rule]: "the glass was broken by dan: Vercel cannot be reached; a report is owed" },
  },
  {
    what: "the glass broken over a rollback",
    at: "T",
    ...unseen,
    with: [glass, serving("rolled-back", "T-2h")],
    ...failed,
  },
  {
    what: "an emergency, with production pinned to a rollback",
    at: "T",
    ...unseen,
    release: emergencyOf(),
    with: [pass("24h/final-staging-verification", "T-26h"), serving("rolled-back", "T-2h")],
    ...failed,
  },
];
