// Where a monitor of one line alerts or recovers elsewhere than it is declared to, or warns as well.
import type { Monitor } from "../../services/datadog.ts";
import { decimal, type Level, levels, recoveryLevels } from "../../signals/signal.ts";

/** @param wanted in plain digits */
export function lineProblems(
  { options }: Monitor,
  wanted: Readonly<Record<"critical" | "criticalRecovery", string>>,
): string[] {
  const expected: Readonly<Partial<Record<Level, string>>> = wanted;
  return [...levels, ...recoveryLevels].flatMap((level) => {
    const found = options.thresholds[level] ?? undefined;
    const is = found === undefined ? undefined : decimal(found);
    const must = expected[level];
    if (is === must) return [];
    return [`${level} is ${is ?? "not set"}, and must ${must === undefined ? "not be set" : `be ${must}`}`];
  });
}
