// What the rehearsal's Datadog has measured: all is well, but for twenty minutes beyond each row's alert at noon of each day.
import type { Inputs } from "../inputs/inputs.ts";
import { measurementOf, signalOf } from "../signals/signal.ts";
import { convert } from "../signals/units.ts";

/** Minutes of the day, in UTC. */
const trouble = { from: 12 * 60, to: 12 * 60 + 20 } as const;

/** By query and instant; undefined of a query that is no row's. */
export function sampleHistory({
  runbook,
  signals,
  datadog,
}: Pick<Inputs, "runbook" | "signals" | "datadog">): (query: string, at: Date) => number | undefined {
  const rows = runbook.thresholds.flatMap((row) => {
    const signal = signalOf(row, signals);
    if (signal === undefined || datadog === undefined) return [];
    const [target, alert] = [row.target, row.alert].map(({ value, unit }) =>
      convert(value, unit, signal.unit),
    ) as [number, number];
    // As far on the good side of the target as the alert is on its bad side, but no share above the whole or below none.
    const most =
      row.alert.unit === "percent" ? convert(100, "percent", signal.unit) : Number.POSITIVE_INFINITY;
    const within = (value: number) => Math.min(most, Math.max(0, value));
    const values = { well: within(2 * target - alert), bad: within(2 * alert - target) };
    return [[measurementOf(signal, datadog.scope), values] as const];
  });
  const byQuery = new Map(rows);
  return (query, at) => {
    const values = byQuery.get(query);
    const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
    return minute >= trouble.from && minute < trouble.to ? values?.bad : values?.well;
  };
}
