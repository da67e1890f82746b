// What watches a service of others: whether our requests to it fail, and whose fault it then is.
import { plainTitle } from "./incidentMessage.ts";
import { queryBeyond } from "./signal.ts";
import { ownFailures } from "./thirdParties.ts";
import {
  above,
  type CompositeWatch,
  type IncidentSources,
  type MetricWatch,
  named,
  statusId,
  type WatchedIncidents,
  watchArgs,
} from "./watch.ts";

type Dependency = WatchedIncidents["thirdParties"][number];

/** Whether our own requests to the service fail. */
export function failureWatch({ incident, service }: Dependency, sources: IncidentSources): MetricWatch {
  const { failurePercent, minimumRequests } = sources;
  const name = plainTitle(service.name);
  const monitorThresholds = above(failurePercent);
  const words = {
    alert: `{{value}}% of our requests to ${name} fail. Whether the fault is theirs or ours, another message says.`,
    recovery: `Our requests to ${name} succeed again.`,
  };
  return {
    ...named(incident, service.id),
    unit: "%",
    args: {
      ...watchArgs(`Incident: requests to ${name} fail`, incident, "alert", words, sources),
      type: "query alert",
      query: queryBeyond(
        { comparator: ">", critical: monitorThresholds.critical },
        ownFailures(service, minimumRequests),
        sources.scope,
      ),
      monitorThresholds,
      // Where nothing is asked of a service, nothing fails; and where nothing fails, there is no count of it.
      onMissingData: "resolve",
      requireFullWindow: false,
    },
  };
}

/** The two answers to the question whose fault it is; while our requests fail, one of them speaks. */
export function whoseWatches(dependency: Dependency, sources: IncidentSources): CompositeWatch[] {
  const { incident, service } = dependency;
  const name = plainTitle(service.name);
  const failing = { id: named(incident, service.id).id };
  const unsure = `Our requests to ${name} fail, and whether the fault is theirs is not known: its status page is not checked.`;
  const watch = (whose: "theirs" | "ours", alert: string, not: object): CompositeWatch => ({
    ...named(incident, service.id, whose),
    parts: [failing, { id: statusId(service), ...not }],
    args: {
      ...watchArgs(
        `Incident: ${name} fails, and the fault is ${whose}`,
        incident,
        "alert",
        {
          alert,
          recovery: `Our requests to ${name} succeed again, or the fault is no longer ${whose}.`,
          noData: unsure,
        },
        sources,
      ),
      type: "composite",
      notifyNoData: true,
    },
  });
  return [
    watch(
      "theirs",
      `Our requests to ${name} fail, and its status page says so too, or cannot be read: ${service.statusUrl} .`,
      {},
    ),
    watch(
      "ours",
      `Our requests to ${name} fail, and its status page knows of nothing: look at our keys, limits and requests.`,
      { not: true },
    ),
  ];
}
