// What a run of the benchmark has measured, and the figures that are read off it.
import type { Size } from "./cases.ts";
import type { Figures } from "./measure.ts";
import { median, type Point } from "./statistics.ts";

export interface CaseResult {
  name: string;
  title: string;
  /** How many resources the preview announced; absent where nothing is previewed, or the command does not say. */
  resources?: number;
  /** Why there is no round. */
  leftOut?: string;
  /** One for each counted round, in their order. */
  rounds: readonly Figures[];
}

export interface Results {
  cases: readonly CaseResult[];
  sizes: readonly Size[];
}

export type Quantity = "wall" | "cpu";

/** One value a round; none where the case was not measured, or the system does not account for it. */
export function valuesOf(results: Results, name: string, quantity: Quantity): number[] {
  const rounds = results.cases.find((one) => one.name === name)?.rounds ?? [];
  return rounds.flatMap(({ wallSeconds, accounts }) =>
    quantity === "wall" ? [wallSeconds] : (accounts?.cpuSeconds ?? []),
  );
}

/**
 * The median, over the rounds, of what two cases of the same round come to: whatever slowed a round down slowed both.
 * Undefined where one of them has no values.
 */
export function paired(
  results: Results,
  [one, other]: readonly [string, string],
  quantity: Quantity,
  of: (one: number, other: number) => number,
): number | undefined {
  const others = valuesOf(results, other, quantity);
  const values = valuesOf(results, one, quantity).flatMap((value, round) => {
    const counterpart = others[round];
    return counterpart === undefined ? [] : [of(value, counterpart)];
  });
  return values.length === 0 ? undefined : median(values);
}

export const difference = (one: number, other: number): number => one - other;
export const ratio = (one: number, other: number): number => one / other;

/** What the pack adds to a preview, at each size that was measured with it and without it. */
export function packCosts(results: Results, quantity: Quantity): Point[] {
  return results.sizes.flatMap((size) => {
    const cost = paired(results, [size.with, size.without], quantity, difference);
    const resources = results.cases.find(({ name }) => name === size.with)?.resources;
    return cost === undefined || resources === undefined ? [] : [{ size: resources, cost }];
  });
}

/** The largest peak memory of a case's program process, as the median of the rounds, in MiB. */
export function programMiB(results: Results, name: string): number | undefined {
  const rounds = results.cases.find((one) => one.name === name)?.rounds ?? [];
  const peaks = rounds.flatMap(({ accounts }) => accounts?.peakMiB.program ?? []);
  return peaks.length === 0 ? undefined : median(peaks);
}
