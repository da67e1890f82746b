// The objective of a row: which share of its events must be good over a time frame, and how fast the rest may be spent.
import type { Quantity, Threshold } from "../runbook/model.ts";
import { type BurnAlert, burnAlertId, shortWindow, type Timeframe } from "./burnRates.ts";
import type { Expression } from "./query/expression.ts";
import { parseMeasurement } from "./query/metricMonitor.ts";
import { isCount } from "./query/parts.ts";
import { measuredAtAnyMoment, metricTextsIn } from "./query/texts.ts";
import type { MonitoringScope } from "./scope.ts";
import { decimal, type Signal } from "./signal.ts";
import { convert } from "./units.ts";

/** The rows, by the ids that ship, which have an objective unless config says otherwise. */
export const rowsWithObjective: readonly string[] = ["error-rate", "uptime"];

export interface Objective {
  readonly row: Threshold;
  /** The share of good events, in percent. */
  readonly target: number;
  readonly timeframe: Timeframe;
  /** Datadog queries that count, with `$environment` and `$service` for the stack's own. */
  readonly good: string;
  readonly total: string;
  readonly burnAlerts: readonly BurnAlert[];
}

/** The form of a ratio of counts, in words. */
export const ratioForm =
  "sum(last_5m):100 * sum:….as_count() / sum:….as_count(), in percent, or the same as a fraction";

/**
 * The objective that follows from a row and its signal; undefined where the signal is no ratio of counts. What is bad when
 * it is high counts bad events, and what is bad when it is low counts good ones. A count of bad events is missing, and
 * not 0, as long as there was none.
 */
export function objectiveOf(
  row: Threshold,
  signal: Signal,
  { timeframe, burnAlerts }: Pick<Objective, "timeframe" | "burnAlerts">,
): Objective | undefined {
  const { part, whole } = partsOf(signal) ?? {};
  if (part === undefined || whole === undefined) return undefined;
  const isBad = row.alert.comparator === ">";
  return {
    row,
    target: isBad ? rounded(100 - row.target.value) : row.target.value,
    timeframe,
    good: isBad ? `${whole} - default_zero(${part})` : part,
    total: whole,
    burnAlerts,
  };
}

/** The two counts of a ratio, as they are written. */
function partsOf({ query, unit }: Signal): { part: string; whole: string } | undefined {
  const { aggregation, window, change, expression } = parseMeasurement(query);
  if (aggregation !== "sum" || window.from !== "last" || change !== undefined) return undefined;
  if (expression.kind !== "arithmetic" || expression.operator !== "/") return undefined;
  const { left, right: whole } = expression;
  const part = unit === "fraction" ? left : unit === "percent" ? hundredfold(left) : undefined;
  if (part === undefined || !isPlainCount(part) || !isPlainCount(whole)) return undefined;
  const [partText, wholeText] = metricTextsIn(measuredAtAnyMoment(query));
  return partText === undefined || wholeText === undefined ? undefined : { part: partText, whole: wholeText };
}

/** What is multiplied by a hundred; undefined where nothing is. */
function hundredfold(expression: Expression): Expression | undefined {
  if (expression.kind !== "arithmetic" || expression.operator !== "*") return undefined;
  const { left, right } = expression;
  return left.kind === "number" && left.value === 100 ? right : undefined;
}

/** A sum of events, with nothing else done to it: Datadog counts them for an objective as they are. */
function isPlainCount(expression: Expression): boolean {
  return (
    expression.kind === "metric" &&
    expression.aggregation === "sum" &&
    expression.modifiers.length === 1 &&
    isCount(expression)
  );
}

/** Whether Datadog takes the target: of a metric-based objective, it takes up to three decimal places. */
export function isExpressible({ target }: Pick<Objective, "target">): boolean {
  return Number(target.toFixed(3)) === target;
}

/** The share of events that may be bad, as a fraction. */
export function budgetOf({ target }: Pick<Objective, "target">): number {
  return rounded(convert(100 - target, "percent", "fraction"));
}

/** The burn rate at which every event is bad: none is higher, and Datadog takes no alert beyond it. */
export function highestRate(objective: Pick<Objective, "target">): number {
  return rounded(1 / budgetOf(objective));
}

/** The burn alerts that could never tell anybody. */
export function unreachableIn(objective: Objective): BurnAlert[] {
  return objective.burnAlerts.filter(({ rate }) => rate > highestRate(objective));
}

/** How many times as fast as it may the budget burns while the row is at an amount. */
export function burnRateAt(objective: Objective, { value, unit }: Quantity): number {
  const share = convert(value, unit, "fraction");
  const bad = objective.row.alert.comparator === ">" ? share : 1 - share;
  return rounded(bad / budgetOf(objective));
}

/**
 * Minutes until a burn alert tells, from the start of a trouble that burns the budget at this constant rate, before which
 * all was well, with even traffic; undefined where it never does. The long window decides: the short one fills sooner.
 */
export function detectionMinutes({ rate, longHours }: BurnAlert, burning: number): number | undefined {
  return burning > rate ? rounded((longHours * 60 * rate) / burning) : undefined;
}

/** The burn alerts that tell of a row that stays at its alert threshold; where none does, the row's own monitor alone tells. */
export function tellingAtAlert(objective: Objective): BurnAlert[] {
  const burning = burnRateAt(objective, objective.row.alert);
  return objective.burnAlerts.filter((burn) => detectionMinutes(burn, burning) !== undefined);
}

/** How long the time frame is. */
export function daysOf({ timeframe }: Pick<Objective, "timeframe">): number {
  return Number.parseInt(timeframe, 10);
}

/** The budget as minutes in which every event is bad, with even traffic. */
export function budgetMinutes(objective: Objective): number {
  return rounded(budgetOf(objective) * daysOf(objective) * 24 * 60);
}

/** What makes an objective of Datadog's the one of the row, in a scope. */
export function definitionOf(
  { target, timeframe, good, total }: Objective,
  { environment, service }: MonitoringScope,
) {
  const scoped = (query: string) =>
    query.replaceAll("$environment", environment).replaceAll("$service", service);
  return {
    type: "metric",
    query: { numerator: scoped(good), denominator: scoped(total) },
    thresholds: [{ timeframe, target }],
  };
}

/** The query of a burn alert's monitor. */
export function burnQuery(objectiveId: string, { timeframe }: Objective, burn: BurnAlert): string {
  return (
    `burn_rate("${objectiveId}").over("${timeframe}").long_window("${burnAlertId(burn)}")` +
    `.short_window("${shortWindow(burn)}") > ${decimal(burn.rate)}`
  );
}

/** The id of the objective in a burn alert's query; undefined where it is the query of no such alert. */
export function objectiveIdIn(query: string, objective: Objective, burn: BurnAlert): string | undefined {
  const id = /^burn_rate\("([^"]+)"\)/.exec(query)?.[1];
  return id !== undefined && query === burnQuery(id, objective, burn) ? id : undefined;
}

/** Free of binary rounding noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
