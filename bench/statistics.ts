// Figures from repeated measurements: the middle and the ends of what was measured, and how a cost grows.

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The middle value, or the mean of the two in the middle. @throws RangeError if there is no value */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no value has no median");
  return (low + high) / 2;
}

/** @throws RangeError if there is no value */
export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** A cost at a size, such as seconds at a number of resources. */
export interface Point {
  size: number;
  cost: number;
}

/** How much more one unit of size costs, from the one point to the other. */
export function slope(from: Point, to: Point): number {
  return (to.cost - from.cost) / (to.size - from.size);
}

/**
 * How much dearer one unit is in the upper part of the range than in the lower: 1 for a linear cost, about 2.7 for a
 * quadratic one, where the middle is half of the highest size and far above the lowest.
 */
export function growth(lowest: Point, middle: Point, highest: Point): number {
  return slope(middle, highest) / slope(lowest, middle);
}
