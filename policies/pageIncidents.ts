// Requires an incident that pages to do so: by its priority, which route-by-severity takes the handles from.
import { requiredMonitors, requiredOf } from "./incidentMonitors.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const pageIncidents: ResourceRule = {
  name: "page-incidents",
  description: "The monitor of an incident must have its own priority: 1 pages.",
  mend: "Leave the priority as `IncidentMonitors` makes it.",
  appliesTo: [types.monitor],
  checkResource(monitor, inputs, report) {
    const required = requiredOf(monitor, requiredMonitors(inputs));
    if (required === undefined) return; // That it is none of them is the matter of require-incident-monitors.
    const { priority } = required.args;
    const found = monitor.props["priority"];
    if (found !== priority)
      report(
        `its priority is ${found === undefined ? "not set" : String(found)}, and must be ${priority}; mend: set it so`,
      );
  },
};
