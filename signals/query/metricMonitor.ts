// The query of a monitor on metrics: over which window what is measured, and with what it is compared.
import { type Expression, readExpression } from "./expression.ts";
import { Scanner } from "./scanner.ts";

export type Comparator = ">" | ">=" | "<" | "<=" | "==" | "!=";

/** `last_5m`, or `current_1d`, which begins anew with each day. */
export interface Window {
  readonly from: "last" | "current";
  readonly count: number;
  readonly unit: "m" | "h" | "d" | "w" | "mo";
}

/** What is measured, and how the values in a window become one. */
export interface Measurement {
  readonly aggregation: "avg" | "sum" | "min" | "max" | "percentile";
  readonly window: Window;
  /** Where the change against an earlier window is measured, and not the value itself: how, and against which. */
  readonly change?: { readonly kind: "change" | "pct_change"; readonly against: string };
  readonly expression: Expression;
}

export interface MetricMonitorQuery extends Measurement {
  readonly kind: "metric";
  readonly comparator: Comparator;
  readonly threshold: number;
}

const unitMinutes = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60, mo: 30 * 24 * 60 } as const;

/** How long a window is, in minutes; of one that begins anew, how long it gets. */
export function windowMinutes({ count, unit }: Window): number {
  return count * unitMinutes[unit];
}

const evaluation = /(avg|sum|min|max|percentile)\s*\(/y;
const window = /(last|current)_([1-9]\d{0,4})(m|h|d|w|mo)(?!\w)/y;
const against = /last_[1-9]\d{0,4}[mhd](?!\w)|[1-9]\d{0,4}[mhd]_ago(?!\w)/y;
const anEvaluation = "a window, such as avg(last_5m): with avg, sum, min, max or percentile";
const aWindow = "a window such as last_5m or current_1d (m, h, d, w or mo)";
const comparators = />=|<=|==|!=|>|</y;
export const plainThreshold = /-?\d+(?:\.\d+)?(?![\w.])/y;
export const aThreshold = "the number to compare with, in plain digits";

/** @throws QueryError */
export function parseMetricMonitor(query: string): MetricMonitorQuery {
  const scanner = new Scanner(query);
  const measured = readMeasurement(scanner);
  const comparator = scanner.expect(comparators, "an operator (+ - * /), or a comparison such as > 5");
  const [threshold] = scanner.expect(plainThreshold, aThreshold);
  scanner.end("nothing behind the number to compare with");
  return {
    kind: "metric",
    ...measured,
    comparator: comparator[0] as Comparator,
    threshold: Number(threshold),
  };
}

/** What a signal says: a monitor's query up to its comparison. @throws QueryError */
export function parseMeasurement(query: string): Measurement {
  const scanner = new Scanner(query);
  const measured = readMeasurement(scanner);
  scanner.end("no comparison, which the runbook's row adds, but an operator (+ - * /) or the end");
  return measured;
}

/** An expression without a window. @throws QueryError */
export function parseExpression(query: string): Expression {
  const scanner = new Scanner(query);
  const expression = readExpression(scanner);
  scanner.end("an operator (+ - * /) or the end");
  return expression;
}

function readMeasurement(scanner: Scanner): Measurement {
  return { ...readEvaluation(scanner), expression: readExpression(scanner) };
}

/** What stands before the measured: the window, and how its values become one. @throws QueryError */
export function readEvaluation(scanner: Scanner): Omit<Measurement, "expression"> {
  const changing = scanner.take(/(change|pct_change)\s*\(/y);
  const [, aggregation] = scanner.expect(evaluation, anEvaluation);
  const [, from, count, unit] = scanner.expect(window, aWindow);
  scanner.expect(/\)/y, ") behind the window");
  const change = changing && {
    kind: changing[1] as "change" | "pct_change",
    against: readAgainst(scanner),
  };
  scanner.expect(/:/y, ": between the window and what is measured");
  return {
    aggregation: aggregation as Measurement["aggregation"],
    window: { from, count: Number(count), unit } as Window,
    ...(change && { change }),
  };
}

function readAgainst(scanner: Scanner): string {
  scanner.expect(/,/y, "a comma, and with which time to compare, such as last_5m");
  const [time] = scanner.expect(against, "a time to compare with, such as last_5m or 5m_ago");
  scanner.expect(/\)/y, ") behind the time to compare with");
  return time;
}
