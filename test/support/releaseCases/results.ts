// What proof and approval say, and whether the window is open.
import { found, pass, word } from "../situations.ts";
import { allVoid, closed, lastDay, lastHour, other, type ReleaseCase, unapproved } from "./case.ts";

const tests = "48h/verify-all-staging-tests-pass";
const staging = "24h/final-staging-verification";
const review = "1h/final-code-review";

export const results: readonly ReleaseCase[] = [
  {
    what: "a fail after a pass",
    at: "T",
    with: [found("fail", tests, "T-49h", { detail: "3 of 812 failed" })],
    verdict: "blocked",
    states: { [tests]: "failed" },
    says: { [tests]: "3 of 812 failed" },
  },
  {
    what: "a pass after a fail",
    at: "T",
    with: [found("fail", tests, "T-51h")],
    verdict: "ready",
  },
  {
    what: "a fail, and afterwards a service that cannot say",
    at: "T",
    with: [found("fail", tests, "T-49h"), found("unknown", tests, "T-40h")],
    verdict: "blocked",
    states: { [tests]: "failed" },
  },
  {
    what: "a service that cannot say",
    at: "T-2h",
    with: [found("unknown", staging, "T-25h")],
    verdict: "blocked",
    states: { ...closed, [staging]: "unknown" },
  },
  {
    what: "a fail before the item is due",
    at: "T-49h",
    with: [found("fail", tests, "T-49h")],
    verdict: "blocked",
    states: { ...lastDay, [tests]: "failed" },
  },
  {
    what: "pass and fail in the same instant",
    at: "T",
    with: [found("fail", tests, "T-50h")],
    verdict: "blocked",
    states: { [tests]: "failed" },
  },
  {
    what: "pass and unknown in the same instant",
    at: "T",
    with: [found("unknown", tests, "T-50h")],
    verdict: "blocked",
    states: { [tests]: "unknown" },
  },
  {
    what: "a typed word, where it must be reviewed",
    at: "T",
    without: [review],
    with: [pass(review, "T-2h", word("typed"))],
    verdict: "blocked",
    states: { [review]: "overdue" },
    says: { [review]: "the word of val is known as typed only, and must be as reviewed or better" },
  },
  {
    what: "proven too early, then by a typed word",
    at: "T",
    without: [review],
    with: [pass(review, "T-30h"), pass(review, "T-2h", word("typed"))],
    verdict: "blocked",
    states: { [review]: "overdue" },
    says: { [review]: "known as typed only" },
  },
  {
    what: "a committed word, where that is enough",
    at: "T",
    settings: { identity: "committed" },
    without: [review],
    with: [pass(review, "T-2h", word("committed"))],
    verdict: "ready",
  },
  {
    what: "a reviewed word",
    at: "T",
    without: [review],
    with: [pass(review, "T-2h", word("reviewed"))],
    verdict: "ready",
  },
  {
    what: "a typed word that it failed",
    at: "T",
    with: [found("fail", review, "T-90m", word("typed"))],
    verdict: "blocked",
    states: { [review]: "failed" },
  },
];

export const approvals: readonly ReleaseCase[] = [
  {
    what: "no approval",
    at: "T",
    without: ["approval"],
    verdict: "waiting",
    states: { "require-approval": "pending" },
  },
  {
    what: "no approval, 1 ms after T",
    at: "T+1ms",
    without: ["approval"],
    verdict: "blocked",
    states: { "require-approval": "overdue" },
    says: { "require-approval": "lea has not approved it" },
  },
  {
    what: "an approval of somebody else",
    at: "T+1ms",
    without: ["approval"],
    with: [{ type: "approval", at: "T-3h", ...word("reviewed", "ann") }],
    verdict: "blocked",
    states: { "require-approval": "overdue" },
    says: { "require-approval": "lea has not approved it" },
  },
  {
    what: "a typed approval",
    at: "T+1ms",
    without: ["approval"],
    with: [{ type: "approval", at: "T-3h", ...word("typed", "lea") }],
    verdict: "blocked",
    states: { "require-approval": "overdue" },
    says: { "require-approval": "known as typed only" },
  },
  { what: "an approval 1 ms before it is given", at: "T-3h-1ms", verdict: "waiting", states: lastHour },
  {
    what: "an approval of another commit, and a typed one",
    at: "T+1ms",
    provenFor: other,
    with: [{ type: "approval", at: "T-2h", ...word("typed", "lea") }],
    verdict: "blocked",
    states: { ...allVoid, "require-approval": "overdue" },
    says: { "require-approval": "known as typed only" },
  },
  {
    what: "an approval of the @account, in capitals",
    at: "T",
    without: ["approval"],
    with: [{ type: "approval", at: "T-3h", ...word("oidc", "@LEA") }],
    verdict: "ready",
  },
  { what: "the window 1 ms before it opens", at: "T-1ms", verdict: "waiting", states: closed },
  { what: "the window in its last millisecond", at: "T+2h-1ms", verdict: "ready" },
  {
    what: "the window when it is over",
    at: "T+2h",
    verdict: "blocked",
    states: { "open-window": "overdue" },
    says: { "open-window": "the window is over" },
  },
  {
    what: "everything but the approval, at T-3h-1ms",
    at: "T-3h-1ms",
    without: ["1h/*"],
    verdict: "waiting",
    states: { ...unapproved, "1h/*": "pending" },
  },
];
