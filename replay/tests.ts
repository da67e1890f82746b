// Synthetic tests: when a test that runs every so often, from some locations, speaks of what it meets.
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import {
  type Holds,
  holdingScenario,
  holdingSubject,
  isFaulty,
  minutesIn,
  type Plan,
  usualPlan,
} from "./holding.ts";
import { type Tells, tellsOf } from "./monitor.ts";
import { type Generating, inWindow, minutesBefore, type Scenario, steady, windowAfter } from "./scenarios.ts";
import { type Subject, tagsIn } from "./subjects.ts";

/** A test, as far as it says when it speaks. */
export interface Test {
  readonly everyMinutes: number;
  readonly lastingMinutes: number;
  readonly locations: number;
  /** As many of them must meet the failure. */
  readonly agreeing: number;
  readonly tells: Tells;
}

const argsSchema = z.object({
  status: z.literal("live"),
  message: z.string(),
  locations: z.array(z.string()).min(1),
  optionsList: z.object({
    tickEvery: z.int().min(1),
    minFailureDuration: z.int().min(0),
    minLocationFailed: z.int().min(1),
    monitorPriority: z.int().optional(),
  }),
});

/** @throws InputError for a test that says none of it, or is paused */
export function testOf(name: string, declared: unknown): Test {
  const { data, error } = argsSchema.safeParse(declared);
  if (data === undefined)
    throw new InputError(
      "A synthetic test cannot be replayed.",
      error.issues.map(
        ({ path, message }) =>
          `test ${[name, ...path.map(String)].join(".")}: found ${message}; required: a live test with its locations, and ` +
          "how often and for how long; mend: leave it as the program makes it",
      ),
    );
  const { tickEvery, minFailureDuration, minLocationFailed, monitorPriority } = data.optionsList;
  return {
    everyMinutes: Math.ceil(tickEvery / 60),
    lastingMinutes: minFailureDuration / 60,
    locations: data.locations.length,
    agreeing: minLocationFailed,
    tells: tellsOf({ message: data.message, priority: monitorPriority }),
  };
}

/**
 * Whether the test alerts at the end of each minute. It runs at whole multiples of its interval, and a failure lasts from
 * the first run that meets it, also between runs, until one does not: retries follow within seconds, and change nothing
 * of a failure that goes on.
 * @param failing from how many locations a run would fail, by the minute
 */
export function alertsOf(test: Test, failing: readonly number[]): Holds {
  let since: number | undefined;
  return failing.map((_, index) => {
    const minute = index + 1;
    if (minute % test.everyMinutes === 0) {
      const hasFailed = (failing[index] ?? 0) >= test.agreeing;
      since = hasFailed ? (since ?? minute) : undefined;
    }
    return since !== undefined && minute - since >= test.lastingMinutes;
  });
}

/** What each test is played: nothing, a failure that lasts, one from too few locations, one that a single run meets, and planned work. */
export function testSubjects(declared: Readonly<Record<string, unknown>>): Subject[] {
  return Object.entries(declared).map(([name, args]) => {
    const test = testOf(name, args);
    return holdingSubject(name, `Test ${name}`, test.tells, tagsIn(args), (of) => scenariosOfTest(test, of));
  });
}

/** Long enough for what runs seldom: two runs in the fault and all that it must last, and one run after it. */
function planOf({ everyMinutes, lastingMinutes }: Test): Plan {
  return {
    well: Math.max(usualPlan.well, everyMinutes),
    fault: Math.max(usualPlan.fault, 2 * everyMinutes + Math.ceil(lastingMinutes)),
    afterwards: Math.max(usualPlan.afterwards, everyMinutes),
  };
}

function scenariosOfTest(test: Test, { rule, now }: Generating): Scenario[] {
  const window = windowAfter(rule, now);
  const plan = planOf(test);
  const failing = (count: (minute: number) => number, over = plan) =>
    alertsOf(
      test,
      Array.from({ length: minutesIn(over) }, (_, minute) => count(minute)),
    );
  const during = (count: number, over = plan) =>
    failing((minute) => (isFaulty(minute, over) ? count : 0), over);
  const once = failing((minute) =>
    isFaulty(minute, { ...plan, fault: test.everyMinutes }) ? test.locations : 0,
  );
  const trouble = (name: string, alerts: Holds, start = window.end) =>
    holdingScenario(name, start, alerts, plan.well);
  // As of a row: all work is done in the first half of the window.
  const work = Math.ceil(rule.durationMinutes / 2);
  const working = { ...plan, fault: work, afterwards: rule.durationMinutes - work + plan.afterwards };
  return [
    holdingScenario(steady, window.end, during(0), undefined),
    trouble("outage", during(test.locations)),
    ...(test.agreeing > 1 ? [trouble("too few locations", during(test.agreeing - 1))] : []),
    ...(test.lastingMinutes > 0 ? [trouble("one failed run", once)] : []),
    trouble(inWindow, during(test.locations, working), minutesBefore(window.start, plan.well)),
  ];
}
