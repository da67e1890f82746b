// What the rules on incidents judge by: the monitors that there must be, and which one of them a monitor is.
import { incidentSources } from "../inputs/incidents.ts";
import { compositeWatches, metricWatches } from "../signals/incidentWatches.ts";
import { purposeTag } from "../signals/scope.ts";
import type { CompositeWatch, MetricWatch } from "../signals/watch.ts";
import { tagsOf } from "./monitorTags.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, RuleInputs } from "./rule.ts";

export type RequiredMonitor = MetricWatch | CompositeWatch;

/** What was asked for last, and by which inputs: of a run the same for every resource that is judged. */
let last: { readonly by: readonly unknown[]; readonly monitors: readonly RequiredMonitor[] } | undefined;

/** Every monitor that the incidents must have; none where Datadog is off, which match-switches-to-config judges. */
export function requiredMonitors(inputs: RuleInputs): readonly RequiredMonitor[] {
  const { runbook, settings, signals, datadog, stack, release, domain } = inputs;
  const by = [runbook, settings, signals, datadog, stack, release, domain];
  if (last === undefined || by.some((one, index) => one !== last?.by[index])) {
    const sources = incidentSources({ runbook, settings, signals, datadog, stack, release, domain });
    const monitors = sources === undefined ? [] : [...metricWatches(sources), ...compositeWatches(sources)];
    last = { by, monitors };
  }
  return last.monitors;
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
