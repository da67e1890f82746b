// Judges the items of the runbook's checklists by what was recorded of them.
import type { Checklist, Item } from "../runbook/model.ts";
import type { Finding } from "./finding.ts";
import { brokenWords, openGlass } from "./glass.ts";
import type { RecordOf } from "./record.ts";
import { changedSince, hourMs, hoursBefore, isTooWeak, recordsOf, type Situation } from "./situation.ts";

/** The name of a checklist: `48h`. */
export function phaseOf({ hoursBefore: hours }: Checklist): string {
  return `${hours}h`;
}

/** The rule of the pack that reports a checklist: `prove-48h-items`. */
export function ruleOf(list: Checklist): string {
  return `prove-${phaseOf(list)}-items`;
}

/** The id of an item, and those that it had before. */
export function idsOf({ id, was = [] }: Item): string[] {
  return [id, ...was];
}

/** What is set for an item, under its id or one that it had before. */
function setFor<Value>(table: Readonly<Record<string, Value>>, item: Item): Value | undefined {
  const id = idsOf(item).find((one) => Object.hasOwn(table, one));
  return id === undefined ? undefined : table[id];
}

/** The names under which an item may have been recorded. */
export function keysOf(list: Checklist, item: Item): string[] {
  return idsOf(item).map((id) => `${phaseOf(list)}/${id}`);
}

/** An item's name among all lists: `48h/verify-backup-strategy`. */
export function keyOf(list: Checklist, item: Item): string {
  return `${phaseOf(list)}/${item.id}`;
}

/** One finding for each item of each list, in the order of the runbook. */
export function itemFindings(situation: Situation): Finding[] {
  return situation.runbook.preDeployment.flatMap((list) =>
    list.items.map((item) => judged(situation, list, item)),
  );
}

/** Where an item stands: its place in the runbook, and from when until when it is proven. */
interface Place {
  readonly rule: string;
  readonly item: string;
  readonly text: string;
  readonly phase: string;
  readonly due: Date;
  readonly provable: Date;
  /** The item's name, and those that it had before. */
  readonly keys: readonly string[];
}

function judged(situation: Situation, list: Checklist, item: Item): Finding {
  const provable = provableFrom(situation, list, item);
  const due = hoursBefore(situation, list.hoursBefore);
  const place = {
    rule: ruleOf(list),
    item: keyOf(list, item),
    text: item.text,
    phase: phaseOf(list),
    due,
    provable,
    keys: keysOf(list, item),
  };
  const proven = byProof(situation, place, item);
  if (proven.state === "done") return proven;
  return (
    skippedByEmergency(situation, list, item, proven) ??
    waived(situation, proven, place.keys) ??
    letThrough(situation, proven) ??
    proven
  );
}

/** From when on a list, or an item of it, can be proven: what was looked at earlier can have changed since. */
export function provableFrom(situation: Situation, list: Checklist, item?: Item): Date {
  return hoursBefore(situation, provableHours(situation, list, item));
}

/** From how many hours before the deployment an item can be proven. */
function provableHours(situation: Situation, list: Checklist, item?: Item): number {
  const fresh = item && setFor(situation.settings.freshHours, item);
  return fresh !== undefined && fresh > list.hoursBefore ? fresh : provableHoursOf(situation, list);
}

/** The same for the items of a list whose proof does not age. */
export function provableHoursOf(
  { runbook, settings }: Pick<Situation, "runbook" | "settings">,
  list: Checklist,
): number {
  const earlier = runbook.preDeployment
    .map((one) => one.hoursBefore)
    .filter((hours) => hours > list.hoursBefore);
  // A first list of a week and more must not be due as soon as it can be proven.
  const before =
    earlier.length > 0 ? Math.min(...earlier) : Math.max(settings.earliestHours, 2 * list.hoursBefore);
  return settings.provableFromHours[phaseOf(list)] ?? before;
}

