// What the runbook leaves open of a row, and the stack decides: said at every preview, so that it is not guessed in silence.
import type { Threshold } from "../runbook/model.ts";
import { chosenSource } from "./chosenSource.ts";
import type { SignalSettings } from "./signalSchema.ts";
import { statisticsOf } from "./source.ts";

/** A metric's name that says itself which statistic is meant: "API Latency (p95)". */
const saysStatistic = /\bp\d{2}\b|\b(?:mean|average|avg|median|max(?:imum)?)\b/i;

const inWords: Readonly<Record<string, string>> = { avg: "the mean", max: "the slowest" };

/** One sentence for each thing that neither runbook nor config says; a query of one's own says it itself. */
export function assumptionsOf(
  rows: readonly Threshold[],
  settings: Readonly<Record<string, SignalSettings>>,
): string[] {
  return rows.flatMap((row) => {
    const chosen = chosenSource(row, settings);
    if (chosen === undefined) return [];
    const { id, name, source, sources } = chosen;
    const { window, aggregation } = chosen.settings;
    const set = (key: string) => `marsana-fleet:signals.${id}.${key}`;
    const said = `"${row.metric}"`;
    const period = window === undefined ? [`${said} is judged over ${sources.window}: ${set("window")}`] : [];
    const possible = statisticsOf(source);
    const [first] = possible;
    if (source.measure.kind === "totals" && !saysStatistic.test(row.metric))
      period.push(`${said} is the mean, as ${name} has nothing else: ${set("source")}`);
    if (first !== undefined && aggregation === undefined && isOpen(row.metric, first))
      period.push(`${said} is ${inWords[first] ?? first}, of ${possible.join(", ")}: ${set("aggregation")}`);
    return source.assumes === undefined ? period : [...period, `${said}: ${source.assumes}`];
  });
}

/** Whether the name says nothing of the statistic, or another one than is taken. */
function isOpen(metric: string, taken: string): boolean {
  return !saysStatistic.test(metric) || (/\bp\d{2}\b/i.test(metric) && !metric.toLowerCase().includes(taken));
}
