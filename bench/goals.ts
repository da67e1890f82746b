// The goals, each with what measures it and the bound it is held to.
import { difference, packCosts, paired, programMiB, type Results, ratio } from "./results.ts";
import { growth } from "./statistics.ts";

export interface Goal {
  id: "preview" | "pack-growth" | "set-up" | "memory";
  words: string;
  bound: { sign: "≤" | "<"; value: number };
  /** Undefined where a case that it takes was not measured. */
  measured: (results: Results) => number | undefined;
  /** A measured value, or the bound, with its unit. */
  shown: (value: number) => string;
}

export const goals: readonly Goal[] = [
  {
    id: "preview",
    words: "preview of the stack with its pack, against that of an empty program with an empty pack (wall)",
    bound: { sign: "≤", value: 1.5 },
    measured: (results) => paired(results, ["stack-pack", "pack-floor"], "wall", ratio),
    shown: (value) => `${value.toFixed(2)} ×`,
  },
  {
    id: "pack-growth",
    words:
      "the pack's own cost is linear: what a further resource costs in the upper half, against the lower",
    bound: { sign: "≤", value: 1.5 },
    measured(results) {
      // CPU where there is any: waiting, which is most of the noise, is not part of it.
      const inCpu = packCosts(results, "cpu");
      const costs = inCpu.length > 0 ? inCpu : packCosts(results, "wall");
      const [lowest, middle, highest] = [costs.at(0), costs.at(-2), costs.at(-1)];
      if (!lowest || !middle || !highest || costs.length < 3) return undefined;
      return growth(lowest, middle, highest);
    },
    shown: (value) => `${value.toFixed(2)} ×`,
  },
  {
    id: "set-up",
    words: "the toolchain's set-up, when all is there already, before the entry starts (wall)",
    bound: { sign: "<", value: 0.1 },
    measured: (results) => paired(results, ["set-up", "node"], "wall", difference),
    shown: (value) => `${Math.round(value * 1000)} ms`,
  },
  {
    id: "memory",
    words: "peak memory of the program's own process at 1,000 resources",
    bound: { sign: "<", value: 300 },
    measured(results) {
      const largest = results.sizes.at(-1);
      return largest && programMiB(results, largest.with);
    },
    shown: (value) => `${Math.round(value)} MiB`,
  },
];

export function isMet({ bound }: Goal, value: number): boolean {
  return bound.sign === "≤" ? value <= bound.value : value < bound.value;
}
