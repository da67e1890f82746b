// Rewrites queries as text: what a monitor measures at any moment, and its metrics by other names.
import { readExpression } from "./expression.ts";
import { type Measurement, readEvaluation } from "./metricMonitor.ts";
import { Scanner } from "./scanner.ts";

/**
 * What a signal's query measures at any moment, without the window over which a monitor judges it. Of a change it is the
 * difference itself: Datadog shifts the query, takes the difference, and then judges that over the window.
 * @throws QueryError
 */
export function measuredAtAnyMoment(query: string): string {
  const scanner = new Scanner(query);
  const { change } = readEvaluation(scanner);
  const measured = query.slice(scanner.position).trim();
  readExpression(scanner);
  scanner.end("no comparison, which the runbook's row adds, but an operator (+ - * /) or the end");
  if (change === undefined) return measured;
  const before = `timeshift(${measured}, -${secondsIn(change)})`;
  const difference = `(${measured}) - ${before}`;
  return change.kind === "change" ? difference : `100 * (${difference}) / ${before}`;
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** How far back a change looks: `last_1h` and `1h_ago` are both an hour. */
function secondsIn({ against }: NonNullable<Measurement["change"]>): number {
  const [, count, unit = ""] = /([0-9]+)([mhd])/.exec(against) ?? [];
  const seconds = unitSeconds[unit];
  if (seconds === undefined) throw new Error(`a change against ${against} has no length`);
  return Number(count) * seconds;
}

/**
 * An expression with each of its metrics, as it is written, replaced.
 * @throws QueryError
 */
export function withMetrics(expression: string, replaced: (metric: string) => string): string {
  const scanner = new Scanner(expression);
  readExpression(scanner);
  scanner.end("an operator (+ - * /) or the end");
  let text = "";
  let at = 0;
  for (const { start, end } of scanner.metrics) {
    const metric = expression.slice(start, end).trimEnd();
    text += expression.slice(at, start) + replaced(metric);
    at = start + metric.length;
  }
  return text + expression.slice(at);
}

/** Each metric of an expression, as it is written, from left to right. @throws QueryError */
export function metricTextsIn(expression: string): string[] {
  const texts: string[] = [];
  withMetrics(expression, (metric) => {
    texts.push(metric);
    return metric;
  });
  return texts;
}
