// For how long a release is watched, and so how long damage that it did may go unnoticed.
import type { Runbook } from "./model.ts";

/** The phase of the monitoring that ends last. @throws TypeError if there is none */
export function lastPhase({ monitoring }: Pick<Runbook, "monitoring">): Runbook["monitoring"][number] {
  return monitoring.reduce((one, other) => (other.toHour > one.toHour ? other : one));
}

/** A number of hours from the runbook, and what in it says so. */
export interface Watch {
  hours: number;
  says: string;
}

/**
 * The longest time that the runbook lets pass before somebody must have looked: the end of the last follow-up or
 * monitoring phase, since what a release broke may come to light in its last hour; or a whole round of the rarest
 * check, since damage done just after one is seen by the next.
 */
export function longestWatch({ monitoring, followUps }: Pick<Runbook, "monitoring" | "followUps">): Watch {
  const phases = monitoring.map(({ title, toHour }) => ({ hours: toHour, says: `until "${title}" ends` }));
  const spans = followUps.map(({ title, toMinutes }) => ({
    hours: toMinutes / 60,
    says: `until "${title}" ends`,
  }));
  const rounds = monitoring.flatMap(({ cadences }) =>
    cadences.map(({ text, everyMinutes }) => ({
      hours: everyMinutes / 60,
      says: `between two rounds of "${text}"`,
    })),
  );
  return [...phases, ...spans, ...rounds].reduce((one, other) => (other.hours > one.hours ? other : one));
}
