// How one thing that guards is written down: the forms that the readers of runbook and config share.
import type { Guard } from "../release/guards.ts";
import type { Identity } from "../runbook/index.ts";

export type Entry = readonly [id: string, guard: Guard];

/** What guards the less for being there. */
export const weakening = (id: string, words: string, more: Partial<Guard> = {}): Entry => [
  id,
  { words, weakens: true, ...more },
];

/** An amount of which the lower, or the higher, guards more. */
export function amount(
  id: string,
  words: string,
  stricter: "lower" | "higher",
  value: number,
  unit: string,
): Entry {
  return [id, { words, stricter, value, text: `${value} ${unit}` }];
}

/** Former ids, below the same heading as the id itself. */
export function formerly(kind: string, { was = [] }: Identity): { was?: string[] } {
  return was.length === 0 ? {} : { was: was.map((id) => `${kind}/${id}`) };
}
