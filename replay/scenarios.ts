// Series that are made from a row's own target and alert threshold: one a minute, around the monitor's own window.
import { nextWindows, type Window, type WindowRule } from "../calendar/index.ts";
import type { Values } from "./evaluate.ts";
import type { Monitor } from "./monitor.ts";
import type { Line } from "./subjects.ts";

export const steady = "steady";
/** What happens in the runbook's window, and nowhere else. */
export const inWindow = "maintenance window";
/** Only for a monitor that asks for traffic. */
export const fewEvents = "few events";
export const scenarioNames = [
  steady,
  "spike",
  fewEvents,
  "slow burn",
  "flapping",
  "gap",
  "deploy dip",
  inWindow,
] as const;

/** A series, in the unit of the signal, and the minute at which its fault begins, if there is one. */
export interface Scenario {
  readonly name: string;
  readonly start: Date;
  readonly values: Values;
  readonly faultMinute: number | undefined;
  /** How many minutes at its start only fill windows, and are not reported; undefined where there are none. */
  readonly leadMinutes?: number;
  /** The events in each window, such as requests; undefined where there are enough, whatever the monitor asks for. */
  readonly traffic?: number;
}

export interface Generating {
  readonly rule: WindowRule;
  /** The maintenance window is the next one after this instant; everything else happens right after that one. */
  readonly now: Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** When a downtime mutes the monitor: what is played, but for the window itself, begins when it may speak. */
  readonly isQuiet?: ((at: Date) => boolean) | undefined;
}

const msPerMinute = 60_000;

/** How far a fault goes: 0 is the alert threshold, 1 is as far beyond it as that is beyond the target. */
const severity = { spike: 8, slowBurn: 2, flapUp: 0.5, flapDown: -0.25, dip: 1 } as const;
/** How long what happens takes, in windows of the monitor; a deployment takes minutes, whatever the window. */
const lasts = { spike: 2, climb: 12, flaps: 4, gap: 2, afterwards: 2, dipMinutes: 2 } as const;

export function scenariosOf(
  line: Line,
  { windowMinutes: window, traffic }: Pick<Monitor, "windowMinutes" | "traffic">,
  { rule, now, random, isQuiet }: Generating,
): Scenario[] {
  const levels = levelsOf(line);
  const well = (minutes: number) =>
    Array.from({ length: minutes }, () => levels.well + ((random() - 0.5) * levels.room) / 2);
  const at = (level: number, minutes: number) =>
    Array.from({ length: minutes }, () => levels.beyondAlert(level));
  const afterwards = () => well(lasts.afterwards * window);
  const maintenance = windowAfter(rule, now);
  const outside = firstLoudHour(maintenance.end, isQuiet);

  const faults: Readonly<Record<Exclude<(typeof scenarioNames)[number], typeof steady>, () => Values>> = {
    spike: () => at(severity.spike, lasts.spike * window),
    [fewEvents]: () => at(severity.spike, lasts.spike * window),
    "slow burn": () => [
      ...climb(levels.well, levels.beyondAlert(severity.slowBurn), lasts.climb * window),
      ...at(severity.slowBurn, window),
    ],
    flapping: () =>
      Array.from({ length: lasts.flaps }, () => [
        ...at(severity.flapUp, window),
        ...at(severity.flapDown, window),
      ]).flat(),
    gap: () => Array.from({ length: lasts.gap * window }, () => undefined),
    "deploy dip": () => at(severity.dip, lasts.dipMinutes),
    // All work is done in the first half of the window; in the second, all is well again.
    [inWindow]: () => [
      ...at(severity.spike, Math.ceil(rule.durationMinutes / 2)),
      ...well(Math.floor(rule.durationMinutes / 2)),
    ],
  };
  const names = scenarioNames.filter((name) => name !== fewEvents || traffic !== undefined);
  return names.map((name) => {
    if (name === steady) {
      const values = [...well(window), ...afterwards()];
      return { name, start: outside, values, faultMinute: undefined };
    }
    const start = name === inWindow ? minutesBefore(maintenance.start, window) : outside;
    return {
      name,
      start,
      values: [...well(window), ...faults[name](), ...afterwards()],
      faultMinute: window,
      ...(name === fewEvents && traffic !== undefined && { traffic: traffic.events }),
    };
  });
}

/** The values of a series in which all is well, and then as bad as in a spike, and then well again, by the minutes of each. */
export function spikeAmidWell(
  line: Line,
  minutes: { readonly well: number; readonly fault: number; readonly afterwards: number },
  random: () => number,
): Values {
  const levels = levelsOf(line);
  const well = (count: number) =>
    Array.from({ length: count }, () => levels.well + ((random() - 0.5) * levels.room) / 2);
  const spike = Array.from({ length: minutes.fault }, () => levels.beyondAlert(severity.spike));
  return [...well(minutes.well), ...spike, ...well(minutes.afterwards)];
}

/** The values when all is well, and when it is not, within what they can be. */
function levelsOf({ aimedAt, alertAt, comparator, most }: Line) {
  const within = (value: number) => Math.min(most, Math.max(0, value));
  const step = alertAt - aimedAt;
  const best = comparator === ">" ? 0 : Number.isFinite(most) ? most : aimedAt - step;
  return {
    well: (aimedAt + best) / 2,
    /** How far a value may go from there, and still be on target. */
    room: Math.abs(aimedAt - best) / 2,
    beyondAlert: (level: number) => within(alertAt + level * step),
  };
}

function climb(from: number, to: number, minutes: number): number[] {
  return Array.from({ length: minutes }, (_, minute) => from + ((to - from) * (minute + 1)) / minutes);
}

/** The first of the hours from an instant on at which a monitor may speak; none is quiet for a week. */
function firstLoudHour(from: Date, isQuiet: Generating["isQuiet"]): Date {
  const hours = Array.from(
    { length: 7 * 24 },
    (_, hour) => new Date(from.getTime() + hour * 60 * msPerMinute),
  );
  return hours.find((at) => !(isQuiet?.(at) ?? false)) ?? from;
}

export function minutesBefore(at: Date, minutes: number): Date {
  return new Date(at.getTime() - minutes * msPerMinute);
}

/** The next window of the rule. @throws RangeError if there is none */
export function windowAfter(rule: WindowRule, now: Date): Window {
  const [window] = nextWindows(rule, now, 1);
  if (window === undefined) throw new RangeError("the maintenance window never comes again");
  return window;
}
