// What each monitor does in each scenario: when it warns, fires and clears, how long it takes; and what that leaves unproven.
import { inWindowsOf } from "../calendar/index.ts";
import { type Course, evaluate, type Silence, speaks, type Told } from "./evaluate.ts";
import type { Monitor, State } from "./monitor.ts";
import { fewEvents, type Generating, type Scenario, scenariosOf, steady } from "./scenarios.ts";
import type { Line, Subject } from "./subjects.ts";

/** A notification with its time: `detectSeconds` count from the start of the fault. */
export interface Detection {
  readonly state: State;
  readonly at: Date;
  readonly detectSeconds: number;
}

export interface Outcome {
  readonly scenario: Scenario;
  readonly course: Course;
  readonly warned: Detection | undefined;
  /** The first ALERT or NO DATA that somebody is told of. */
  readonly fired: Detection | undefined;
  /** How many times they are: a downtime that ends in such a state counts as one more. */
  readonly times: number;
  /** When people are told that it is over; undefined while it is not. */
  readonly cleared: Date | undefined;
  /** It was in ALERT or NO DATA, and nobody was told. */
  readonly silenced: boolean;
}

export interface Replayed {
  readonly monitor: Monitor;
  readonly title: string;
  readonly line: Line;
  readonly outcomes: readonly Outcome[];
}

/** A declared downtime: it mutes a monitor that has all of its tags. */
export interface Downtime {
  readonly monitorTags: readonly string[];
  readonly isOn: (at: Date) => boolean;
}

export interface Replaying extends Generating {
  readonly subjects: readonly Subject[];
  /** Everything that is declared to mute monitors, by their tags. */
  readonly downtimes: readonly Downtime[];
  /** The states in which a monitor speaks when the maintenance downtime ends. */
  readonly tellsAtEnd: readonly string[];
  /** What was recorded of a subject. */
  recorded(subject: Subject): readonly Scenario[];
}

export function replay(of: Replaying): Replayed[] {
  return of.subjects.map((subject) => {
    const { monitor, title, line } = subject;
    const own = of.downtimes.filter(({ monitorTags }) =>
      monitorTags.every((tag) => subject.tags.includes(tag)),
    );
    const isQuiet = (at: Date) => own.some(({ isOn }) => isOn(at));
    const generating = { ...of, isQuiet };
    const scenarios = [
      ...(subject.scenarios?.(generating) ?? scenariosOf(line, monitor, generating)),
      ...of.recorded(subject),
    ];
    const outcomes = scenarios.map((scenario) => {
      const course = evaluate(monitor, scenario.values, silenceOf(scenario, of, isQuiet), scenario.traffic);
      return outcomeOf(...afterLead(scenario, course), monitor);
    });
    return { monitor, title, line, outcomes };
  });
}

/** What the replay does not show of a monitor and should, one sentence each; none if every monitor is proven. */
export function shortcomings(replayed: readonly Replayed[]): string[] {
  return replayed.flatMap(({ monitor: { name }, outcomes }) => {
    const spokenIn = (scenarioName: string) =>
      outcomes.find(({ scenario }) => scenario.name === scenarioName)?.course.told[0]?.state;
    const [well, few] = [spokenIn(steady), spokenIn(fewEvents)];
    return [
      ...(outcomes.some(({ course }) => course.told.some(({ state }) => state === "ALERT"))
        ? []
        : [`${name} alerts in no scenario`]),
      ...(well === undefined ? [] : [`${name} speaks while all is well (${well} in "${steady}")`]),
      ...(few === undefined ? [] : [`${name} speaks of too little traffic (${few} in "${fewEvents}")`]),
    ];
  });
}

const msPerMinute = 60_000;

/** What mutes a monitor, and the planned windows, as minutes of a scenario. */
function silenceOf({ start }: Scenario, { rule, tellsAtEnd }: Replaying, isQuiet: Downtime["isOn"]): Silence {
  const instant = (minute: number) => new Date(start.getTime() + minute * msPerMinute);
  const isPlanned = inWindowsOf(rule);
  return {
    isOn: (minute) => isQuiet(instant(minute)),
    isPlanned: (minute) => isPlanned(instant(minute)),
    tells: new Set(tellsAtEnd.map((state) => state.toUpperCase() as State)),
  };
}

/** Both as from when they are reported: what people were told before, and still is so then, they know from its first minute. */
function afterLead(scenario: Scenario, course: Course): [Scenario, Course] {
  const { leadMinutes: lead = 0, faultMinute } = scenario;
  if (lead === 0) return [scenario, course];
  const shifted = <Timed extends { readonly minute: number }>(all: readonly Timed[]) =>
    all.filter(({ minute }) => minute > lead).map((one) => ({ ...one, minute: one.minute - lead }));
  const before = course.told.findLast(({ minute }) => minute <= lead);
  const known = before === undefined || before.state === "OK" ? [] : [{ ...before, minute: 0 }];
  return [
    {
      ...scenario,
      start: new Date(scenario.start.getTime() + lead * msPerMinute),
      values: scenario.values.slice(lead),
      // A trouble that is known already has begun by then.
      faultMinute: known.length > 0 ? 0 : faultMinute && faultMinute - lead,
    },
    { evaluations: shifted(course.evaluations), told: [...known, ...shifted(course.told)] },
  ];
}

function outcomeOf(scenario: Scenario, course: Course, monitor: Monitor): Outcome {
  const { start, faultMinute = 0 } = scenario;
  const instant = (minute: number) => new Date(start.getTime() + minute * msPerMinute);
  const detection = (told: Told | undefined): Detection | undefined =>
    told && {
      state: told.state,
      at: instant(told.minute),
      detectSeconds: (told.minute - faultMinute) * 60,
    };
  const fires = course.told.filter(({ state }) => isTrouble(state));
  const [first] = fires;
  const cleared = course.told.find(({ state, minute }) => state === "OK" && first && minute > first.minute);
  return {
    scenario,
    course,
    warned: detection(course.told.find(({ state }) => state === "WARN")),
    fired: detection(first),
    times: fires.length,
    cleared: cleared && instant(cleared.minute),
    silenced:
      first === undefined &&
      course.evaluations.some(
        ({ state, silenced }) => silenced && isTrouble(state) && speaks(state, monitor),
      ),
  };
}

function isTrouble(state: State): boolean {
  return state === "ALERT" || state === "NO DATA";
}
