// What a release must hold to apart from the checklists: one function for each, in one table by the rule that reports it.
import { nextWindows, reviewDueAfter } from "../calendar/index.ts";
import type { Finding } from "./finding.ts";
import { contactProblems, coverProblem } from "./people.ts";
import { productionJudgement } from "./production.ts";
import { isFullCommit, startOf } from "./release.ts";
import {
  changedSince,
  dayMs,
  inOrder,
  isTooWeak,
  type RecordedRelease,
  recordsOf,
  type Situation,
} from "./situation.ts";

/** How a condition is met or not; undefined where it does not apply. */
type Judgement = Pick<Finding, "state" | "reason" | "mend"> & Partial<Finding>;

interface Condition {
  /** What is required, as the end of "a release needs that …". */
  readonly text: string;
  /** What to do where it is not met, in Markdown, as the page of the rules says it. */
  readonly mend: string;
  readonly judge: (situation: Situation) => Judgement | undefined;
}

const met = (reason: string): Judgement => ({ state: "done", reason, mend: "" });
const failed = (reason: string, mend: string): Judgement => ({ state: "failed", reason, mend });

const minuteMs = 60_000;

/** By the name of the pack's rule. */
export const conditions: Readonly<Record<string, Condition>> = {
  "require-full-commit": {
    text: "it names one commit, which cannot come to mean another",
    mend: "Write the output of `git rev-parse` into `commit` of the release's `release.yaml`.",
    judge({ release: { version, commit } }) {
      if (isFullCommit(commit)) return met(commit);
      return failed(
        `release ${version} names the commit "${commit}", which is not a full commit hash: what was checked and what is deployed could differ`,
        `write the output of \`git rev-parse ${commit}\` into releases/${version}/release.yaml`,
      );
    },
  },
  "require-approval": {
    text: "the approver has let the release go",
    mend: "The approver records it: `npm run runbook -- approve <version> --by <approver> --link <the review>`.",
    judge(situation) {
      const { records, release, instant } = situation;
      const mend = `npm run runbook -- approve ${release.version} --by ${release.approver} --link <the review>`;
      const own = recordsOf(records, "approval").filter(({ by }) => by === release.approver);
      const valid = own.find(
        (record) => changedSince(situation, record).length === 0 && !isTooWeak(situation, record),
      );
      const due = startOf(release);
      if (valid !== undefined) return { ...met(valid.detail), due, by: valid.by, source: valid.source };
      const last = own.at(-1);
      const changed = last === undefined ? [] : changedSince(situation, last);
      const why =
        changed.length > 0
          ? `what ${release.approver} approved is void: the release's ${changed.join(" and ")} changed since`
          : last !== undefined
            ? `the approval of ${last.by} is known as ${last.identity} only, and must be as ${situation.settings.identity} or better`
            : `${release.approver} has not approved it`;
      return { state: instant > due ? "overdue" : "pending", due, reason: why, mend };
    },
  },
  "open-window": {
    text: "the deployment window is open",
    mend: "Wait until the window opens; where it is over, set a new one in the release's `release.yaml`.",
    judge({ release, instant }) {
      const start = startOf(release);
      const end = new Date(start.getTime() + release.window.minutes * minuteMs);
      const span = `${start.toISOString()} to ${end.toISOString()}`;
      if (instant < start)
        return { state: "pending", reason: `the window opens later: ${span}`, mend: "wait for it" };
      if (instant < end) return met(`open: ${span}`);
      return {
        state: "overdue",
        reason: `the window is over: ${span}`,
        mend: `set a new one in releases/${release.version}/release.yaml, and prove again what has aged`,
      };
    },
  },
  "avoid-freezes": {
    text: "the deployment window lies in no freeze and no maintenance window",
    mend: "Choose another window in the release's `release.yaml`.",
    judge({ release, runbook, settings }) {
      const start = startOf(release);
      const end = new Date(start.getTime() + release.window.minutes * minuteMs);
      const { rule, frequencyText } = runbook.maintenance;
      const maintenance = nextWindows(rule, new Date(start.getTime() - dayMs), 2).find(
        (window) => window.start < end && start < window.end,
      );
      const freeze = settings.freezes.find(({ from, to }) => new Date(from) < end && start < new Date(to));
      const mend = `choose another window in releases/${release.version}/release.yaml`;
      if (maintenance !== undefined)
        return failed(
          `it overlaps the maintenance window (${frequencyText}) of ${maintenance.start.toISOString()}`,
          mend,
        );
      if (freeze !== undefined)
        return failed(`it overlaps the freeze from ${freeze.from} to ${freeze.to}: ${freeze.reason}`, mend);
      return met("it overlaps neither");
    },
  },
  "require-contacts": {
    text: "everybody whom the runbook calls can be reached",
    mend: "Fill in the runbook's contacts, or `marsana-fleet:gate.contacts` where they are not for everybody's eyes.",
    judge({ runbook, settings }) {
      const problems = contactProblems(runbook.contacts, settings.contacts);
      if (problems.length === 0) return met("every contact is complete");
      return failed(
        problems.join("; "),
        "fill in the runbook's contacts, or marsana-fleet:gate.contacts.<role> where they are not for everybody's eyes",
      );
    },
  },
  "require-reviewed-runbook": {
    text: "the runbook is ready, and has been reviewed as often as it asks",
    mend: "Review the runbook, then set its status and the date of its last update.",
    judge({ runbook, settings, instant }) {
      const { status, lastUpdated, reviewFrequency } = runbook;
      const mend = "review the runbook, then set its status and the date of its last update";
      if (!/^ready(?: for production)?$/i.test(status.trim()))
        return failed(`its status is "${status}", and must be Ready, or Ready for Production`, mend);
      const due = reviewDueAfter(lastUpdated, reviewFrequency.months);
      const last = new Date(due.getTime() + settings.reviewGraceDays * dayMs);
      const reason = `last updated ${lastUpdated}, reviewed ${reviewFrequency.text.toLowerCase()}: due ${due.toISOString().slice(0, 10)}`;
      if (instant.getTime() < due.getTime() + dayMs) return { ...met(reason), due };
      // Until the grace ends this is a warning: monitors and windows go on being updated.
      if (instant < last) return { state: "pending", advisory: true, due: last, reason, mend };
      return { state: "overdue", due: last, reason, mend };
    },
  },
  "require-on-call-cover": {
    text: "somebody is on call from the last checklist to the end of the monitoring",
    mend: "Close the gap in `onCall` of the release's `release.yaml`.",
    judge(situation) {
      const problem = coverProblem(situation);
      if (problem === undefined) return met("there is no gap");
      return failed(problem, `close the gap in onCall of releases/${situation.release.version}/release.yaml`);
    },
  },
  "require-restore-drill": {
    text: "a destructive migration rests on a backup that is known to restore",
    mend: "Restore a backup, look at what came out, and record it: `npm run runbook -- drill <version> --by <you> --link <where to look>`.",
    judge(situation) {
      const { release, records, others, settings, instant } = situation;
      if (!release.migrations.some((one) => one.class === "destructive")) return undefined;
      // A drill is about backups, not about a release: whichever it was recorded with.
      const drills = recordsOf(
        inOrder([...records, ...others.flatMap((one) => one.records)]),
        "restore-drill",
      );
      const last = drills.filter((record) => !isTooWeak(situation, record)).at(-1);
      const age = last && (instant.getTime() - Date.parse(last.at)) / dayMs;
      if (last !== undefined && age !== undefined && age <= settings.restoreDrillDays)
        return { ...met(last.detail), by: last.by, source: last.source };
      return failed(
        `the last restore drill ${last === undefined ? "is unknown" : `was on ${last.at}`}, and must be at most ${settings.restoreDrillDays} days ago`,
        `restore a backup, look at it, and record it: npm run runbook -- drill ${release.version} --by <you> --link <where to look>`,
      );
    },
  },
  "justify-emergency": {
    text: "an emergency release has one of the runbook's triggers",
    mend: "Name one of the runbook's triggers in the release's `release.yaml`, or make it a standard release.",
    judge({ release, runbook }) {
      if (release.emergency === undefined) return undefined;
      const { trigger } = release.emergency;
      const known = runbook.emergency.triggers;
      if (known.some((one) => one.toLowerCase() === trigger.toLowerCase())) return met(trigger);
      return failed(
        `the trigger is "${trigger}", and must be one of the runbook's: ${known.join(", ")}`,
        `correct releases/${release.version}/release.yaml, or make it a standard release`,
      );
    },
  },
  "require-unpinned-production": {
    text: "production serves what a release has promoted, and is not pinned to a rollback",
    mend: "Give production the deployment of a release with `vercel promote`, then have a machine look: `npm run runbook -- collect <version>`.",
    judge: productionJudgement,
  },
  "settle-reports": {
    text: "no earlier emergency still owes its report",
    mend: "Write the report that is owed, and record it: `npm run runbook -- report <version> --by <you> --link <the report>`.",
    judge(situation) {
      if (situation.release.kind === "emergency") return undefined;
      const owing = situation.others
        .filter((other) => owesReport(situation, other))
        .map(({ release: { version } }) => version)
        .sort();
      if (owing.length === 0) return met("none does");
      return failed(
        `the report of ${owing.join(", ")} is missing`,
        `write it, and record it: npm run runbook -- report ${owing[0]} --by <you> --link <the report>`,
      );
    },
  },
};

/** Whether a release has been deployed as an emergency, or through a broken glass, with no report since. */
function owesReport(situation: Situation, { release, records }: RecordedRelease): boolean {
  const times = (type: "deployed" | "break-glass") =>
    recordsOf(records, type)
      .filter((record) => record.type !== "deployed" || record.stack === situation.stack)
      .map(({ at }) => Date.parse(at));
  const deployed = release.kind === "emergency" ? times("deployed") : [];
  const broken = times("break-glass");
  if (deployed.length === 0 && broken.length === 0) return false;
  // An update that changes nothing is recorded again, and owes no second report.
  const since = Math.max(...(deployed.length > 0 ? [Math.min(...deployed)] : []), ...broken);
  return !recordsOf(records, "report").some(
    (record) => Date.parse(record.at) >= since && !isTooWeak(situation, record),
  );
}

/** One finding for each condition that applies. */
export function conditionFindings(situation: Situation): Finding[] {
  return Object.entries(conditions).flatMap(([rule, { text, judge }]) => {
    const judgement = judge(situation);
    return judgement === undefined ? [] : [{ rule, item: rule, text, ...judgement }];
  });
}
