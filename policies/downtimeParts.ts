// Compares a downtime with what it must be, but for its start, which is set once and says only from when on.
import { isDeepStrictEqual } from "node:util";
import { plain } from "./plain.ts";
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
export function checkDowntime(
  { urn, props }: CheckedResource,
  required: DowntimeParts,
  report: Report,
): void {
  for (const name of parts) {
    const [found, wanted] = [plain(props[name], "start"), plain(required[name], "start")];
    if (isDeepStrictEqual(found, wanted)) continue;
    report(
      `its ${name} is ${JSON.stringify(found)}, and must be ${JSON.stringify(wanted)}; mend: leave it as the program makes it`,
      urn,
    );
  }
}
