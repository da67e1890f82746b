// Compares a downtime with what it must be, but for its start, which is set once and says only from when on.
import { compare, shown } from "./differences.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report } from "./rule.ts";

/** The parts of a downtime that say what it silences, when, and what is told at its end. */
const parts = [
  "scope",
  "monitorIdentifier",
  "recurringSchedule",
  "notifyEndStates",
  "notifyEndTypes",
] as const;

export type DowntimeParts = Readonly<Record<(typeof parts)[number], unknown>>;

/** The tags of the monitors that it silences; none of what is no downtime of the newer kind. */
export function silencedTags({ type, props }: CheckedResource): string[] {
  if (type !== types.downtime) return [];
  const { monitorTags } = (props["monitorIdentifier"] ?? {}) as { monitorTags?: readonly unknown[] };
  return (monitorTags ?? []).map(String);
}

/** Says of each part that is another what it must be. @throws what reading an unknown value throws */
export function checkDowntime({ props }: CheckedResource, required: DowntimeParts, report: Report): void {
  const wanted = Object.fromEntries(parts.map((name) => [name, required[name]]));
  compare(
    props,
    wanted,
    ({ name, found, wanted: must }) =>
      report(
        `its ${name} is ${shown(found)}, and must be ${shown(must)}; mend: leave it as the program makes it`,
      ),
    { setOnce: ["start"] },
  );
}
