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
