// Requires the dashboard to draw every row of the runbook's table, with its target and its alert threshold as lines.
import type { Marker, Timeseries } from "../dashboard/json.ts";
import { rowGraph } from "../dashboard/rowGraph.ts";
import { comparison, shown } from "./differences.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const matchDashboardToRunbook: ResourceRule = {
  name: "match-dashboard-to-runbook",
  description:
    "Every row of the runbook's table must be drawn on a dashboard, as its signal measures it, with target and alert as lines.",
  mend: "Change the number in the runbook's table, not on the dashboard; undo the change to `Dashboard`.",
  appliesTo: [types.dashboard],
  checkResource(dashboard, { runbook, signals, datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    const graphs = graphsIn(dashboard);
    for (const row of runbook.thresholds) {
      const required = rowGraph(row, { ...datadog, signals });
      for (const graph of graphs.filter(({ title }) => title === row.metric)) {
        for (const problem of [...markerProblems(graph, required), ...queryProblems(graph, required)])
          report(`its graph "${row.metric}" ${problem}; mend: take it from the row`);
      }
    }
  },
  checkStack(resources, { runbook, datadog }, report) {
    if (datadog === undefined) return;
    const drawn = resources.filter(({ type }) => type === types.dashboard).flatMap(graphsIn);
    for (const { metric } of runbook.thresholds) {
      if (drawn.some(({ title }) => title === metric)) continue;
      report(`"${metric}" must be drawn, and no dashboard has a graph of that title; mend: draw every row`);
    }
  },
};

/** What the rule reads of a widget, in whose place anything can stand. */
type Found = { definition?: Partial<Timeseries> & { widgets?: readonly Found[] } };
type Graph = Pick<Partial<Timeseries>, "title" | "markers" | "requests">;

/** Every graph of a dashboard, those in groups too. @throws if it is not known, or no dashboard in JSON */
function graphsIn({ name, props }: CheckedResource): Graph[] {
  const body: { widgets?: unknown } = JSON.parse(String(props["dashboard"]));
  if (!Array.isArray(body.widgets)) throw new TypeError(`the dashboard ${name} has no widgets`);
  const within = ({ definition = {} }: Found): Graph[] => [
    ...(definition.widgets ?? []).flatMap(within),
    ...((definition.type as string) === "timeseries" ? [definition] : []),
  ];
  return (body.widgets as Found[]).flatMap(within);
}

function markerProblems({ markers = [] }: Graph, required: Timeseries): string[] {
  const ofKind = (kind: Marker["display_type"]) =>
    markers.filter(({ display_type }) => display_type === kind).map(({ value }) => value);
  return required.markers.flatMap(({ label, value, display_type }) => {
    const found = ofKind(display_type);
    if (found.length === 1 && found[0] === value) return [];
    const lines = found.length === 0 ? "no line" : `a line at ${found.join(" and ")}`;
    return [`has ${lines} in the style "${display_type}", and must have one at ${value} ("${label}")`];
  });
}

/** The first request is what is measured; over it lie deployments and downtimes. */
function queryProblems({ requests = [] }: Graph, required: Timeseries): string[] {
  const drawn = (of: Graph["requests"]): unknown[] => {
    const { queries = [], formulas = [] } = of?.[0] ?? {};
    return [queries, formulas.map(({ formula }) => formula)];
  };
  const [found, wanted] = [drawn(requests), drawn(required.requests)];
  if (comparison({ found }, { found: wanted }).differences.length === 0) return [];
  return [`draws ${shown(found)}, and must draw ${shown(wanted)}`];
}
