// When a monitor is to be silent: in the maintenance window, while it still counts one, or outside of business hours.
import { isBusinessTime, isInWindow } from "../calendar/index.ts";
import { mayBeMuted } from "../signals/monitoring.ts";
import { warningTag } from "../signals/scope.ts";
import type { Inputs } from "./inputs.ts";

/** @param tags those of the monitor: of what they say it is. What carries the tag of the muted and may not be muted stays awake. */
export function isQuiet(
  tags: readonly string[],
  { datadog, runbook }: Pick<Inputs, "datadog" | "runbook">,
  at: Date,
): boolean {
  if (datadog === undefined) return false;
  const { warningHours: hours, lingering } = datadog;
  const { rule } = runbook.maintenance;
  return (
    (hours !== undefined && tags.includes(warningTag) && !isBusinessTime(hours, at)) ||
    (mayBeMuted(tags, datadog) &&
      (isInWindow(rule, at) ||
        lingering.some(({ tag, minutes }) => tags.includes(tag) && isInWindow(rule, at, minutes))))
  );
}

const msPerMinute = 60_000;
/** Hours begin at least once a week, and no window is counted for more than two days: nothing lasts longer than this. */
const longestMinutes = 14 * 24 * 60;

/** The first minute from an instant on at which a monitor is not to be silent: at once, where it is not to be so now. */
export function quietUntil(
  tags: readonly string[],
  inputs: Pick<Inputs, "datadog" | "runbook">,
  from: Date,
): Date {
  const start = Math.ceil(from.getTime() / msPerMinute) * msPerMinute;
  for (let minute = 0; minute < longestMinutes; minute++) {
    const at = new Date(start + minute * msPerMinute);
    if (!isQuiet(tags, inputs, at)) return at;
  }
  throw new Error("a monitor would be silent for more than two weeks");
}
