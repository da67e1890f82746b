// Reads off a monitor with what its query compares, and its thresholds.
import { isEmpty } from "./differences.ts";
import type { CheckedResource } from "./rule.ts";

/** The comparison that ends every query of Datadog's that has thresholds. */
const comparison = /\s(?<comparator>[<>]=?)\s*(?<value>-?\d+(?:\.\d+)?)\s*$/;

/** The comparison in a monitor's query; undefined where it ends in none. */
export function comparisonIn({ props }: CheckedResource): { comparator: string; value: number } | undefined {
  const { comparator, value } = comparison.exec(String(props["query"]))?.groups ?? {};
  return comparator === undefined ? undefined : { comparator, value: Number(value) };
}

/** Its thresholds as text, by the names of Datadog's API; those that are not set are left out, and what a plugin adds. */
export function thresholdsIn({ props }: CheckedResource): Readonly<Partial<Record<string, string>>> {
  const set = Object.entries(props["monitorThresholds"] ?? {}).filter(
    ([, value]) => value === 0 || !isEmpty(value),
  );
  return Object.fromEntries(set.map(([level, value]) => [level, String(value)]));
}
