// Requires what gets worse to be spoken of in its order: the warning, the alert, the incident.
import { withId } from "../runbook/index.ts";
import { isBeyond } from "../signals/errorIncident.ts";
import { comparisonIn, thresholdsIn } from "./monitorThresholds.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** That a row's target comes before its alert threshold is an error of the runbook already, which has no exception. */
export const orderThresholds: ResourceRule = {
  name: "order-thresholds",
  description:
    "A monitor must warn before it alerts, and the error rate's incident must begin beyond its alert.",
  mend:
    "Give the monitor a warning on the good side of its alert; correct the amount in the incident's heading, or the " +
    "alert threshold in the runbook's table.",
  appliesTo: [types.monitor],
  checkResource(monitor, _inputs, report) {
    const { warning, critical } = thresholdsIn(monitor);
    if (warning === undefined || critical === undefined) return;
    const { comparator } = comparisonIn(monitor) ?? {};
    if (comparator === undefined)
      throw new TypeError(`the query of ${monitor.name} compares with nothing, and it has thresholds`);
    const [early, late] = [Number(warning), Number(critical)];
    if (comparator.startsWith(">") ? early < late : early > late) return;
    report(
      `the monitor warns at ${comparator} ${warning} and alerts at ${comparator} ${critical}, and must warn first; ` +
        "mend: give it a warning on the good side of its alert",
    );
  },
  checkStack(_resources, { runbook, settings }, report) {
    const { errorMetric = "", errorIncident = "" } = settings.sentry;
    const row = withId(runbook.thresholds, errorMetric);
    const incident = withId(runbook.incidents, errorIncident);
    if (row === undefined || incident?.threshold === undefined) return;
    if (isBeyond(incident.threshold, row.alert)) return;
    report(
      `the incident "${incident.title}" begins at ${incident.threshold.text}, and must begin beyond the alert of ` +
        `"${row.metric}", ${row.alert.text}; mend: correct the amount in the incident's heading, or the row`,
    );
  },
};
