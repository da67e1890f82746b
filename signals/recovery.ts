// Where a row's monitor recovers: away from the line at which it speaks, so that a value at the line does not make it flap.
import type { Threshold } from "../runbook/model.ts";

/**
 * How far beyond the target, on its good side, a warning recovers: this share of the way between target and alert
 * threshold. A larger share holds a warning for longer; at 0 a value at the target would flap.
 */
export const warningRecoveryShare = 0.1;

/**
 * The values at which a row's alert and its warning recover, in the row's own unit. An alert recovers when the target is
 * met again; a warning beyond the target by `warningRecoveryShare`, but never by more than half of what is left up to
 * the best there can be (0, or 100%), which a value might never reach.
 */
export function recoveryOf({ target, alert }: Threshold): { critical: number; warning: number } {
  const step = warningRecoveryShare * (target.value - alert.value);
  const left = bestOf({ target, alert }) - target.value;
  const beyond = Math.abs(step) < Math.abs(left / 2) ? step : left / 2;
  return { critical: target.value, warning: target.value + beyond };
}

function bestOf({ target, alert }: Pick<Threshold, "target" | "alert">): number {
  if (alert.comparator === ">") return 0;
  return target.unit === "percent" ? 100 : Number.POSITIVE_INFINITY;
}

/**
 * Whether Datadog takes a recovery threshold: with a comparison by more (`>`) it lies below the threshold, with one by
 * less above it. At the threshold itself it is taken too, and does nothing.
 */
export function recoversBeyond(comparator: string, threshold: number, recovery: number): boolean {
  return comparator.startsWith(">") ? recovery < threshold : recovery > threshold;
}
