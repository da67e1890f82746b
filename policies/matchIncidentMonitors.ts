// Requires the monitor of an incident to measure and compare as runbook and config say.
import { compositeQuery } from "../signals/incidentWatches.ts";
import type { MetricArgs } from "../signals/watch.ts";
import { compare, isEmpty } from "./differences.ts";
import { type RequiredMonitor, requiredMonitors, requiredOf } from "./incidentMonitors.ts";
import { isUnknown, type Props, partOf } from "./known.ts";
import { thresholdsIn } from "./monitorThresholds.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule, RuleInputs } from "./rule.ts";

export const matchIncidentMonitors: ResourceRule = {
  name: "match-incident-monitors",
  description:
    "The monitor of an incident must have the query, the thresholds and the word on missing data that runbook and config give it.",
  mend: "Change the amount in the incident's heading, or `marsana-fleet:incidents` and `marsana-fleet:signals`, not the monitor.",
  appliesTo: [types.monitor],
  checkResource(monitor, inputs, report) {
    const required = requiredOf(monitor, requiredMonitors(inputs));
    if (required === undefined) return; // That it is none of them is the matter of require-incident-monitors.
    const { props, wanted } = comparedOf(monitor, required, inputs);
    compare(props, wanted, ({ name, found, wanted: must }) =>
      report(
        `its ${name} is ${isEmpty(found) && found !== false ? "not set" : String(found)}, and must be ${String(must)}; ` +
          "mend: take it from runbook and config",
      ),
    );
  },
};

/** What there is and what there must be, in the same form. */
interface Compared {
  readonly props: Props;
  readonly wanted: Props;
}

function comparedOf(
  monitor: CheckedResource,
  required: RequiredMonitor,
  { preview, later }: RuleInputs,
): Compared {
  const { props } = monitor;
  if (!("parts" in required)) return measured(monitor, required.args);
  const [type, notifyNoData] = [partOf(props, "type"), partOf(props, "notifyNoData")];
  const { type: typed, notifyNoData: told } = required.args;
  const query = partOf(props, "query");
  // It is made of ids, which nobody knows before the monitors are there: then only the update can tell.
  if (isUnknown(query) && preview) {
    later("the query of a composite monitor");
    return { props: { type, notifyNoData }, wanted: { type: typed, notifyNoData: told } };
  }
  const wanted = { type: typed, notifyNoData: told, query: shapeOf(compositeQuery(required, () => 0)) };
  return { props: { type, notifyNoData, query: isUnknown(query) ? query : shapeOf(query) }, wanted };
}

function measured(monitor: CheckedResource, args: MetricArgs): Compared {
  const named = ["type", "query", "onMissingData"] as const;
  const { critical, criticalRecovery } = args.monitorThresholds;
  const found = Object.fromEntries(named.map((name) => [name, partOf(monitor.props, name)]));
  const { type, query, onMissingData } = args;
  return {
    props: { ...found, ...thresholdsIn(monitor) },
    wanted: { type, query, critical, criticalRecovery, onMissingData },
  };
}

/** A composite's query without the numbers, which differ from account to account. */
function shapeOf(query: unknown): string {
  return String(query).replaceAll(/\d+/g, "<id>");
}
