// Plays a series to a monitor, one point a minute: its state over time, and what Datadog would tell people of it.
import { isBeyond, type Monitor, type State } from "./monitor.ts";

/** One value a minute; undefined where none was measured. */
export type Values = readonly (number | undefined)[];

/** When nobody is told; `tells` are the states that are told of when it ends in one of them. */
export interface Silence {
  isOn(minute: number): boolean;
  /** Whether it lies in a planned window, which the corrections leave out of an objective. */
  isPlanned(minute: number): boolean;
  readonly tells: ReadonlySet<State>;
}

/** What is known at the start of a minute, counted from the start of the series. */
export interface Evaluation {
  readonly minute: number;
  /** The value that is compared; undefined where the window holds no point. */
  readonly value: number | undefined;
  readonly state: State;
  readonly silenced: boolean;
}

/** A notification: the state that people are told of. */
export interface Told {
  readonly minute: number;
  readonly state: State;
}

export interface Course {
  readonly evaluations: readonly Evaluation[];
  readonly told: readonly Told[];
}

/**
 * An evaluation at minute t sees the points of the window's minutes before t: the point of a minute is complete when the
 * minute is over. Before the first point there is nothing to evaluate, and no missing data either.
 * @param traffic the events in each window; undefined where there are enough, whatever the monitor asks for
 */
export function evaluate(monitor: Monitor, values: Values, silence: Silence, traffic?: number): Course {
  const evaluations: Evaluation[] = [];
  const told: Told[] = [];
  const first = values.findIndex((value) => value !== undefined);
  if (first === -1) return { evaluations, told };
  let before: Pick<Evaluation, "state" | "silenced"> = { state: "OK", silenced: false };
  // Whether people know of the trouble that the monitor is in: only then are they told of its end.
  let known = false;
  const { everyMinutes } = monitor;
  const valueAt = windowed(monitor, values, silence);
  for (let minute = everyMinutes; minute <= values.length; minute += everyMinutes) {
    if (minute <= first) continue;
    const value = judged(valueAt(minute), monitor, traffic);
    const state = stateAt(monitor, value, before.state);
    const silenced = silence.isOn(minute);
    if (state === "OK" ? known : !silenced && speaks(state, monitor) && isNews(state, before, silence)) {
      told.push({ minute, state });
      known = state !== "OK";
    }
    before = { state, silenced };
    evaluations.push({ minute, value, ...before });
  }
  return { evaluations, told };
}

/** What is compared at a minute: the value of the window before it; of a burn alert the lower of its two windows' rates. */
function windowed(
  monitor: Monitor,
  values: Values,
  silence: Silence,
): (minute: number) => number | undefined {
  const { burn, windowMinutes } = monitor;
  const over = (of: Values, minutes: number) => {
    const hours = hoursOf(of);
    return (minute: number) => aggregated(monitor, of, hours, Math.max(0, minute - minutes), minute);
  };
  if (burn === undefined) return over(values, windowMinutes);
  // Corrections leave the planned windows out of the objective.
  const rates = values.map((value, minute) =>
    value === undefined || silence.isPlanned(minute) ? undefined : burn.rateOf(value),
  );
  const [long, short] = [over(rates, windowMinutes), over(rates, burn.shortMinutes)];
  return (minute) => {
    const both = [long(minute), short(minute)].filter((rate) => rate !== undefined);
    return both.length === 2 ? Math.min(...both) : undefined;
  };
}

/** Whether a monitor says anything in a state, were it not silenced. */
export function speaks(state: State, { onMissingData }: Monitor): boolean {
  return state !== "OK" && (state !== "NO DATA" || onMissingData === "show_and_notify_no_data");
}

/** What is compared: where there was too little traffic, that all is well. */
function judged(
  measured: number | undefined,
  { traffic: minimum }: Monitor,
  traffic: number | undefined,
): number | undefined {
  const isTooLittle = minimum !== undefined && traffic !== undefined && traffic <= minimum.events;
  return measured !== undefined && isTooLittle ? minimum.otherwise : measured;
}

/** A state is told of when it begins, and again when a silence ends in it. */
function isNews(state: State, before: Pick<Evaluation, "state" | "silenced">, { tells }: Silence): boolean {
  return state !== before.state || (before.silenced && tells.has(state));
}

/** The points of some minutes, in one. */
interface Sum {
  count: number;
  sum: number;
  least: number;
  most: number;
}

const hour = 60;

function sumOf(values: Values, from: number, to: number, into: Sum = noPoints()): Sum {
  for (let minute = from; minute < to; minute += 1) {
    const value = values[minute];
    if (value !== undefined) add(into, { count: 1, sum: value, least: value, most: value });
  }
  return into;
}

function noPoints(): Sum {
  return { count: 0, sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
}

function add(into: Sum, { count, sum, least, most }: Sum): void {
  into.count += count;
  into.sum += sum;
  into.least = Math.min(into.least, least);
  into.most = Math.max(into.most, most);
}

/** A window may hold a month of minutes, and is read anew at each evaluation: its whole hours are summed up once. */
function hoursOf(values: Values): Sum[] {
  const starts = Array.from({ length: Math.floor(values.length / hour) }, (_, index) => index * hour);
  return starts.map((start) => sumOf(values, start, start + hour));
}

/**
 * The one value of a window, which is the minutes from `from` up to, not including, `to`. A ratio is known as such, not
 * by its counts: each minute weighs the same.
 */
function aggregated(
  { aggregation }: Monitor,
  values: Values,
  hours: readonly Sum[],
  from: number,
  to: number,
): number | undefined {
  const firstHour = Math.min(Math.ceil(from / hour), Math.ceil(to / hour));
  const lastHour = Math.max(firstHour, Math.floor(to / hour));
  const all = sumOf(values, from, Math.min(to, firstHour * hour));
  for (let index = firstHour; index < lastHour; index += 1) add(all, hours[index] ?? noPoints());
  const { count, sum, least, most } = sumOf(values, Math.max(from, lastHour * hour), to, all);
  if (count === 0) return undefined;
  const mean = sum / count;
  return { avg: mean, ratio: mean, sum, min: least, max: most }[aggregation];
}

/** Recovery thresholds hold a state back: ALERT until the one is passed, ALERT or WARN as a WARN until the other is. */
function stateAt(monitor: Monitor, value: number | undefined, before: State): State {
  const { critical, warning, criticalRecovery, warningRecovery } = monitor;
  if (value === undefined) return monitor.onMissingData === "resolve" ? "OK" : "NO DATA";
  const heldBy = (recovery: number | undefined) =>
    recovery !== undefined && isBeyond(value, monitor, recovery);
  if (isBeyond(value, monitor, critical)) return "ALERT";
  if (before === "ALERT" && heldBy(criticalRecovery)) return "ALERT";
  if (warning !== undefined && isBeyond(value, monitor, warning)) return "WARN";
  if ((before === "ALERT" || before === "WARN") && heldBy(warningRecovery)) return "WARN";
  return "OK";
}
