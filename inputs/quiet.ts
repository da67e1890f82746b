// When a monitor is to be silent beside the maintenance windows: outside of business hours, or while it counts a planned window.
import { isBusinessTime, isInWindow } from "../calendar/index.ts";
import { warningTag } from "../signals/scope.ts";
import type { Inputs } from "./inputs.ts";

/** @param tags those of the monitor, by which the downtimes find it */
export function isQuiet(
  tags: readonly string[],
  { datadog, runbook }: Pick<Inputs, "datadog" | "runbook">,
  at: Date,
): boolean {
  const { warningHours: hours, lingering = [] } = datadog ?? {};
  const { rule } = runbook.maintenance;
  return (
    (hours !== undefined && tags.includes(warningTag) && !isBusinessTime(hours, at)) ||
    lingering.some(({ tag, minutes }) => tags.includes(tag) && isInWindow(rule, at, minutes))
  );
}
