// What an assessment says of one thing that a release must prove.

/**
 * `pending`: not done, and not due yet. `overdue`: not done, and due. `stale`: proven, but too long ago or for another
 * state of the release. `failed`, `unknown`: what the proof says. `waived`: given up by two persons, or let through.
 */
export const states = ["done", "waived", "pending", "overdue", "stale", "unknown", "failed"] as const;
export type State = (typeof states)[number];

export interface Finding {
  /** The rule of the pack that reports it. */
  readonly rule: string;
  /** An item of the runbook, such as `48h/verify-backup-strategy`; or the name of a condition. */
  readonly item: string;
  /** The item's words in the runbook, or the condition in words. */
  readonly text: string;
  /** The checklist it stands in, such as `48h`; conditions stand in none. */
  readonly phase?: string;
  readonly state: State;
  /** Until when it is to be done. */
  readonly due?: Date;
  /** Proven after it was due. */
  readonly late?: true;
  /** A warning: it holds nothing up. */
  readonly advisory?: true;
  readonly by?: string;
  readonly source?: { readonly kind: string; readonly url?: string | undefined };
  /** What was found and what is required, in one sentence that does not change as time passes within a state. */
  readonly reason: string;
  /** What to do; empty where nothing is left to do. */
  readonly mend: string;
}

/** Whether it holds nothing up. */
export function isSettled({ state, advisory }: Finding): boolean {
  return state === "done" || state === "waived" || advisory === true;
}

/** A finding without what to do about it. */
export function factOf({ item, text, state, reason }: Finding): string {
  return `${item} ("${text}") is ${state}: ${reason}`;
}

/** A finding as the pack and the program say it. */
export function sentenceOf(finding: Finding): string {
  return `${factOf(finding)}${finding.mend === "" ? "" : `; mend: ${finding.mend}`}`;
}
