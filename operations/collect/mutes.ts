// Whether a monitor is silenced now, by itself or by a downtime, for longer than runbook and config plan; or would be in a window.
import type { DatadogInputs } from "../../inputs/datadog.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { isQuiet, quietUntil } from "../../inputs/quiet.ts";
import type { Monitor } from "../../services/datadog.ts";
import { mayBeMuted } from "../../signals/monitoring.ts";
import { mutedTag } from "../../signals/scope.ts";

/** A planned downtime has a length; where clocks change while it is on, it ends so much after the hours begin. */
const clockChangeMs = 60 * 60 * 1000;

/** A monitor of availability in a planned window and after it, and a warning outside of business hours, are to be silent. */
export function muteProblems(monitor: Monitor, inputs: Inputs): string[] {
  const { now } = inputs;
  const silences = silencesOf(monitor).filter((one) => isOn(one, now));
  if (silences.length === 0) return [];
  if (!isQuiet(monitor.tags, inputs, now)) return silences.map(({ words }) => `it is ${words}`);
  const end = quietUntil(monitor.tags, inputs, now);
  const planned = (end.getTime() + clockChangeMs) / 1000;
  return silences
    .filter((one) => one.end === undefined || one.end > planned || isOver(one, now))
    .map(
      (one) =>
        `it is ${one.words} ${endOf(one, now)}, and must be silent until ${end.toISOString()} and no longer`,
    );
}

/** Whether the next maintenance window would mute it, and whether it may: one that was tagged by hand is in no plan. */
export function windowProblems({ tags }: Monitor, datadog: DatadogInputs): string[] {
  const [muted, mayBe] = [tags.includes(mutedTag), mayBeMuted(tags, datadog)];
  if (muted === mayBe) return [];
  return [
    muted
      ? `it carries ${mutedTag}, and must stay awake in the maintenance window`
      : `it lacks ${mutedTag}, and planned work would set it off`,
  ];
}

interface Silence {
  /** Behind "it is". */
  readonly words: string;
  /** Both in seconds since 1970; without an end until somebody ends it. */
  readonly start: number;
  readonly end: number | undefined;
  /** Whether Datadog says that it is on, which goes before start and end; undefined where it does not. */
  readonly active?: boolean | undefined;
}

function silencesOf({ options, matchingDowntimes }: Monitor): Silence[] {
  const mutes = Object.entries(options.silenced).map(([scope, end]) => ({
    words: `muted for ${scope}`,
    start: 0,
    end: end ?? undefined,
  }));
  const downtimes = matchingDowntimes.map(({ id, start, end, active }) => ({
    words: `silenced by the downtime ${id}`,
    start: start ?? 0,
    end: end ?? undefined,
    active,
  }));
  return [...mutes, ...downtimes];
}

function isOn(silence: Silence, now: Date): boolean {
  return silence.active ?? (silence.start <= now.getTime() / 1000 && !isOver(silence, now));
}

/** Of one that is on all the same, such as a downtime that recurs, the end is then another one's, and its own not known. */
function isOver({ end }: Silence, now: Date): boolean {
  return end !== undefined && end <= now.getTime() / 1000;
}

function endOf(silence: Silence, now: Date): string {
  if (silence.end === undefined) return "without an end";
  const end = new Date(silence.end * 1000).toISOString();
  return isOver(silence, now) ? `though its end, ${end}, has passed` : `until ${end}`;
}
