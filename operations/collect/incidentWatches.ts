// Proves that every monitor of an incident is in Datadog as declared.
import { incidentSources } from "../../inputs/incidents.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import type { Monitor } from "../../services/datadog.ts";
import { compositeWatches, metricWatches } from "../../signals/incidentWatches.ts";
import { purposeTag } from "../../signals/scope.ts";
import type { CompositeWatch, MetricWatch } from "../../signals/watch.ts";
import { lineProblems } from "./lineProblems.ts";
import { missingDataProblems } from "./missingData.ts";

type Watch = MetricWatch | CompositeWatch;

/** Every monitor of an incident that there must be. */
export function incidentWatchesOf(inputs: Inputs): Watch[] {
  const sources = incidentSources(inputs);
  return sources === undefined ? [] : [...metricWatches(sources), ...compositeWatches(sources)];
}

export function isWatch({ name, tags }: Monitor, { args }: Watch): boolean {
  return name === args.name && tags.some((tag) => tag.startsWith(purposeTag("incident", "")));
}

/** Where it is not as declared. */
export function incidentProblems(monitor: Monitor, { args }: MetricWatch): string[] {
  return [
    ...lineProblems(monitor, args.monitorThresholds),
    ...missingDataProblems(monitor.options.onMissingData, args.onMissingData),
    ...(monitor.query === args.query ? [] : ["its query is not that of the incident"]),
  ];
}
