// What opens the gate without all proof: a broken glass, a deployment before, a rule that is only observed.
import { allProof, found, type Saying, word } from "../situations.ts";
import { allVoid, closed, other, type ReleaseCase } from "./case.ts";

const tests = "48h/verify-all-staging-tests-pass";

const glass = (at: string, more: object = {}): Saying => {
  return {
    type: "break-glass",
    at,
    url: "https://chat.example.com/7",
    detail: "GitHub is down",
    ...word("typed", "dan"),
    ...more,
  };
};

export const brokenGlass: readonly ReleaseCase[] = [
  {
    what: "the glass broken, and announced",
    at: "T",
    without: ["1h/*"],
    with: [glass("T-10m")],
    verdict: "ready",
    states: { "1h/*": "waived" },
    says: { "1h/final-code-review": "the glass was broken by dan: GitHub is down; a report is owed" },
  },
  {
    what: "the glass broken, and not announced",
    at: "T",
    without: ["1h/*"],
    with: [glass("T-10m", { url: undefined })],
    verdict: "blocked",
    states: { "1h/*": "overdue" },
  },
  {
    what: "the glass broken an hour ago",
    at: "T",
    without: [tests],
    with: [glass("T-1h")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken an hour and 1 ms ago",
    at: "T",
    without: [tests],
    with: [glass("T-1h-1ms")],
    verdict: "blocked",
    states: { [tests]: "overdue" },
  },
  {
    what: "the glass broken for longer by config",
    at: "T",
    settings: { breakGlassHours: 2 },
    without: [tests],
    with: [glass("T-2h")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken a second time, with no report on the first",
    at: "T",
    without: [tests],
    with: [glass("T-2h"), glass("T-10m")],
    verdict: "blocked",
    states: { [tests]: "overdue" },
  },
  {
    what: "the glass broken a second time, after the report on the first",
    at: "T",
    without: [tests],
    with: [glass("T-2h"), { type: "report", at: "T-20m", ...word("reviewed") }, glass("T-10m")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken a second time, after a report that nobody has reviewed yet",
    at: "T",
    without: [tests],
    with: [glass("T-2h"), { type: "report", at: "T-20m", ...word("typed") }, glass("T-10m")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken for another commit before, which uses up none of this one's hour",
    at: "T",
    provenFor: other,
    before: [glass("T-2h")],
    with: [...allProof().filter((one) => one["item"] !== tests), glass("T-10m")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken a second time within the hour, which makes it no longer",
    at: "T",
    without: [tests],
    with: [glass("T-1h-1ms"), glass("T-30m")],
    verdict: "blocked",
    states: { [tests]: "overdue" },
  },
  {
    what: "the glass broken over what has failed",
    at: "T",
    with: [found("fail", tests, "T-49h"), glass("T-10m")],
    verdict: "blocked",
    states: { [tests]: "failed" },
  },
  {
    what: "the glass broken over what cannot be known",
    at: "T",
    with: [found("unknown", tests, "T-49h"), glass("T-10m")],
    verdict: "ready",
    states: { [tests]: "waived" },
  },
  {
    what: "the glass broken, and no approval",
    at: "T+1ms",
    without: ["approval"],
    with: [glass("T-10m")],
    verdict: "blocked",
    states: { "require-approval": "overdue" },
  },
  {
    what: "the glass broken for another commit",
    at: "T",
    provenFor: other,
    before: [glass("T-10m")],
    verdict: "blocked",
    states: allVoid,
  },
  {
    what: "the glass broken, before it opens the window",
    at: "T-1ms",
    with: [glass("T-10m")],
    verdict: "waiting",
    states: closed,
  },
];

const deployed = (more: object = {}): Saying => ({
  type: "deployed",
  stack: "prod",
  at: "T+10m",
  kind: "up",
  ...more,
});
const nothing = {
  "48h/*": "overdue",
  "24h/*": "overdue",
  "1h/*": "overdue",
  "require-approval": "overdue",
  "open-window": "overdue",
};
const all = ["48h/*", "24h/*", "1h/*", "approval"];

export const deployments: readonly ReleaseCase[] = [
  {
    what: "deployed, and nothing else known",
    at: "T+120d",
    without: all,
    with: [deployed()],
    verdict: "deployed",
    states: { ...nothing, "require-reviewed-runbook": "overdue" },
  },
  {
    what: "deployed to another stack",
    at: "T+3h",
    without: all,
    with: [deployed({ stack: "staging" })],
    verdict: "blocked",
    states: nothing,
  },
  {
    what: "deployed to that stack, which is this one",
    at: "T+3h",
    stack: "staging",
    without: all,
    with: [deployed({ stack: "staging" })],
    verdict: "deployed",
    states: { ...nothing, "require-unpinned-production": "overdue" },
  },
  {
    what: "deployed as another commit",
    at: "T+30m",
    provenFor: other,
    before: [deployed()],
    verdict: "blocked",
    states: { ...allVoid, "require-approval": "overdue" },
  },
  {
    what: "deployed, by somebody's typed word",
    at: "T+3h",
    without: all,
    with: [deployed(word("typed"))],
    verdict: "blocked",
    states: nothing,
  },
  {
    what: "deployed, by somebody's reviewed word",
    at: "T+3h",
    without: all,
    with: [deployed(word("reviewed"))],
    verdict: "deployed",
    states: nothing,
  },
];

const list = { without: [tests], states: { [tests]: "overdue" } };

export const observed: readonly ReleaseCase[] = [
  {
    what: "a rule that is observed until today",
    at: "T",
    settings: { observe: { "prove-48h-items": "2026-02-03" } },
    ...list,
    verdict: "ready",
  },
  {
    what: "a rule that was observed until yesterday",
    at: "T",
    settings: { observe: { "prove-48h-items": "2026-02-02" } },
    ...list,
    verdict: "blocked",
  },
  {
    what: "another rule observed",
    at: "T",
    settings: { observe: { "prove-24h-items": "2026-12-31" } },
    ...list,
    verdict: "blocked",
  },
  {
    what: "a rule in the last millisecond of its last day",
    at: "T-9h-1ms",
    settings: { observe: { "prove-48h-items": "2026-02-02" } },
    without: [tests],
    verdict: "waiting",
    states: { [tests]: "overdue", ...closed, "1h/*": "pending", "require-approval": "pending" },
  },
  {
    what: "a rule as its last day is over",
    at: "T-9h",
    settings: { observe: { "prove-48h-items": "2026-02-02" } },
    without: [tests],
    verdict: "blocked",
    states: { [tests]: "overdue", ...closed, "1h/*": "pending", "require-approval": "pending" },
  },
  {
    what: "the approval observed",
    at: "T+1ms",
    settings: { observe: { "require-approval": "2026-02-03" } },
    without: ["approval"],
    verdict: "ready",
    states: { "require-approval": "overdue" },
  },
];
