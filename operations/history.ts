// Reads from Datadog what the rows' signals measured, as a recording that can be replayed.

import { InputError } from "../inputs/inputError.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { chunksOf, minutesOf, type Range } from "../replay/history.ts";
import type { Recording } from "../replay/recorded.ts";
import type { Threshold } from "../runbook/model.ts";
import type { DatadogMetrics, MeasuredSeries } from "../services/datadogMetrics.ts";
import { parseMeasurement, windowMinutes } from "../signals/query/metricMonitor.ts";
import { measurementOf, signalOf } from "../signals/signal.ts";

const msPerMinute = 60_000;
/** Two days, in minutes: as long as a burn alert's longest window. */
const longestLead = 2 * 24 * 60;

/**
 * What the rows have measured, with what came before as far as the monitors' windows reach.
 * @param name what the scenario is called
 * @throws InputError where a signal has measured more than one group; Refusal where Datadog does not answer
 */
export async function recordedHistory(
  name: string,
  range: Range,
  rows: readonly Threshold[],
  { signals, datadog }: Pick<Inputs, "signals" | "datadog">,
  metrics: DatadogMetrics,
): Promise<Recording> {
  const series: Recording["series"] = {};
  const whole = withLead(range, rows, { signals, datadog });
  for (const row of rows) {
    const signal = signalOf(row, signals);
    if (signal === undefined || datadog === undefined) continue;
    const query = measurementOf(signal, datadog.scope);
    const measured: MeasuredSeries[] = [];
    // One after the other: the service limits how many may be asked at a time.
    for (const { from, to } of chunksOf(whole)) measured.push(...(await metrics.query(query, from, to)));
    const groups = new Set(measured.map(({ scope }) => scope));
    if (groups.size > 1) throw severalGroups(row, query, groups);
    series[row.id] = {
      unit: signal.unit,
      values: minutesOf(whole, measured).map((value) => value ?? null),
    };
  }
  const leadMinutes = (range.from.getTime() - whole.from.getTime()) / msPerMinute;
  return { name, start: whole.from.toISOString(), series, ...(leadMinutes > 0 && { leadMinutes }) };
}

/** The range, and before it as much as the longest window of a monitor on one of the rows looks back at, up to `longestLead`. */
export function withLead(
  { from, to }: Range,
  rows: readonly Threshold[],
  { signals, datadog }: Pick<Inputs, "signals" | "datadog">,
): Range {
  const windows = rows.flatMap((row) => {
    const signal = signalOf(row, signals);
    return signal === undefined ? [] : [windowMinutes(parseMeasurement(signal.query).window)];
  });
  const burning = (datadog?.objectives ?? [])
    .filter(({ row }) => rows.some(({ id }) => id === row.id))
    .flatMap(({ burnAlerts }) => burnAlerts.map(({ longHours }) => longHours * 60));
  const lead = Math.min(longestLead, Math.max(0, ...windows, ...burning));
  return { from: new Date(from.getTime() - lead * msPerMinute), to };
}

function severalGroups(row: Threshold, query: string, groups: ReadonlySet<string>): InputError {
  return new InputError("The history cannot be replayed.", [
    `signal ${row.id}: found ${groups.size} groups (${[...groups].join("; ")}) of ${query}; required: one, that of the ` +
      `stack; mend: group by {env} alone in marsana-fleet:signals.${row.id}.query`,
  ]);
}
