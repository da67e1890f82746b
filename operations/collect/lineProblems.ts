// Where a monitor of one line alerts or recovers elsewhere than it is declared to.
import type { Monitor } from "../../services/datadog.ts";
import { decimal } from "../../signals/signal.ts";

/** @param wanted in plain digits */
export function lineProblems(
  { options }: Monitor,
  wanted: Readonly<Record<"critical" | "criticalRecovery", string>>,
): string[] {
  return (["critical", "criticalRecovery"] as const).flatMap((level) => {
    const found = options.thresholds[level] ?? undefined;
    if (found !== undefined && decimal(found) === wanted[level]) return [];
    return [`${level} is ${found ?? "not set"}, and must be ${wanted[level]}`];
  });
}
