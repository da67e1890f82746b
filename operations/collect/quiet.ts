// When a monitor is silent as it is meant to be, beside the maintenance windows.
import { isBusinessTime, isInWindow } from "../../calendar/index.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import type { Monitor } from "../../services/datadog.ts";
import { warningTag } from "../../signals/scope.ts";

/** Whether it is one that is to be silent at this instant: outside of the hours, or while it counts a planned window. */
export function isQuietNow({ tags }: Monitor, { datadog, runbook, now }: Inputs): boolean {
  const { warningHours: hours, lingering = [] } = datadog ?? {};
  const { rule } = runbook.maintenance;
  return (
    (hours !== undefined && tags.includes(warningTag) && !isBusinessTime(hours, now)) ||
    lingering.some(
      ({ tag, minutes }) => tags.includes(tag) && !isInWindow(rule, now) && isInWindow(rule, now, minutes),
    )
  );
}
