// What a monitor of an incident is: what it is made from, and what all of them have in common.
import type { Identity, Incident, Runbook, Threshold } from "../runbook/model.ts";
import type { DatabaseMeasureId } from "./database.ts";
import type { ErrorIncident } from "./errorIncident.ts";
import { type IncidentWords, incidentMessage, plainTitle } from "./incidentMessage.ts";
import { type Monitoring, tagsFor } from "./monitoring.ts";
import { type Loudness, priorityByLoudness, recipientsLine } from "./recipients.ts";
import { purposeTag } from "./scope.ts";
import { decimal, type Signal } from "./signal.ts";
import type { MissingData } from "./signalSchema.ts";
import type { ThirdParty } from "./thirdParties.ts";

/** What the incidents of a stack are watched by: what runbook and config say. */
export interface WatchedIncidents {
  /** The incident that begins where errors pass the alert threshold of their row by far. */
  readonly errors?: {
    readonly row: Threshold;
    readonly signal: Signal;
    readonly incident: ErrorIncident & Incident;
  };
  readonly database?: {
    readonly incident: Incident;
    readonly lines: Readonly<Record<DatabaseMeasureId, number>>;
  };
  readonly thirdParties: readonly { readonly incident: Incident; readonly service: ThirdParty }[];
  /** The share of its own requests to a service from which on it is an incident, in percent. */
  readonly failurePercent: number;
  /** How many of them there must be more than, in ten minutes, for it to be judged. */
  readonly minimumRequests: number;
  /** Whether the errors page only where the database does not page already. */
  readonly quietSymptoms: boolean;
}

export interface IncidentSources extends Monitoring, WatchedIncidents {
  readonly stack: string;
  /** The release on the gate; undefined without one. */
  readonly release: string | undefined;
  readonly rollback: Runbook["rollbacks"][number] | undefined;
  /** From where Datadog asks the status pages. */
  readonly statusLocations: readonly string[];
}

/** What every monitor of an incident says of itself. */
export interface WatchArgs {
  readonly name: string;
  readonly message: string;
  readonly tags: readonly string[];
  readonly priority: (typeof priorityByLoudness)[Loudness];
  readonly includeTags: true;
}

/** A monitor that measures. It has no warning: a part of a composite that only warns would count as one that alerts. */
export interface MetricArgs extends WatchArgs {
  readonly type: "query alert";
  readonly query: string;
  readonly monitorThresholds: { readonly critical: string; readonly criticalRecovery: string };
  readonly onMissingData: MissingData;
  readonly requireFullWindow: false;
}

/** A monitor that judges others; its query is made of their ids, which nobody knows before they are there. */
export interface CompositeArgs extends WatchArgs {
  readonly type: "composite";
  /** Told: what a composite cannot judge would otherwise keep its last state, and hide what is wrong now. */
  readonly notifyNoData: true;
}

export interface Watch<Args> {
  /** Names it among all: the incident's id, and what part of the incident it is. */
  readonly id: string;
  /** The ids under which it stood while the incident had others. */
  readonly was: readonly string[];
  readonly args: Args;
}

export interface MetricWatch extends Watch<MetricArgs> {
  /** Of what it measures: that of a signal, `%`, or what is counted. */
  readonly unit: string;
  /** The row whose signal it is, where it is one. */
  readonly row?: Threshold;
}

/** It speaks where all of the parts alert, and those with `not` do not. */
export interface CompositeWatch extends Watch<CompositeArgs> {
  readonly parts: readonly { readonly id: string; readonly not?: true }[];
}

/** How far below its line a monitor recovers, as a share of the line: a value at the line must not make it flap. */
const recoveryShare = 0.1;

/** Under what the monitor of a service's status page is known as a part. */
export const statusId = ({ id }: ThirdParty): string => `status-${id}`;

/** What the test of a service's status page is called, and the monitor that Datadog makes of it. */
export const statusPageName = ({ name }: ThirdParty): string => `Status page of ${plainTitle(name)}`;

/** The id of a part of an incident, and those under which it stood while the incident had others. */
export function named(incident: Identity, ...part: string[]): Pick<Watch<unknown>, "id" | "was"> {
  const [id = "", ...was] = [incident.id, ...(incident.was ?? [])].map((one) => [one, ...part].join("-"));
  return { id, was };
}

/** What a monitor of an incident says of itself, by how loud it is. */
export function watchArgs(
  name: string,
  incident: Incident,
  loudness: Loudness,
  words: IncidentWords,
  sources: IncidentSources,
): WatchArgs {
  return {
    name: `${name} (${sources.scope.environment})`,
    message: incidentMessage(words, incident, sources, recipientsLine(sources.routes, loudness)),
    tags: tagsFor(purposeTag("incident", incident.id), sources),
    priority: priorityByLoudness[loudness],
    includeTags: true,
  };
}

/** Thresholds above whose line it is an incident, and below which it is over. */
export function above(line: number): MetricArgs["monitorThresholds"] {
  return {
    critical: decimal(line),
    criticalRecovery: decimal(Number((line * (1 - recoveryShare)).toPrecision(12))),
  };
}
