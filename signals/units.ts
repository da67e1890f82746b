// Units of measured values, and the conversion from what the runbook writes to what a service measures in.

/** How many of its dimension's base unit (a fraction of one; a second) one of each unit is. */
const units = {
  percent: { dimension: "ratio", scale: 1e-2 },
  fraction: { dimension: "ratio", scale: 1 },
  s: { dimension: "time", scale: 1 },
  ms: { dimension: "time", scale: 1e-3 },
  us: { dimension: "time", scale: 1e-6 },
  ns: { dimension: "time", scale: 1e-9 },
} as const;

export type Unit = keyof typeof units;
export const unitNames = Object.keys(units) as [Unit, ...Unit[]];

/** The units a value in `unit` can be converted to, itself included. */
export function unitsLike(unit: Unit): Unit[] {
  return unitNames.filter((name) => units[name].dimension === units[unit].dimension);
}

/**
 * `value` in another unit of the same dimension, free of binary rounding noise (1000 ms is exactly 1 s).
 * @throws RangeError if the units measure different things.
 */
export function convert(value: number, from: Unit, to: Unit): number {
  if (units[from].dimension !== units[to].dimension) {
    throw new RangeError(`${from} cannot be converted to ${to}: choose one of ${unitsLike(from).join(", ")}`);
  }
  return from === to ? value : Number((value * (units[from].scale / units[to].scale)).toPrecision(12));
}
