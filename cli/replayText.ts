// The replay as a table, as JSON or as an SVG.
import { markdownTable } from "markdown-table";
import { chart } from "../replay/chart.ts";
import type { Detection, Outcome, Replayed } from "../replay/replay.ts";

/**
 * JSON is `{monitors: [{name, fires: [{scenario, at, detectSeconds, state, times, clearedAt}], warns: [{scenario, at,
 * detectSeconds}], silenced: [scenario], silent: [scenario]}]}`. `fires` has ALERT and NO DATA that somebody is told of,
 * `silent` every other scenario, and `silenced` those of them in which only the downtime kept it from being told.
 */
export type ReplayFormat = "table" | "json" | "svg";

export function replayText(replayed: readonly Replayed[], format: ReplayFormat): string {
  return writers[format](replayed);
}

const writers: Readonly<Record<ReplayFormat, (replayed: readonly Replayed[]) => string>> = {
  svg: chart,
  json: (replayed) => `${JSON.stringify({ monitors: replayed.map(monitorJson) }, undefined, 2)}\n`,
  table: (replayed) =>
    `${markdownTable([
      ["Monitor", "Scenario", "Warns after", "Fires after", "Fires at", "Clears at", "Pages"],
      ...replayed.flatMap(({ monitor, outcomes }) =>
        outcomes.map((one) => [monitor.name, one.scenario.name, ...cells(one)]),
      ),
    ])}\n`,
};

function monitorJson({ monitor: { name }, outcomes }: Replayed) {
  const named = (some: readonly Outcome[]) => some.map(({ scenario }) => scenario.name);
  const detected = (one: Outcome, { at, detectSeconds }: Detection) => ({
    scenario: one.scenario.name,
    at: instant(at),
    detectSeconds,
  });
  return {
    name,
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

function cells({ warned, fired, times, cleared, silenced }: Outcome): string[] {
  return [
    warned ? after(warned) : "",
    fired ? `${after(fired)} (${fired.state})` : silenced ? "silenced" : "",
    fired ? instant(fired.at) : "",
    fired ? (cleared ? instant(cleared) : "not yet") : "",
    fired ? String(times) : "",
  ];
}

const after = ({ detectSeconds }: Detection): string => `${detectSeconds / 60} min`;

/** Everything happens on a whole minute, unless a recording starts between two. */
const instant = (at: Date): string => at.toISOString().replace(".000Z", "Z");
