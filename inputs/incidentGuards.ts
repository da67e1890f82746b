// Reads off the inputs of a run from which lines on Datadog tells of an incident, and what keeps it quiet, as guards.
import { databaseMeasureIds, databaseMeasures } from "../signals/database.ts";
import { isQuiet } from "../signals/incidentWatches.ts";
import type { WatchedIncidents } from "../signals/watch.ts";
import { amount, type Entry, formerly, weakening } from "./guardEntry.ts";
import { watchedIncidents } from "./incidents.ts";
import type { Inputs } from "./inputs.ts";

/** What the monitors of the incidents guard; that Datadog is off is a guard of its own. */
export function incidentGuards(inputs: Pick<Inputs, "runbook" | "settings" | "signals">): Entry[] {
  const watched = watchedIncidents(inputs);
  return [
    ...errorGuards(watched),
    ...databaseGuards(watched),
    ...serviceGuards(watched),
    ...(isQuiet(watched)
      ? [weakening("incident-quiet", "the error rate's incident does not page while the database does")]
      : []),
  ];
}

/** At which amount it begins is a guard of the runbook already. */
function errorGuards({ errors }: WatchedIncidents): Entry[] {
  if (errors === undefined) return [];
  const { incident } = errors;
  const words = `Datadog's page at the incident "${incident.title}"`;
  return [[`incident-page/${incident.id}`, { words, ...formerly("incident-page", incident) }]];
}

function databaseGuards({ database }: WatchedIncidents): Entry[] {
  if (database === undefined) return [];
  const { incident, lines } = database;
  return databaseMeasureIds.map((id) => {
    const { title, unit } = databaseMeasures[id];
    return amount(
      `incident-line/${id}`,
      `the line of "${incident.title}" for ${title}`,
      "lower",
      lines[id],
      unit,
    );
  });
}

function serviceGuards({ thirdParties, failurePercent, minimumRequests }: WatchedIncidents): Entry[] {
  const services = thirdParties.map(({ service: { id, name, host, statusUrl } }): Entry => {
    const text = `requests to ${host}, status page ${statusUrl}`;
    return [`incident-service/${id}`, { words: `what is watched of ${name}`, stricter: "same", text }];
  });
  if (services.length === 0) return [];
  return [
    ...services,
    amount(
      "incident-service-failures",
      "the failures of requests to others' services",
      "lower",
      failurePercent,
      "%",
    ),
    amount(
      "incident-service-requests",
      "the requests to others' services up to which nobody is told",
      "lower",
      minimumRequests,
      "requests",
    ),
  ];
}
