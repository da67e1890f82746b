// Finds what guards less than it did: the one comparison of what was applied last with what is to be applied.
import type { Guard, Guards } from "./guards.ts";

/** One change for the worse. */
export interface Loosening {
  /** What it is about, such as `alert/uptime`. */
  readonly id: string;
  /** The change in one sentence, the same at every instant. */
  readonly text: string;
}

/**
 * Every change that weakens, in the order of the ids. What is only stricter, reworded or moved is none; what cannot be
 * compared is one, in either direction. Pure.
 * @param instant what has ended by itself before it weakens nothing and guards nothing
 */
export function looseningsBetween(before: Guards, after: Guards, instant: Date): Loosening[] {
  const now = instant.getTime();
  const gone = Object.entries(before.guards).flatMap(([id, guard]) => {
    const successor = successorOf(id, after.guards);
    const text = successor === undefined ? withoutIt(guard) : comparison(guard, successor, now);
    return text === undefined ? [] : [{ id, text }];
  });
  const added = Object.entries(after.guards).flatMap(([id, guard]) => {
    const isNew = before.guards[id] === undefined && !guard.was?.some((one) => one in before.guards);
    return guard.weakens && isNew && !hasEnded(guard, now) ? [{ id, text: newly(guard) }] : [];
  });
  const all = [...gone, ...added, ...thawed(before.freezes, after.freezes, now)];
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function successorOf(id: string, guards: Guards["guards"]): Guard | undefined {
  return guards[id] ?? Object.values(guards).find(({ was }) => was?.includes(id));
}

function hasEnded({ until }: Guard, now: number): boolean {
  return until !== undefined && until <= now;
}

function withoutIt({ words, text, weakens, mayGo }: Guard): string | undefined {
  if (weakens || mayGo) return undefined;
  return `${words}${text === undefined ? "" : ` (${text})`} is taken away`;
}

const newly = ({ words, text }: Guard) => (text === undefined ? words : `${words}: ${text}`);

function comparison(before: Guard, after: Guard, now: number): string | undefined {
  if (hasEnded(after, now)) return undefined;
  const change = `${after.words} is ${after.text ?? "left open"}, and was ${before.text ?? "left open"}`;
  if (before.stricter === "same" || after.stricter === "same")
    return before.text === after.text ? undefined : `${change}: nobody can tell whether it guards as much`;
  // What had no amount guards the more for having one.
  if (before.value === undefined) return undefined;
  if (after.value === undefined) return change;
  if (before.unit !== after.unit || before.stricter !== after.stricter)
    return `${change}: one cannot be compared with the other`;
  const isLooser = before.stricter === "lower" ? after.value > before.value : after.value < before.value;
  return isLooser ? change : undefined;
}

/**
 * How a guard was until now, in the form in which a person wrote it, as a list of loosenings says: what guards the guard
 * itself is judged by that. Undefined where the list does not say it.
 * @param lines each `id: text`
 */
export function formerOf(lines: readonly string[], id: string): string | undefined {
  const line = lines.find((one) => one.startsWith(`${id}: `));
  return line === undefined ? undefined : /, and was (.+)$/.exec(line)?.[1];
}

/** Of each freeze that was, whether what is left of it is still within freezes. */
function thawed(before: Guards["freezes"], after: Guards["freezes"], now: number): Loosening[] {
  const spans = after
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .sort((a, b) => a.from - b.from);
  return before.flatMap(({ from, to, reason }) => {
    let kept = Math.max(now, Date.parse(from));
    for (const span of spans) if (span.from <= kept) kept = Math.max(kept, span.to);
    if (kept >= Date.parse(to)) return [];
    return [{ id: `freeze/${from}`, text: `the freeze from ${from} to ${to} (${reason}) is not kept whole` }];
  });
}
