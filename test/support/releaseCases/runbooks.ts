// Runbooks with other lists and other items, and the state of the document itself.
import { changedRunbook, runbookSource } from "../changedRunbook.ts";
import { emergencyOf, pass, plainRunbook } from "../situations.ts";
import { closed, type ReleaseCase } from "./case.ts";

const release = emergencyOf();
const start = runbookSource.indexOf("### 24 Hours Before Deployment");
const dayList = runbookSource.slice(start, runbookSource.indexOf("### 1 Hour Before Deployment"));
const runbook = changedRunbook(
  ["### 48 Hours Before Deployment", "### 72 Hours Before Deployment"],
  [dayList, ""],
  ["### 1 Hour Before Deployment", "### 4 Hours Before Deployment"],
  ["- [ ] Final code review", "- [ ] Final code review\n- [ ] Brief the night shift"],
);
const brief = "4h/brief-the-night-shift";

/** The production backup under an id of its own, and with the one that it had before. */
const renamed = changedRunbook([
  "- [ ] Database backup on production",
  "- [ ] Database backup on production <!-- id: dump, was: database-backup-on-production -->",
]);

export const otherRunbooks: readonly ReleaseCase[] = [
  {
    what: "an item with another id, and proof that was recorded under the one it had",
    at: "T",
    runbook: renamed,
    without: ["24h/dump"],
    with: [pass("24h/database-backup-on-production", "T-26h")],
    verdict: "ready",
  },
  {
    what: "an item with another id, whose proof ages as before",
    at: "T",
    runbook: renamed,
    without: ["24h/dump"],
    with: [pass("24h/dump", "T-30h-1ms")],
    verdict: "blocked",
    states: { "24h/dump": "overdue" },
  },
  {
    what: "an emergency without its backup, which has another id",
    at: "T",
    runbook: renamed,
    release,
    without: ["24h/dump"],
    verdict: "blocked",
    states: { "48h/*": "done", "24h/dump": "overdue" },
  },
  { what: "a runbook with lists of 72 h and 4 h", at: "T", runbook, verdict: "ready" },
  {
    what: "its first list unproven, at the very end of its time",
    at: "T-72h",
    runbook,
    without: ["72h/*"],
    verdict: "waiting",
    states: { "72h/*": "pending", "4h/*": "pending", ...closed, "require-approval": "pending" },
  },
  {
    what: "its first list unproven, 1 ms later",
    at: "T-72h+1ms",
    runbook,
    without: ["72h/*"],
    verdict: "blocked",
    states: { "72h/*": "overdue", "4h/*": "pending", ...closed, "require-approval": "pending" },
  },
  {
    what: "an item that only this runbook has",
    at: "T",
    runbook,
    without: [brief],
    verdict: "blocked",
    states: { [brief]: "overdue" },
  },
  {
    what: "that item, proven as soon as the list before is due",
    at: "T",
    runbook,
    without: [brief],
    with: [pass(brief, "T-72h")],
    verdict: "ready",
  },
  {
    what: "that item, proven 1 ms before",
    at: "T",
    runbook,
    without: [brief],
    with: [pass(brief, "T-72h-1ms")],
    verdict: "blocked",
    states: { [brief]: "overdue" },
  },
  {
    what: "an emergency there, with the last list alone",
    at: "T",
    runbook,
    release,
    without: ["72h/*"],
    verdict: "ready",
    states: { "72h/*": "waived" },
  },
  {
    what: "cover there, which begins with the last list",
    at: "T",
    runbook,
    verdict: "blocked",
    release: { onCall: [{ person: "ola", from: "2026-02-03T05:00:00.001Z", to: "2026-02-06T09:00:00Z" }] },
    states: { "require-on-call-cover": "failed" },
  },
  {
    what: "a first list of ten days",
    at: "T",
    runbook: changedRunbook(["### 48 Hours Before", "### 240 Hours Before"]),
    verdict: "ready",
  },
];

/** Reviewed quarterly, so that it is due on the day of the release. */
const reviewed = (lastUpdated: string) => ({ ...plainRunbook, lastUpdated });
const warned = { "require-reviewed-runbook": "pending, advisory" };

export const runbookStates: readonly ReleaseCase[] = [
  {
    what: "a runbook that is a draft",
    at: "T",
    runbook: { ...plainRunbook, status: "Draft" },
    verdict: "blocked",
    states: { "require-reviewed-runbook": "failed" },
    says: { "require-reviewed-runbook": 'its status is "Draft", and must be Ready' },
  },
  {
    what: "a runbook that is not even that",
    at: "T",
    runbook: { ...plainRunbook, status: "Not Ready" },
    verdict: "blocked",
    states: { "require-reviewed-runbook": "failed" },
  },
  { what: "a review that is due today", at: "T", runbook: reviewed("2025-11-03"), verdict: "ready" },
  {
    what: "a review that was due yesterday",
    at: "T",
    runbook: reviewed("2025-11-02"),
    verdict: "ready",
    states: warned,
  },
  {
    what: "a review that was due yesterday, 1 ms before today",
    at: "T-9h-1ms",
    runbook: reviewed("2025-11-02"),
    without: ["1h/*"],
    verdict: "waiting",
    states: { ...closed, "1h/*": "pending", "require-approval": "pending" },
  },
  {
    what: "a review that was due yesterday, as today begins",
    at: "T-9h",
    runbook: reviewed("2025-11-02"),
    without: ["1h/*"],
    verdict: "waiting",
    states: { ...closed, "1h/*": "pending", "require-approval": "pending", ...warned },
  },
  {
    what: "a review 1 ms before the grace ends",
    at: "T",
    runbook: reviewed("2025-11-01"),
    settings: { reviewGraceDays: 2.375 + 1 / 86_400_000 },
    verdict: "ready",
    states: warned,
  },
  {
    what: "a review as the grace ends",
    at: "T",
    runbook: reviewed("2025-11-01"),
    settings: { reviewGraceDays: 2.375 },
    verdict: "blocked",
    states: { "require-reviewed-runbook": "overdue" },
    says: { "require-reviewed-runbook": "last updated 2025-11-01, reviewed quarterly: due 2026-02-01" },
  },
];