function byProof(situation: Situation, place: Place, item: Item): Finding {
  const { provable: _, keys, ...known } = place;
  const own = recordsOf(situation.records, "evidence").filter((record) => keys.includes(record.item));
  const counted = own.filter((record) => objectionTo(situation, place, record) === undefined);
  const last = lastSaid(counted);
  if (last === undefined) return unproven(situation, place, own);
  const told = { ...known, by: last.by, source: last.source };
  if (last.result !== "pass") {
    const state = last.result === "fail" ? "failed" : "unknown";
    return { ...told, state, reason: last.detail, mend: howToProve(situation, place) };
  }
  const maxAge = setFor(situation.settings.freshHours, item);
  const asOf = last.asOf ?? last.at;
  if (maxAge !== undefined && situation.instant.getTime() - Date.parse(asOf) > maxAge * hourMs) {
    const reason = `the proof of ${asOf} is more than ${maxAge} h old`;
    // Nobody is late who proves it again before it is due.
    const state = situation.instant > place.due ? "stale" : "pending";
    return { ...told, state, reason, mend: howToProve(situation, place) };
  }
  const late = Date.parse(last.at) > place.due.getTime();
  return { ...told, state: "done", ...(late && { late: true as const }), reason: last.detail, mend: "" };
}

/** The last record, but that one which cannot say does not take a failure back. */
function lastSaid(records: readonly RecordOf<"evidence">[]): RecordOf<"evidence"> | undefined {
  const known = records.filter(({ result }) => result !== "unknown").at(-1);
  return known?.result === "fail" ? known : records.at(-1);
}

function unproven(situation: Situation, place: Place, own: readonly RecordOf<"evidence">[]): Finding {
  const { provable: _, keys: __, ...known } = place;
  const last = own.at(-1);
  const objection = last && objectionTo(situation, place, last);
  const isDue = situation.instant > place.due;
  const isVoid = last !== undefined && changedSince(situation, last).length > 0;
  return {
    ...known,
    state: !isDue ? "pending" : isVoid ? "stale" : "overdue",
    reason: objection ?? `nothing proves it; due ${place.due.toISOString()}`,
    mend: howToProve(situation, place),
  };
}

/** Why a record proves nothing here, if so. */
function objectionTo(
  situation: Situation,
  { provable }: Place,
  record: RecordOf<"evidence">,
): string | undefined {
  const changed = changedSince(situation, record);
  if (changed.length > 0)
    return `what was proven on ${record.at} is void: the release's ${changed.join(" and ")} changed since`;
  if (Date.parse(record.at) < provable.getTime())
    return `it was proven on ${record.at}, and can be from ${provable.toISOString()} on`;
  // Anybody's word is enough to doubt.
  if (record.result === "pass" && record.source.kind === "person" && isTooWeak(situation, record))
    return `the word of ${record.by} is known as ${record.identity} only, and must be as ${situation.settings.identity} or better`;
  return undefined;
}

function howToProve({ release: { version } }: Situation, { item }: Place): string {
  return `npm run runbook -- collect ${version}, or npm run runbook -- attest ${version} ${item} --by <you> --link <where to look>`;
}

/** An emergency leaves out all lists but the last before the deployment, and of those it must not leave out some items. */
function skippedByEmergency(
  { release, runbook, settings }: Situation,
  list: Checklist,
  item: Item,
  found: Finding,
): Finding | undefined {
  const last = Math.min(...runbook.preDeployment.map(({ hoursBefore: hours }) => hours));
  const kept = list.hoursBefore === last || idsOf(item).some((id) => settings.emergencyItems.includes(id));
  if (release.kind !== "emergency" || kept || found.state === "failed") return undefined;
  return { ...found, state: "waived", reason: "an emergency release leaves this list out", mend: "" };
}

/** Given up by two persons, until the earlier of what they say. */
function waived(situation: Situation, found: Finding, keys: readonly string[]): Finding | undefined {
  const { records, instant } = situation;
  const valid = recordsOf(records, "waiver").filter(
    (record) =>
      keys.includes(record.item) &&
      changedSince(situation, record).length === 0 &&
      !isTooWeak(situation, record) &&
      Date.parse(record.expires) > instant.getTime(),
  );
  const persons = [...new Set(valid.map(({ by }) => by))].sort();
  if (persons.length < 2) return undefined;
  const reasons = [...new Set(valid.map(({ detail }) => detail))].join("; ");
  return { ...found, state: "waived", by: persons.join(", "), reason: `waived: ${reasons}`, mend: "" };
}

/** What lacks proof is let through while a break-glass lasts; what was proven to be wrong is not. */
function letThrough(situation: Situation, found: Finding): Finding | undefined {
  const broken = openGlass(situation);
  if (broken === undefined || found.state === "failed") return undefined;
  const reason = brokenWords(broken);
  return { ...found, state: "waived", by: broken.by, source: broken.source, reason, mend: "" };
}
