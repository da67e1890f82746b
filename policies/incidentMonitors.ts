// What the rules on incidents judge by: the monitors that there must be, and which one of them a monitor is.
import { incidentSources } from "../inputs/incidents.ts";
import { compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
import { purposeTag } from "../signals/scope.ts";
import type { CompositeWatch, MetricWatch } from "../signals/watch.ts";
import { tagsOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, RuleInputs } from "./rule.ts";

export type RequiredMonitor = MetricWatch | CompositeWatch;

/** Every monitor that the incidents must have; none where Datadog is off, which match-switches-to-config judges. */
export function requiredMonitors(inputs: RuleInputs): RequiredMonitor[] {
  const sources = incidentSources(inputs);
  return sources === undefined ? [] : [...metricWatches(sources), ...compositeWatches(sources)];
}

/** Whether the monitor says that it is of an incident. @throws TypeError if it has no tags */
export function isOfIncident(resource: CheckedResource): boolean {
  const prefix = purposeTag("incident", "");
  return resource.type === types.monitor && tagsOf(resource).some((tag) => tag.startsWith(prefix));
}

/** The one of the required monitors that it is, by its name; undefined of a monitor that is none of them. */
export function requiredOf(
  monitor: CheckedResource,
  required: readonly RequiredMonitor[],
): RequiredMonitor | undefined {
  return isOfIncident(monitor) ? required.find(({ args }) => args.name === monitor.props["name"]) : undefined;
}
