// Reads from Datadog what the rows' signals measured, as a recording that can be replayed.

import { InputError } from "../inputs/inputError.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { chunksOf, minutesOf, type Range } from "../replay/history.ts";
import type { Recording } from "../replay/recorded.ts";
import type { Threshold } from "../runbook/model.ts";
import type { DatadogMetrics, MeasuredSeries } from "../services/datadogMetrics.ts";
import { measurementOf, signalOf } from "../signals/signal.ts";

/**
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
  for (const row of rows) {
    const signal = signalOf(row, signals);
    if (signal === undefined || datadog === undefined) continue;
    const query = measurementOf(signal, datadog.scope);
    const measured: MeasuredSeries[] = [];
    // One after the other: the service limits how many may be asked at a time.
    for (const { from, to } of chunksOf(range)) measured.push(...(await metrics.query(query, from, to)));
    const groups = new Set(measured.map(({ scope }) => scope));
    if (groups.size > 1) throw severalGroups(row, query, groups);
    series[row.id] = {
      unit: signal.unit,
      values: minutesOf(range, measured).map((value) => value ?? null),
    };
  }
  return { name, start: range.from.toISOString(), series };
}

function severalGroups(row: Threshold, query: string, groups: ReadonlySet<string>): InputError {
  return new InputError("The history cannot be replayed.", [
    `signal ${row.id}: found ${groups.size} groups (${[...groups].join("; ")}) of ${query}; required: one, that of the ` +
      `stack; mend: group by {env} alone in marsana-fleet:signals.${row.id}.query`,
  ]);
}
