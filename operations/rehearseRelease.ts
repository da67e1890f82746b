// Walks a release through everything that its runbook asks, on a clock of its own: shut, proven list by list, open.
import type { Inputs } from "../inputs/inputs.ts";
import type { Verdict } from "../release/assess.ts";
import { keyOf, phaseOf } from "../release/items.ts";
import { hourMs, type Situation } from "../release/situation.ts";
import type { Checklist } from "../runbook/model.ts";
import { recordOf, type Statement } from "./attest.ts";
import { backupNeed } from "./backupAge.ts";
import { collect } from "./collect/collect.ts";
import type { CollectContext, Collector } from "./collect/collector.ts";
import { supabaseOf } from "./collect/supabaseOf.ts";
import { makeRestorePoint } from "./restorePoint.ts";
import { writeRecord } from "./writeRecord.ts";

export interface Rehearsal {
  /** What holds at an instant: read anew each time, with everything that has been recorded. */
  readonly inputsAt: (instant: Date) => Inputs;
  /** The present of the services is this from now on. */
  readonly setClock: (instant: Date) => void;
  readonly collectors: readonly Collector[];
  readonly environment: CollectContext["environment"];
  /** Where the evidence is kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
}

/** One thing that was done at a step. */
export interface Deed {
  readonly what: "collected" | "attested" | "approved" | "backed up";
  /** The item, the restore point or the release. */
  readonly subject: string;
  /** The collector, or the person. */
  readonly by: string;
  readonly result: "pass" | "fail" | "unknown";
  readonly detail: string;
}

export interface Step {
  /** Such as `T-49h`. */
  readonly name: string;
  readonly at: Date;
  /** As found. */
  readonly before: Verdict;
  readonly deeds: readonly Deed[];
  /** As left. */
  readonly verdict: Verdict;
  /** What still holds the release up then, in sentences. */
  readonly left: readonly string[];
}

/** A list is worked on so long before it is due: at most an hour, of the last one a part of what is left. */
const leadMs = ({ hoursBefore }: Checklist) => Math.min(hourMs, (hoursBefore * hourMs) / 6);

/** How long after the machine people say what they know, in milliseconds. */
const peopleAfterMs = 60_000;

/** Where a person would say where to look: nobody is there. */
const madeUpLink = "https://example.com/rehearsal";

/**
 * One step for each checklist, earliest first, and one at the start of the deployment window, at which nothing is done.
 * @throws Error where the release has no evidence to give, or a backup cannot be made
 */
export async function rehearseRelease(rehearsal: Rehearsal, start: Date): Promise<Step[]> {
  const lists = rehearsal.inputsAt(start).runbook.preDeployment;
  const stages = lists
    .map((list) => ({ list, before: list.hoursBefore * hourMs + leadMs(list) }))
    .sort((a, b) => b.before - a.before);
  const steps: Step[] = [];
  for (const [index, { list, before }] of stages.entries()) {
    const isLast = index === stages.length - 1;
    const at = new Date(start.getTime() - before);
    steps.push(await stepAt(rehearsal, at, { name: `T-${spanText(before)}`, list, isLast }));
  }
  steps.push(await stepAt(rehearsal, start, { name: "T" }));
  return steps;
}

/** Whether the gate was shut all the time before the window, and opened with it. */
export function opened(steps: readonly Step[]): boolean {
  const isOpen = ({ verdict }: Step) => verdict === "ready";
  const [last, ...earlier] = steps.toReversed();
  return last !== undefined && isOpen(last) && earlier.length > 0 && !earlier.some(isOpen);
}

async function stepAt(
  rehearsal: Rehearsal,
  at: Date,
  { name, list, isLast = false }: { name: string; list?: Checklist; isLast?: boolean },
): Promise<Step> {
  rehearsal.signal.throwIfAborted();
  let now = at;
  rehearsal.setClock(now);
  const before = rehearsal.inputsAt(at);
  const deeds: Deed[] = [];
  if (list !== undefined) {
    deeds.push(...(await backedUp(rehearsal, before, list)));
    const found = await collected(rehearsal, rehearsal.inputsAt(at));
    // People come after: of two records of one instant the one that says worse counts.
    now = new Date(at.getTime() + peopleAfterMs);
    rehearsal.setClock(now);
    deeds.push(...found, ...attested(rehearsal, rehearsal.inputsAt(now), list, found));
  }
  if (isLast) deeds.push(approved(rehearsal, rehearsal.inputsAt(now)));
  const left = rehearsal.inputsAt(now);
  const step: Step = {
    name,
    at,
    before: verdictOf(before),
    deeds,
    verdict: verdictOf(left),
    left: [...left.gate.blocking, ...left.gate.waiting],
  };
  rehearsal.onStep(step);
  return step;
}

/** The restore point, at the list that asks for a backup. */
async function backedUp(
  { environment, signal }: Rehearsal,
  inputs: Inputs,
  list: Checklist,
): Promise<Deed[]> {
  const situation = situationOf(inputs);
  const need = backupNeed(situation);
  if (need === undefined || !need.item.startsWith(`${phaseOf(list)}/`)) return [];
  const point = await makeRestorePoint(supabaseOf({ environment, signal }), {
    projectRef: inputs.settings.supabase.projectRef,
    release: situation.release,
    since: need.since,
    now: () => inputs.now,
    sleep: async () => {},
  });
  const detail = `AVAILABLE since ${point.completed.toISOString()}`;
  return [{ what: "backed up", subject: point.name, by: "backup", result: "pass", detail }];
}

/** All that can be proven by machine at this instant, and what has been proven before once more. */
async function collected(rehearsal: Rehearsal, inputs: Inputs): Promise<Deed[]> {
  const { collectors, environment, signal, folder } = rehearsal;
  const situation = situationOf(inputs);
  const { release } = situation;
  const all = await collect(
    collectors,
    situation,
    { inputs, release, environment, signal },
    {
      now: () => inputs.now,
      send: true,
      onCollected: ({ record }) => void (record && writeRecord(folder, record)),
    },
  );
  return all.flatMap(({ item, collector = "", record }): Deed[] => {
    if (record?.type !== "evidence") return [];
    const { result, detail } = record;
    return [{ what: "collected", subject: item, by: collector, result, detail }];
  });
}

/** What no collector proves, of the list that is worked on, and of what none can say anything. */
function attested(
  { collectors, folder }: Rehearsal,
  inputs: Inputs,
  list: Checklist,
  found: readonly Deed[],
): Deed[] {
  const { release } = situationOf(inputs);
  const byPerson = list.items.filter(
    (item) =>
      !collectors.some(({ items }) => items.includes(item.id)) ||
      found.some(({ subject, result }) => subject === keyOf(list, item) && result === "unknown"),
  );
  return byPerson.map((item): Deed => {
    const subject = keyOf(list, item);
    said(folder, inputs, { type: "evidence", item: subject, by: release.verifier });
    return { what: "attested", subject, by: release.verifier, result: "pass", detail: item.text };
  });
}

function approved({ folder }: Rehearsal, inputs: Inputs): Deed {
  const { release } = situationOf(inputs);
  said(folder, inputs, { type: "approval", by: release.approver });
  return {
    what: "approved",
    subject: release.version,
    by: release.approver,
    result: "pass",
    detail: "lets the release go",
  };
}

function said(
  folder: string,
  inputs: Inputs,
  statement: Omit<Statement, "identity" | "link" | "note">,
): void {
  const { release, runbook } = situationOf(inputs);
  const items = runbook.preDeployment.flatMap((list) => list.items.map((item) => keyOf(list, item)));
  const whole: Statement = {
    ...statement,
    identity: "typed",
    link: madeUpLink,
    note: "made up in a rehearsal",
  };
  writeRecord(folder, recordOf(whole, release, items, inputs.now));
}

function situationOf({ gate }: Inputs): Situation {
  if (gate.situation === undefined) throw new Error("a rehearsal needs a release");
  return gate.situation;
}

function verdictOf({ gate }: Inputs): Verdict {
  return gate.assessment?.verdict ?? "blocked";
}

function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}h${rest === 0 ? "" : `${rest}m`}`;
}
