// Refuses a monitor that is given as JSON: no rule on monitors reads one, so that it would pass them all.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const refuseMonitorJson: ResourceRule = {
  name: "refuse-monitor-json",
  description: "A monitor must be declared as a Monitor, whose parts the other rules read, and not as JSON.",
  mend: "Declare the monitor as a `Monitor`, with the same query, message and options.",
  appliesTo: [types.monitorJson],
  checkResource(_resource, _inputs, report) {
    report("the monitor is declared as MonitorJson, and must be a Monitor; mend: declare it as one");
  },
};
