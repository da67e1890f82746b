// How a ratio is judged only where there is enough traffic: what is written into a query for it, and read out of one.
import type { Expression } from "./expression.ts";
import { parseExpression } from "./metricMonitor.ts";
import { callsFunction } from "./parts.ts";

export interface MinimumTraffic {
  /** It is judged where more than so many were counted. */
  readonly events: number;
  /** What it is taken to be otherwise. */
  readonly otherwise: number;
}

/**
 * The ratio, which says that all is well while there is too little traffic to judge by. `is_greater` is 1 or 0; that a
 * ratio is multiplied with it is Datadog's own guide ("Add a Minimum Request Threshold for Error Rate Alerts").
 * @param traffic the query that counts it
 * @param events in plain digits
 * @param otherwise what the ratio then is, in plain digits: 0, or the whole
 */
export function whereTraffic(ratio: string, traffic: string, events: string, otherwise: string): string {
  const enough = `is_greater(${traffic}, ${events})`;
  if (otherwise === "0") return `(${ratio}) * ${enough}`;
  return `${otherwise} - (${otherwise} - ${isSum(parseExpression(ratio)) ? `(${ratio})` : ratio}) * ${enough}`;
}

/** A sum or difference, which a minus before it would change. */
function isSum(expression: Expression): boolean {
  return expression.kind === "arithmetic" && (expression.operator === "+" || expression.operator === "-");
}

interface Judged {
  readonly measured: Expression;
  readonly traffic: MinimumTraffic | undefined;
}

/** What is measured, apart from the traffic from which on it is judged; undefined for a form that is not known. */
export function judgedByTraffic(expression: Expression): Judged | undefined {
  const found = lowForm(expression) ?? highForm(expression, 0);
  if (found !== undefined) return found;
  // Anywhere else it means something that nobody here knows.
  return callsFunction(expression, "is_greater") ? undefined : { measured: expression, traffic: undefined };
}

/** Of what is bad when it is high: `(ratio) * is_greater(traffic, events)`. */
function highForm(expression: Expression, otherwise: number): Judged | undefined {
  if (expression.kind !== "arithmetic" || expression.operator !== "*") return undefined;
  const { left: measured, right } = expression;
  if (right.kind !== "call" || right.name !== "is_greater" || callsFunction(measured, right.name))
    return undefined;
  const [events] = right.args;
  if (right.args.length !== 1 || events?.kind !== "number") return undefined;
  return { measured, traffic: { events: events.value, otherwise } };
}

/** Of what is bad when it is low: `100 - (100 - ratio) * is_greater(traffic, events)`. */
function lowForm(expression: Expression): Judged | undefined {
  if (expression.kind !== "arithmetic" || expression.operator !== "-") return undefined;
  const { left: whole, right } = expression;
  if (whole.kind !== "number") return undefined;
  const missing = highForm(right, whole.value);
  const within = missing?.measured;
  if (within?.kind !== "arithmetic" || within.operator !== "-") return undefined;
  if (within.left.kind !== "number" || within.left.value !== whole.value) return undefined;
  return { traffic: missing?.traffic, measured: within.right };
}
