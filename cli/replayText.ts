// The replay as one screen, as a table, as JSON or as an SVG.
import { markdownTable } from "markdown-table";
import { chart } from "../replay/chart.ts";
import type { Monitor, Tells } from "../replay/monitor.ts";
import { type Detection, type Outcome, type Replayed, shortcomings } from "../replay/replay.ts";

/**
 * JSON is `{monitors: [{name, tells, fires: [{scenario, at, detectSeconds, state, times, clearedAt}], warns: [{scenario, at,
 * detectSeconds}], silenced: [scenario], silent: [scenario]}]}`. `fires` has ALERT and NO DATA that somebody is told of,
 * `tells` whether that pages; `silent` every other scenario, and `silenced` those of them in which only the downtime kept it from being told.
 */
export type ReplayFormat = "screen" | "table" | "json" | "svg";

export function replayText(replayed: readonly Replayed[], format: ReplayFormat): string {
  return writers[format](replayed);
}

const writers: Readonly<Record<ReplayFormat, (replayed: readonly Replayed[]) => string>> = {
  svg: chart,
  screen,
  json: (replayed) => `${JSON.stringify({ monitors: replayed.map(monitorJson) }, undefined, 2)}\n`,
  table: (replayed) =>
    `${markdownTable([
      ["Monitor", "Scenario", "Warns after", "Fires after", "Fires at", "Clears at", "Told"],
      ...replayed.flatMap(({ monitor, outcomes }) =>
        outcomes.map((one) => [monitor.name, one.scenario.name, ...cells(one, monitor)]),
      ),
    ])}\n`,
};

/** With what stands around them, these many monitors leave a terminal of 40 lines its prompt. */
const screenful = 35;

/** A line for each monitor that tells somebody: by what, in how many scenarios, after how many minutes. */
function screen(replayed: readonly Replayed[]): string {
  const telling = replayed.filter(({ monitor }) => monitor.tells !== "nobody");
  const others = replayed.filter(({ monitor }) => monitor.tells === "nobody");
  const line = (tells: string, fired: string, minutes: string, name: string) =>
    [tells.padEnd(7), fired.padEnd(4), minutes.padEnd(12), name].join(" ");
  const unproven = shortcomings(replayed).length;
  const shown = telling.slice(0, screenful);
  const more = telling.length - shown.length;
  return [
    unproven > 0
      ? `NOT PROVEN: ${unproven} of ${replayed.length} monitors do not tell of trouble alone.`
      : `PROVEN: each of ${replayed.length} monitors tells of trouble, and is silent while all is well.`,
    line("told by", "in", "after, min", "monitor"),
    ...shown.map(({ monitor: { name, tells }, outcomes }) => {
      const minutes = outcomes.flatMap(({ fired }) => (fired ? [fired.detectSeconds / 60] : []));
      const ends = [...new Set([Math.min(...minutes), Math.max(...minutes)])];
      const fired = `${minutes.length}/${outcomes.length}`;
      return line(tells, fired, minutes.length > 0 ? ends.join("-") : "never", name);
    }),
    ...(more > 0 ? [`… and ${more} more: --format table`] : []),
    ...(others.length > 0
      ? [`These tell nobody by themselves: ${others.map(({ monitor }) => monitor.name).join(", ")}`]
      : []),
    "Each scenario: --format table; one row of the runbook: --metric ID",
    "",
  ].join("\n");
}

function monitorJson({ monitor: { name, tells }, outcomes }: Replayed) {
  const named = (some: readonly Outcome[]) => some.map(({ scenario }) => scenario.name);
  const detected = (one: Outcome, { at, detectSeconds }: Detection) => ({
    scenario: one.scenario.name,
    at: instant(at),
    detectSeconds,
  });
  return {
    name,
    tells,
    fires: outcomes.flatMap((one) => {
      const { fired, times, cleared } = one;
      if (fired === undefined) return [];
      const { state } = fired;
      return [{ ...detected(one, fired), state, times, clearedAt: cleared ? instant(cleared) : null }];
    }),
    warns: outcomes.flatMap((one) => (one.warned ? [detected(one, one.warned)] : [])),
    silenced: named(outcomes.filter(({ silenced }) => silenced)),
    silent: named(outcomes.filter(({ fired }) => fired === undefined)),
  };
}

function cells({ warned, fired, times, cleared, silenced }: Outcome, { tells }: Monitor): string[] {
  return [
    warned ? after(warned) : "",
    fired ? `${after(fired)} (${fired.state})` : silenced ? "silenced" : "",
    fired ? instant(fired.at) : "",
    fired ? (cleared ? instant(cleared) : "not yet") : "",
    fired ? toldText(times, tells) : "",
  ];
}

/** Such as `1 page`, `2 alerts`. */
function toldText(times: number, tells: Tells): string {
  return tells === "nobody" ? "nobody" : `${times} ${tells}${times === 1 ? "" : "s"}`;
}

const after = ({ detectSeconds }: Detection): string => `${detectSeconds / 60} min`;

/** Everything happens on a whole minute, unless a recording starts between two. */
const instant = (at: Date): string => at.toISOString().replace(".000Z", "Z");
