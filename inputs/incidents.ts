// What the incidents of the runbook are watched by: runbook and config judged together.
import { slug } from "github-slugger";
import { type Incident, type Runbook, withId } from "../runbook/index.ts";
import { signalOf } from "../signals/signal.ts";
import { shippedThirdParties, thirdPartyOf } from "../signals/thirdParties.ts";
import type { IncidentSources, WatchedIncidents } from "../signals/watch.ts";
import { placeOf, problem, setLine } from "./configPlace.ts";
import type { Inputs } from "./inputs.ts";
import { onOwnHost } from "./ownAddress.ts";
import { errorRateIn } from "./sentry.ts";
import type { Settings } from "./settings.ts";

/** What is watched of each incident; an incident that the runbook has not is not watched. */
export function watchedIncidents({
  runbook,
  settings,
  signals,
}: Pick<Inputs, "runbook" | "settings" | "signals">): WatchedIncidents {
  const { databaseIncident, database: lines, services: configured, ...rest } = settings.incidents;
  const { failurePercent, minimumRequests, quietSymptoms } = rest;
  const database = withId(runbook.incidents, databaseIncident);
  const errors = errorsIn(runbook, settings, signals);
  return {
    ...(errors && { errors }),
    ...(database && { database: { incident: database, lines } }),
    thirdParties: runbook.incidents.flatMap((incident) => {
      const services = incident.services.flatMap((name) => thirdPartyOf(name, configured) ?? []);
      // Named twice, it is watched once.
      return [...Map.groupBy(services, ({ id }) => id).values()].flatMap(([service]) =>
        service === undefined ? [] : [{ incident, service }],
      );
    }),
    failurePercent,
    minimumRequests,
    quietSymptoms,
  };
}

/** The row and the incident are the same two that Sentry's alerts are on: they are named once. */
function errorsIn(
  runbook: Runbook,
  { sentry }: Settings,
  signals: Inputs["signals"],
): WatchedIncidents["errors"] {
  const { errors: row, incident: begins } = errorRateIn(runbook, sentry);
  const incident: Incident | undefined = begins && runbook.incidents.find(({ id }) => id === begins.id);
  const signal = row && signalOf(row, signals);
  if (row === undefined || incident === undefined || begins === undefined || signal === undefined)
    return undefined;
  return { row, signal, incident: { ...incident, ...begins } };
}

/** Everything that the monitors of the incidents are made from; undefined where Datadog is off. */
export function incidentSources(
  inputs: Pick<Inputs, "runbook" | "settings" | "signals" | "datadog" | "stack" | "release" | "domain">,
): IncidentSources | undefined {
  const { runbook, settings, datadog, stack, release, domain } = inputs;
  const rollback = runbook.rollbacks.find(({ title }) => /\bquick\b/i.test(title)) ?? runbook.rollbacks[0];
  if (datadog === undefined) return undefined;
  return {
    ...datadog,
    ...watchedIncidents(inputs),
    stack,
    release: release?.version,
    // Who copies a command from the message of one stack must not ask another.
    rollback: rollback && {
      ...rollback,
      lines: rollback.lines.map((line) => ({ ...line, text: onOwnHost(line.text, runbook, domain) })),
    },
    statusLocations: settings.incidents.statusLocations,
  };
}

/** A problem for each service that an incident names and nobody knows; none where Datadog is off. */
export function incidentProblems(
  { datadog, incidents }: Settings,
  stack: string,
  { runbook, file }: { runbook: Runbook; file: string },
): string[] {
  if (!datadog.enabled) return [];
  const known = [...Object.keys(shippedThirdParties), ...Object.keys(incidents.services)].join(", ");
  return runbook.incidents.flatMap(({ services, title, at }) =>
    services.flatMap((name) => {
      if (thirdPartyOf(name, incidents.services) !== undefined) return [];
      const set = (key: string, value: string) =>
        setLine(stack, placeOf(["incidents", "services", slug(name), key]), "--path", value);
      return problem(
        `${file}:${at.line}:${at.column}: "${title}"`,
        `the service ${name}, of which neither host nor status page is known`,
        `services that are known (${known}), or set`,
        `${set("host", "api.<host>")} and ${set("statusUrl", "https://status.<host>/api/v2/status.json")}, or take it out ` +
          "of the heading",
      );
    }),
  );
}
