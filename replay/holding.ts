// What either holds or does not: as a series of 1 and 0, with the monitor that speaks while it holds.
import type { Monitor, Tells } from "./monitor.ts";
import type { Scenario } from "./scenarios.ts";
import type { Subject } from "./subjects.ts";

/** Whether it holds as from each minute on, until the next. */
export type Holds = readonly boolean[];

/** How long a scenario of such a thing is, in minutes: all is well, something is wrong, and all is well again. */
export interface Plan {
  readonly well: number;
  readonly fault: number;
  readonly afterwards: number;
}

/** The plan of whatever does not take longer to notice. */
export const usualPlan: Plan = { well: 60, fault: 120, afterwards: 60 };

export const minutesIn = ({ well, fault, afterwards }: Plan): number => well + fault + afterwards;

export function isFaulty(minute: number, { well, fault }: Plan): boolean {
  return minute >= well && minute < well + fault;
}

/**
 * @param holds at the end of each minute, from the first on
 * @param faultMinute when the fault begins; undefined where there is none
 */
export function holdingScenario(
  name: string,
  start: Date,
  holds: Holds,
  faultMinute: number | undefined,
): Scenario {
  return {
    name,
    start,
    values: holds.map((one) => (one ? 1 : 0)),
    faultMinute,
  };
}

/** What speaks while something holds. */
export function holdingSubject(
  name: string,
  title: string,
  tells: Tells,
  tags: Subject["tags"],
  scenarios: Subject["scenarios"],
): Subject {
  return {
    title,
    line: { unit: "1 while it holds", comparator: ">", aimedAt: 0, alertAt: 1, most: 1 },
    monitor: holding(name, tells),
    tags,
    ...(scenarios && { scenarios }),
  };
}

function holding(name: string, tells: Tells): Monitor {
  return {
    name,
    aggregation: "max",
    windowMinutes: 1,
    everyMinutes: 1,
    comparator: ">",
    critical: 0,
    warning: undefined,
    criticalRecovery: undefined,
    warningRecovery: undefined,
    onMissingData: "resolve",
    traffic: undefined,
    tells,
  };
}
