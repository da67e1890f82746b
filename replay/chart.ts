// The replay as one SVG: a panel for each monitor and scenario, with its series, its thresholds and its states.
import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from "d3-scale";
import { line } from "d3-shape";
import { html, raw } from "hono/html";
import type { Evaluation } from "./evaluate.ts";
import { isBeyond, type Monitor, type State } from "./monitor.ts";
import type { Outcome, Replayed } from "./replay.ts";
import type { Line } from "./subjects.ts";

const panel = { width: 300, height: 170, left: 48, right: 8, top: 22, bottom: 34 } as const;
const inner = { right: panel.width - panel.right, bottom: panel.height - panel.bottom };
const stateBar = { y: inner.bottom + 2, height: 8 } as const;
const colours: Readonly<Record<State, string>> = {
  OK: "#2e7d32",
  WARN: "#f9a825",
  ALERT: "#c62828",
  "NO DATA": "#757575",
};
const msPerMinute = 60_000;

export function chart(replayed: readonly Replayed[]): string {
  const columns = Math.max(...replayed.map(({ outcomes }) => outcomes.length));
  const [width, height] = [columns * panel.width, replayed.length * panel.height + panel.top];
  const panels = replayed.flatMap((one, row) =>
    one.outcomes.map(
      (outcome, column) =>
        html`<g transform="translate(${column * panel.width},${row * panel.height + panel.top})">${raw(panelOf(one, outcome))}</g>`,
    ),
  );
  return `${html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="9">
<rect width="100%" height="100%" fill="white"/>
${raw(legend())}
${raw(panels.join("\n"))}
</svg>`}\n`;
}

function legend(): string {
  return Object.entries(colours)
    .map(([state, colour], index) => {
      const x = panel.left + index * 80;
      return html`<rect x="${x}" y="6" width="10" height="8" fill="${colour}"/><text x="${x + 14}" y="14">${state}</text>`;
    })
    .join("");
}

interface Axes {
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
}

function panelOf({ monitor, title, line: limits }: Replayed, { scenario, course }: Outcome): string {
  const { start, values } = scenario;
  const present = values.filter((value) => value !== undefined);
  const [least, most] = [...present, limits.alertAt, limits.aimedAt].reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const end = new Date(start.getTime() + values.length * msPerMinute);
  const axes: Axes = {
    x: scaleUtc([start, end], [panel.left, inner.right]),
    y: scaleLinear([least, most], [inner.bottom, panel.top]).nice(4),
  };
  const points = drawn(values, limits).map(([minute, value]) => [later(start, minute), value] as const);
  const path = line<(typeof points)[number]>()
    .defined(([, value]) => value !== undefined)
    .x(([at]) => axes.x(at))
    .y(([, value]) => axes.y(value ?? 0))
    .digits(1);
  return [
    html`<text x="${panel.left}" y="14" font-weight="bold">${title}, ${scenario.name} (${limits.unit})</text>`,
    silences(start, course.evaluations, monitor, axes),
    ticks(axes),
    threshold(limits.aimedAt, colours.WARN, axes),
    threshold(limits.alertAt, colours.ALERT, axes),
    html`<path d="${path(points) ?? ""}" fill="none" stroke="#1565c0"/>`,
    stateBars(start, course.evaluations, monitor, axes),
  ].join("\n");
}

/** As many points as there is room for: of those that share a place, the first that is missing, or else the worst. */
function drawn(
  values: readonly (number | undefined)[],
  limits: Line,
): (readonly [minute: number, value: number | undefined])[] {
  const step = Math.ceil(values.length / (inner.right - panel.left));
  return Array.from({ length: Math.ceil(values.length / step) }, (_, index) => {
    const minute = index * step;
    const worst = values
      .slice(minute, minute + step)
      .reduce((one, other) =>
        one === undefined || other === undefined ? undefined : isBeyond(other, limits, one) ? other : one,
      );
    return [minute, worst] as const;
  });
}

function ticks({ x, y }: Axes): string {
  const timeText = x.tickFormat(4);
  const valueText = y.tickFormat(4);
  return [
    ...y
      .ticks(4)
      .map(
        (value) =>
          html`<line x1="${panel.left}" x2="${inner.right}" y1="${place(y(value))}" y2="${place(y(value))}" stroke="#eee"/><text x="${panel.left - 4}" y="${place(y(value) + 3)}" text-anchor="end">${valueText(value)}</text>`,
      ),
    ...x
      .ticks(4)
      .map(
        (at) =>
          html`<text x="${place(x(at))}" y="${panel.height - 12}" text-anchor="middle">${timeText(at)}</text>`,
      ),
  ].join("");
}

function threshold(value: number, colour: string, { y }: Axes): string {
  return `${html`<line x1="${panel.left}" x2="${inner.right}" y1="${place(y(value))}" y2="${place(y(value))}" stroke="${colour}" stroke-dasharray="4 2"/>`}`;
}

/** The states along the time axis, each as one bar from its first evaluation on. */
function stateBars(
  start: Date,
  evaluations: readonly Evaluation[],
  { everyMinutes }: Monitor,
  { x }: Axes,
): string {
  return runsOf(evaluations, ({ state }) => state)
    .map(({ key, from, to }) => {
      const [left, right] = [
        x(later(start, from)),
        Math.min(inner.right, x(later(start, to + everyMinutes))),
      ];
      return html`<rect x="${place(left)}" y="${stateBar.y}" width="${place(right - left)}" height="${stateBar.height}" fill="${colours[key]}"><title>${key}</title></rect>`;
    })
    .join("");
}

/** The times in which nobody is told, in grey. */
function silences(
  start: Date,
  evaluations: readonly Evaluation[],
  { everyMinutes }: Monitor,
  { x }: Axes,
): string {
  return runsOf(evaluations, ({ silenced }) => silenced)
    .filter(({ key }) => key)
    .map(({ from, to }) => {
      const [left, right] = [
        x(later(start, from)),
        Math.min(inner.right, x(later(start, to + everyMinutes))),
      ];
      return html`<rect x="${place(left)}" y="${panel.top}" width="${place(right - left)}" height="${inner.bottom - panel.top}" fill="#e0e0e0"><title>silenced</title></rect>`;
    })
    .join("");
}

/** Neighbours that are alike, as one, from the first minute to the last. */
function runsOf<Key>(evaluations: readonly Evaluation[], keyOf: (one: Evaluation) => Key) {
  const runs: { key: Key; from: number; to: number }[] = [];
  for (const one of evaluations) {
    const last = runs.at(-1);
    const key = keyOf(one);
    if (last !== undefined && last.key === key) last.to = one.minute;
    else runs.push({ key, from: one.minute, to: one.minute });
  }
  return runs;
}

const later = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * msPerMinute);
const place = (value: number): string => String(Number(value.toFixed(1)));
