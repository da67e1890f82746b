// Which rows have an objective: config, runbook and signals judged together.
import type { Runbook, Threshold } from "../runbook/index.ts";
import { shippedBurnAlerts } from "../signals/burnRates.ts";
import {
  highestRate,
  isExpressible,
  type Objective,
  objectiveOf,
  ratioForm,
  rowsWithObjective,
  unreachableIn,
} from "../signals/objectives.ts";
import { decimal, type Signals, signalOf } from "../signals/signal.ts";
import { namespace, placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";
import type { ObjectiveSettings } from "./objectiveSettings.ts";

/**
 * The objectives, in the order of the table, and a problem for each thing that does not fit. A row that has one by
 * default goes without where its signal allows none; one that config names must allow it.
 */
export function objectivesIn(
  settings: ObjectiveSettings,
  stack: string,
  { runbook, signals }: { runbook: Runbook; signals: Signals },
): { objectives: Objective[]; problems: string[] } {
  const { timeframe, burnAlerts = shippedBurnAlerts[timeframe] } = settings;
  const found = runbook.thresholds.map((row): { objective?: Objective; problems: string[] } => {
    const asked = nameIn(row, settings.rows);
    const wanted = asked === undefined ? hasByDefault(row) : settings.rows[asked] === true;
    const signal = signalOf(row, signals);
    // A row without a signal is a problem of its own.
    if (!wanted || signal === undefined) return { problems: [] };
    const objective = objectiveOf(row, signal, { timeframe, burnAlerts });
    if (objective !== undefined) return { objective, problems: objectiveProblems(objective, stack) };
    if (asked === undefined) return { problems: [] };
    const found = `true, and "${row.metric}" measured by ${signal.query}`;
    const query = setLine(stack, `${namespace}:signals.${row.id}.query`, "--path", "<query>");
    const mend = `${removeLine(stack, rowPlace(asked))}, or ${query}`;
    return { problems: [problem(rowPlace(asked), found, `a ratio of counts: ${ratioForm}`, mend)] };
  });
  return {
    objectives: found.flatMap(({ objective }) => (objective === undefined ? [] : [objective])),
    problems: [...nameProblems(settings, stack, runbook), ...found.flatMap(({ problems }) => problems)],
  };
}

/** Under which name config speaks of a row: its id or a former one. */
function nameIn({ id, was = [] }: Threshold, rows: ObjectiveSettings["rows"]): string | undefined {
  return [id, ...was].find((one) => Object.hasOwn(rows, one));
}

function hasByDefault({ id, was = [] }: Threshold): boolean {
  return [id, ...was].some((one) => rowsWithObjective.includes(one));
}

const rowPlace = (id: string): string => placeOf(["objectives", "rows", id]);

/** What Datadog would not take of it. */
function objectiveProblems(objective: Objective, stack: string): string[] {
  const { row, target, burnAlerts } = objective;
  const without = setLine(stack, rowPlace(row.id), "--path", "false");
  const of = `an objective of ${decimal(target)}% for "${row.metric}" (${row.target.text})`;
  const precise = isExpressible(objective)
    ? []
    : [
        problem(
          `the runbook, line ${row.at.line}`,
          of,
          "at most three decimal places, which is what Datadog takes",
          `write the target with fewer, or ${without}`,
        ),
      ];
  const unreachable = unreachableIn(objective).map((burn) =>
    problem(
      placeOf(["objectives", "burnAlerts", burnAlerts.indexOf(burn), "rate"]),
      `${decimal(burn.rate)}, and ${of}`,
      `at most ${decimal(highestRate(objective))}, which is 1/(1−SLO): no budget can burn faster`,
      `set lower rates in ${namespace}:objectives.burnAlerts, or ${without}`,
    ),
  );
  return [...precise, ...unreachable];
}

function nameProblems({ rows }: ObjectiveSettings, stack: string, { thresholds }: Runbook): string[] {
  const known = thresholds.flatMap(({ id, was = [] }) => [id, ...was]);
  return Object.keys(rows)
    .filter((id) => !known.includes(id))
    .map((id) => {
      const nearest = nearestOf(id, known);
      const required =
        nearest === undefined
          ? `a row of the runbook's table: ${known.join(", ")}`
          : `a row; the nearest is ${nearest}`;
      return problem(rowPlace(id), "a name that is of no row", required, removeLine(stack, rowPlace(id)));
    });
}
