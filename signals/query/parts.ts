// What can be asked of an expression: its metrics, and whether it counts.
import type { Expression, MetricQuery, Setting } from "./expression.ts";

/** An expression and all that is within it, from left to right. Not by recursion: a sum may have thousands of terms. */
function* partsOf(expression: Expression): Iterable<Expression> {
  const left: (Expression | Setting)[] = [expression];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (one.kind === "setting") continue;
    yield one;
    if (one.kind === "negative") left.push(one.of);
    else if (one.kind === "arithmetic") left.push(one.right, one.left);
    else if (one.kind === "call") {
      for (const arg of one.args.toReversed()) left.push(arg);
      left.push(one.of);
    }
  }
}

/** Every metric in an expression, from left to right. */
export function metricsIn(expression: Expression): MetricQuery[] {
  return [...partsOf(expression)].filter((one) => one.kind === "metric");
}

/** Whether a metric is asked for as a count of events in each interval, and not as their rate. */
export function isCount({ modifiers }: MetricQuery): boolean {
  return modifiers.some(({ name }) => name === "as_count");
}

/** Whether the groups of every metric have this tag among them. */
export function groupsBy(expression: Expression, tag: string): boolean {
  const metrics = metricsIn(expression);
  return metrics.length > 0 && metrics.every(({ groups }) => groups.includes(tag));
}

/** Whether an expression is made of counts alone. */
export function counts(expression: Expression): boolean {
  const metrics = metricsIn(expression);
  return metrics.length > 0 && metrics.every(isCount);
}

/** A quotient with at least one `as_count()`: Datadog adds up what is above and below the line before it divides. */
export function isRatioOfCounts(expression: Expression): boolean {
  return (
    metricsIn(expression).some(isCount) &&
    [...partsOf(expression)].some((one) => one.kind === "arithmetic" && one.operator === "/")
  );
}

/** Whether a function of this name is called anywhere in an expression. */
export function callsFunction(expression: Expression, name: string): boolean {
  return [...partsOf(expression)].some((one) => one.kind === "call" && one.name === name);
}
