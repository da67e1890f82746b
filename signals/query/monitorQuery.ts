// The queries of Datadog's monitors, by the type of the monitor: those that this stack has, and no others.
import { type CompositeQuery, type ObjectiveQuery, parseComposite, parseObjective } from "./idMonitors.ts";
import { type MetricMonitorQuery, parseMetricMonitor } from "./metricMonitor.ts";
import { QueryError } from "./scanner.ts";

export type MonitorQuery = MetricMonitorQuery | CompositeQuery | ObjectiveQuery;

/** By the name that Datadog's API gives a type; a monitor on metrics has two. */
const parsers: Readonly<Record<string, (query: string) => MonitorQuery>> = {
  "query alert": parseMetricMonitor,
  "metric alert": parseMetricMonitor,
  composite: parseComposite,
  "slo alert": parseObjective,
};

/** The types whose query names nothing but ids, which nobody knows before what has them is made. */
export const typesMadeOfIds: readonly string[] = ["composite", "slo alert"];

/**
 * @param type as Datadog's API names it
 * @throws QueryError where the query is none of that type, and RangeError for a type that is not known
 */
export function parseMonitorQuery(type: string, query: string): MonitorQuery {
  const parse = Object.hasOwn(parsers, type) ? parsers[type] : undefined;
  if (parse === undefined)
    throw new RangeError(
      `found the type "${type}"; required: one whose queries are known (${Object.keys(parsers).join(", ")})`,
    );
  return parse(query);
}

/** What is wrong with a query, as one part of a sentence; undefined if nothing is. */
export function queryProblem(type: string, query: string): string | undefined {
  return problemOf(() => parseMonitorQuery(type, query));
}

/** What one of the parsers says against its text; undefined if nothing. */
export function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof QueryError || error instanceof RangeError) return error.message;
    throw error;
  }
}
