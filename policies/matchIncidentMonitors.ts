// Requires the monitor of an incident to measure and compare as runbook and config say.
import { compositeQuery } from "../signals/incidentWatches.ts";
import type { MetricArgs } from "../signals/watch.ts";
import { type RequiredMonitor, requiredMonitors, requiredOf } from "./incidentMonitors.ts";
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
    for (const { what, found, wanted } of differences(monitor, required, inputs))
      report(
        `its ${what} is ${found ?? "not set"}, and must be ${wanted}; mend: take it from runbook and config`,
      );
  },
};

interface Compared {
  readonly what: string;
  readonly found: string | undefined;
  readonly wanted: string;
}

function differences(
  monitor: CheckedResource,
  required: RequiredMonitor,
  { preview }: RuleInputs,
): Compared[] {
  const { props } = monitor;
  const all =
    "parts" in required
      ? [
          compared("type", props["type"], required.args.type),
          compared("notifyNoData", props["notifyNoData"], required.args.notifyNoData),
          // It is made of ids, which nobody knows before the monitors are there: only an update can tell.
          ...(preview
            ? []
            : [compared("query", shapeOf(props["query"]), shapeOf(compositeQuery(required, () => 0)))]),
        ]
      : measured(monitor, required.args);
  return all.filter(({ found, wanted }) => found !== wanted);
}

function measured(monitor: CheckedResource, args: MetricArgs): Compared[] {
  const { props } = monitor;
  const thresholds = thresholdsIn(monitor);
  return [
    compared("type", props["type"], args.type),
    compared("query", props["query"], args.query),
    ...(["critical", "criticalRecovery"] as const).map((level) =>
      compared(level, thresholds[level], args.monitorThresholds[level]),
    ),
    compared("onMissingData", props["onMissingData"], args.onMissingData),
  ];
}

function compared(what: string, found: unknown, wanted: unknown): Compared {
  return { what, found: found === undefined ? undefined : String(found), wanted: String(wanted) };
}

/** A composite's query without the numbers, which differ from account to account. */
function shapeOf(query: unknown): string {
  return String(query).replaceAll(/\d+/g, "<id>");
}
