// Emergency releases, and the report that they owe.
import { emergencyOf, found, otherRelease, pass, type Saying, word } from "../situations.ts";
import type { ReleaseCase } from "./case.ts";

const tests = "48h/verify-all-staging-tests-pass";
const staging = "24h/final-staging-verification";
const backup = "24h/database-backup-on-production";
const release = emergencyOf();
const left = { "48h/*": "waived", "24h/*": "waived", [staging]: "done", [backup]: "done" };
const emergency = {
  release,
  without: ["48h/*", "24h/*"],
  with: [pass(staging, "T-26h"), pass(backup, "T-26h")],
};

const deployed: Saying = { type: "deployed", stack: "prod", at: "T-20d", kind: "up" };
const report = (at: string, more: object = {}): Saying => ({
  type: "report",
  at,
  url: "https://example.com/7",
  ...word("reviewed"),
  ...more,
});
const glass: Saying = {
  type: "break-glass",
  at: "T-21d",
  url: "https://chat.example.com/7",
  ...word("typed", "dan"),
};
const past = (...said: Saying[]) => [otherRelease(release, ...said)];
const owed = {
  verdict: "blocked",
  states: { "settle-reports": "failed" },
  says: { "settle-reports": "the report of 1.9.0 is missing" },
} as const;

export const emergencies: readonly ReleaseCase[] = [
  {
    what: "an emergency with what it must prove, and no more",
    at: "T",
    ...emergency,
    verdict: "ready",
    states: left,
  },
  { what: "an emergency with everything", at: "T", release, verdict: "ready" },
  {
    what: "an emergency, staging not verified",
    at: "T",
    ...emergency,
    with: [pass(backup, "T-26h")],
    verdict: "blocked",
    states: { ...left, [staging]: "overdue" },
  },
  {
    what: "an emergency without backup",
    at: "T",
    ...emergency,
    with: [pass(staging, "T-26h")],
    verdict: "blocked",
    states: { ...left, [backup]: "overdue" },
  },
  {
    what: "an emergency with a backup of 30 h and 1 ms",
    at: "T+1ms",
    ...emergency,
    with: [pass(staging, "T-26h"), pass(backup, "T-30h")],
    verdict: "blocked",
    states: { ...left, [backup]: "stale" },
  },
  {
    what: "an emergency without its 1 h list",
    at: "T",
    ...emergency,
    without: ["48h/*", "24h/*", "1h/*"],
    verdict: "blocked",
    states: { ...left, "1h/*": "overdue" },
  },
  {
    what: "an emergency without approval",
    at: "T+1ms",
    ...emergency,
    without: ["48h/*", "24h/*", "approval"],
    verdict: "blocked",
    states: { ...left, "require-approval": "overdue" },
  },
  {
    what: "an emergency whose tests have failed",
    at: "T",
    ...emergency,
    with: [...emergency.with, found("fail", tests, "T-4h")],
    verdict: "blocked",
    states: { ...left, [tests]: "failed" },
  },
  {
    what: "an emergency whose tests nobody could see",
    at: "T",
    ...emergency,
    with: [...emergency.with, found("unknown", tests, "T-4h")],
    verdict: "ready",
    states: left,
  },
  {
    what: "an emergency with less to leave out by config",
    at: "T",
    ...emergency,
    settings: {
      emergencyItems: [
        "final-staging-verification",
        "database-backup-on-production",
        "verify-all-staging-tests-pass",
      ],
    },
    verdict: "blocked",
    states: { ...left, [tests]: "overdue" },
  },
  {
    what: "an emergency whose trigger is not the runbook's",
    at: "T",
    ...emergency,
    release: emergencyOf("The demo is tomorrow"),
    verdict: "blocked",
    states: { ...left, "justify-emergency": "failed" },
    says: {
      "justify-emergency":
        "must be one of the runbook's: Security vulnerability, critical bug, data corruption",
    },
  },
  {
    what: "an emergency whose trigger is written in capitals",
    at: "T",
    ...emergency,
    release: emergencyOf("DATA CORRUPTION"),
    verdict: "ready",
    states: left,
  },
  {
    what: "a standard release made an emergency since it was approved",
    at: "T+1ms",
    ...emergency,
    provenFor: {},
    verdict: "blocked",
    states: { ...left, "1h/*": "stale", "require-approval": "overdue" },
    says: { "require-approval": "the release's plan changed since" },
  },
  { what: "an earlier emergency that owes its report", at: "T", others: past(deployed), ...owed },
  {
    what: "the next emergency, with a report owed",
    at: "T",
    ...emergency,
    others: past(deployed),
    verdict: "ready",
    states: left,
  },
  {
    what: "an earlier emergency whose report is there",
    at: "T",
    others: past(deployed, report("T-19d")),
    verdict: "ready",
  },
  {
    what: "an earlier emergency, updated again since its report",
    at: "T",
    others: past(deployed, report("T-19d"), { ...deployed, at: "T-18d" }),
    verdict: "ready",
  },
  {
    what: "an earlier emergency whose report is older than itself",
    at: "T",
    others: past(deployed, report("T-20d-1ms")),
    ...owed,
  },
  {
    what: "an earlier emergency whose report is a typed word",
    at: "T",
    others: past(deployed, report("T-19d", word("typed"))),
    ...owed,
  },
  {
    what: "an earlier emergency on another stack",
    at: "T",
    others: past({ ...deployed, stack: "staging" }),
    verdict: "ready",
  },
  { what: "an earlier emergency that was never deployed", at: "T", others: past(), verdict: "ready" },
  { what: "an earlier standard release", at: "T", others: [otherRelease({}, deployed)], verdict: "ready" },
  {
    what: "an earlier standard release through a broken glass",
    at: "T",
    others: [otherRelease({}, deployed, glass)],
    ...owed,
  },
  {
    what: "an emergency whose report is older than its broken glass",
    at: "T",
    others: past(deployed, report("T-19d"), { ...glass, at: "T-18d" }),
    ...owed,
  },
  {
    what: "an earlier broken glass with its report",
    at: "T",
    others: [otherRelease({}, glass, report("T-21d"))],
    verdict: "ready",
  },
];
