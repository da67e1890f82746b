// Composites: what a monitor that judges others says, while one part or another is in trouble, or all of them.
import type { CompositeWatch } from "../signals/watch.ts";
import { evaluate } from "./evaluate.ts";
import { type Holds, holdingScenario, holdingSubject, isFaulty, minutesIn, usualPlan } from "./holding.ts";
import { tellsOf } from "./monitor.ts";
import {
  type Generating,
  inWindow,
  minutesBefore,
  type Scenario,
  spikeAmidWell,
  steady,
  windowAfter,
} from "./scenarios.ts";
import type { Subject } from "./subjects.ts";
import { alertsOf, type Test, testOf } from "./tests.ts";

/** What a part may be: a monitor that measures, or a test. */
type Part = Subject | Test;

export interface CompositeSources {
  readonly composites: readonly CompositeWatch[];
  /** The subjects of the incidents, by the part's id. */
  readonly measuring: Readonly<Record<string, Subject>>;
  /** The declared tests of status pages, by the part's id. */
  readonly tests: Readonly<Record<string, unknown>>;
}

/** @throws Error for a part that is no monitor of the stack */
export function compositeSubjects({ composites, measuring, tests }: CompositeSources): Subject[] {
  return composites.map(({ id, args, parts }) => {
    const named = parts.map((part) => ({ ...part, of: partOf(part.id, measuring, tests) }));
    return holdingSubject(`incident-${id}`, args.name, tellsOf(args), args.tags, (of) =>
      scenariosOfComposite(named, of),
    );
  });
}

function partOf(
  id: string,
  measuring: CompositeSources["measuring"],
  tests: CompositeSources["tests"],
): Part {
  const part = measuring[id] ?? (Object.hasOwn(tests, id) ? testOf(id, tests[id]) : undefined);
  if (part === undefined) throw new Error(`a composite judges ${id}, which is no monitor of the stack`);
  return part;
}

type NamedPart = CompositeWatch["parts"][number] & { readonly of: Part };

/** All is well; each part by itself in trouble; and all of them, also from the moment on at which the window opens. */
function scenariosOfComposite(parts: readonly NamedPart[], of: Generating): Scenario[] {
  const { start: opens, end: start } = windowAfter(of.rule, of.now);
  const holds = (troubled: (id: string) => boolean): Holds => {
    const alerting = parts.map((part) => ({ ...part, alerts: alertsOfPart(part.of, troubled(part.id), of) }));
    return Array.from({ length: minutesIn(usualPlan) }, (_, index) =>
      alerting.every(({ not, alerts }) => (alerts[index] ?? false) !== (not ?? false)),
    );
  };
  return [
    holdingScenario(
      steady,
      start,
      holds(() => false),
      undefined,
    ),
    ...parts.map(({ id }) =>
      holdingScenario(
        `${id} alone`,
        start,
        holds((one) => one === id),
        usualPlan.well,
      ),
    ),
    ...[
      { name: "all at once", from: start },
      { name: inWindow, from: minutesBefore(opens, usualPlan.well) },
    ].map(({ name, from }) =>
      holdingScenario(
        name,
        from,
        holds(() => true),
        usualPlan.well,
      ),
    ),
  ];
}

/** Whether a part alerts at the end of each minute: it is played the spike, or that all is well. */
function alertsOfPart(part: Part, isTroubled: boolean, { random }: Generating): Holds {
  if ("locations" in part) {
    const failing = (minute: number) => (isTroubled && isFaulty(minute, usualPlan) ? part.locations : 0);
    return alertsOf(
      part,
      Array.from({ length: minutesIn(usualPlan) }, (_, minute) => failing(minute)),
    );
  }
  const values = spikeAmidWell(part.line, isTroubled ? usualPlan : { ...usualPlan, fault: 0 }, random);
  const { evaluations } = evaluate(part.monitor, values, {
    isOn: () => false,
    isPlanned: () => false,
    tells: new Set(),
  });
  const alerts = Array.from({ length: minutesIn(usualPlan) }, () => false);
  let at = 0;
  for (const { minute, state } of evaluations) {
    alerts.fill(alerts[at - 1] ?? false, at, minute - 1);
    alerts[minute - 1] = state === "ALERT";
    at = minute;
  }
  return alerts;
}
