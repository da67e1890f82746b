// The graph of one row of the runbook's table: what its monitor measures, with the row's target and alert as lines.
import type { Threshold } from "../runbook/model.ts";
import type { Monitoring } from "../signals/monitoring.ts";
import { withMetrics } from "../signals/query/texts.ts";
import { measurementOf, monitoredThreshold, type Signal, type Signals, signalOf } from "../signals/signal.ts";
import type { LiveSpan, Request, Timeseries } from "./json.ts";
import { overlays } from "./overlays.ts";

/** What the graphs depend on. */
export interface GraphSources extends Pick<Monitoring, "scope" | "runbookUrl"> {
  readonly signals: Signals;
}

/** Datadog's names of the units. */
const unitNames: Readonly<Record<Signal["unit"], string>> = {
  percent: "percent",
  fraction: "fraction",
  s: "second",
  ms: "millisecond",
  us: "microsecond",
  ns: "nanosecond",
};

/**
 * The row's graph, in the unit of its signal; its title is the metric, by which a rule finds it.
 * @param time the span that it shows, where that is not the one chosen for the page
 */
export function rowGraph(row: Threshold, sources: GraphSources, time?: LiveSpan): Timeseries {
  const signal = signalOf(row, sources.signals);
  if (signal === undefined) throw new Error(`the metric ${row.id} has no signal`);
  const { warning, critical, comparator } = monitoredThreshold(row, signal);
  return {
    type: "timeseries",
    title: row.metric,
    requests: [measured(signal, sources), ...overlays(sources.scope)],
    markers: [
      { label: `Target ${row.target.text}`, value: `y = ${warning}`, display_type: "warning dashed" },
      { label: `Alert ${row.alert.text}`, value: `y = ${critical}`, display_type: "error dashed" },
    ],
    // What is bad when it is low stays near its best: from zero up, the two lines would be one.
    yaxis: { include_zero: comparator === ">" },
    custom_links: [{ label: "Runbook", link: `${sources.runbookUrl}#incident-response` }],
    ...(time && { time }),
  };
}

/** The signal as a line: each metric is a query of its own, and what is calculated with them is a formula. */
function measured(signal: Signal, { scope }: GraphSources): Request {
  const names = new Map<string, string>();
  const nameOf = (query: string): string => {
    const name = names.get(query) ?? `query${names.size + 1}`;
    names.set(query, name);
    return name;
  };
  const formula = withMetrics(measurementOf(signal, scope), nameOf);
  return {
    display_type: "line",
    response_format: "timeseries",
    queries: [...names].map(([query, name]) => ({ data_source: "metrics", name, query })),
    formulas: [
      {
        formula,
        number_format: { unit: { type: "canonical_unit", unit_name: unitNames[signal.unit] } },
      },
    ],
  };
}
