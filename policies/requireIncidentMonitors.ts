// Requires every incident of the runbook that can be measured to have its monitors, each once, and no others.
import { isOfIncident, requiredMonitors, requiredOf } from "./incidentMonitors.ts";
import type { StackRule } from "./rule.ts";

export const requireIncidentMonitors: StackRule = {
  name: "require-incident-monitors",
  description:
    "The error rate's incident, each measure of the database and each service of others must have its monitors, each once.",
  mend:
    "Undo the change to `IncidentMonitors`, which declares them from the runbook and from `marsana-fleet:incidents`; take " +
    "away a monitor that says it is of an incident, and is none of them.",
  checkStack(resources, inputs, report) {
    const required = requiredMonitors(inputs);
    if (required.length === 0) return; // Off on purpose, or nothing to watch: a monitor of no incident is found elsewhere.
    const found = resources.filter(isOfIncident);
    const byRequired = Map.groupBy(found, (monitor) => requiredOf(monitor, required));
    for (const one of required) {
      const count = byRequired.get(one)?.length ?? 0;
      if (count === 1) continue;
      report(
        `there must be exactly one monitor "${one.args.name}", and there are ${count}; mend: declare it once`,
      );
    }
    for (const { urn } of byRequired.get(undefined) ?? [])
      report("says that it is of an incident, and is none of its monitors; mend: take the monitor away", urn);
  },
};
