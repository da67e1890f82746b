// What the stand-in of the Datadog provider knows: its resources, what they take and what the service fills in.

import { queryProblem } from "../../../signals/query/monitorQuery.ts";
import { always, type Behaviour, type Behaviours, type Change, textOf, uuid, whole } from "../table.ts";
import { isList, isObject, type Values } from "../value.ts";
import { sloCorrection } from "./datadogCorrection.ts";
import { syntheticsGlobalVariable } from "./datadogGlobalVariable.ts";
import * as more from "./datadogMore.ts";
import * as onCall from "./datadogOnCall.ts";
import { instantIn } from "./instantIn.ts";

const monitor: Behaviour = {
  outputs: {
    evaluationDelay: always(0),
    restrictedRoles: always([]),
    tags: always([]),
  },
  id: ({ urn, attempt }) => String(whole(9, urn, attempt)),
  serviceRefuses: unreadableQuery,
};

/** A query that the service cannot read; nor is one taken of a type whose queries are not known here. */
function unreadableQuery({ inputs }: Change): string | undefined {
  const problem = queryProblem(textOf(inputs["type"]), textOf(inputs["query"]));
  if (problem === undefined) return undefined;
  return `400 Bad Request: {"errors":["The value provided for parameter 'query' is invalid"]}: ${problem}`;
}

/** The starts of a downtime's recurrences, each with its instant; unreadable ones are left out. */
function starts(inputs: Values): { readonly written: string; readonly at: Date }[] {
  const schedule = inputs["recurringSchedule"];
  if (!isObject(schedule) || !isList(schedule["recurrences"])) return [];
  const timezone = textOf(schedule["timezone"], "UTC");
  return schedule["recurrences"].flatMap((recurrence) => {
    const written = isObject(recurrence) ? textOf(recurrence["start"]) : "";
    const at = instantIn(timezone, written);
    return at === undefined ? [] : [{ written, at }];
  });
}

/** A start may lie in the past only when it is the one that the downtime already has. */
function startInThePast({ inputs, before, now }: Change): string | undefined {
  const had = new Set(starts(before ?? {}).map(({ written }) => written));
  const past = starts(inputs).find(({ written, at }) => !had.has(written) && at <= now);
  if (!past) return undefined;
  const detail = `start must be in the future: found ${past.written}, and now is ${now.toISOString()}`;
  return `400 Bad Request: {"errors":[{"status":"400","title":"Invalid Parameter","detail":${JSON.stringify(detail)}}]}`;
}

const downtimeSchedule: Behaviour = {
  outputs: {
    displayTimezone: always("UTC"),
    muteFirstRecoveryNotification: always(false),
    notifyEndStates: always(["alert", "no data", "warn"]),
    notifyEndTypes: always(["expired"]),
  },
  id: ({ urn, attempt }) => uuid(urn, attempt),
  serviceRefuses: startInThePast,
};

export const datadog: Behaviours = {
  name: "datadog",
  resources: {
    "datadog:index/monitor:Monitor": monitor,
    "datadog:index/monitorJson:MonitorJson": more.monitorJson,
    "datadog:index/downtimeSchedule:DowntimeSchedule": downtimeSchedule,
    "datadog:index/logsMetric:LogsMetric": more.logsMetric,
    "datadog:index/metricMetadata:MetricMetadata": more.metricMetadata,
    "datadog:index/syntheticsTest:SyntheticsTest": more.syntheticsTest,
    "datadog:index/syntheticsGlobalVariable:SyntheticsGlobalVariable": syntheticsGlobalVariable,
    "datadog:index/dashboardJson:DashboardJson": more.dashboardJson,
    "datadog:index/serviceLevelObjective:ServiceLevelObjective": more.serviceLevelObjective,
    "datadog:index/sloCorrection:SloCorrection": sloCorrection,
    "datadog:index/team:Team": onCall.team,
    "datadog:index/onCallSchedule:OnCallSchedule": onCall.onCallSchedule,
    "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy": onCall.onCallEscalationPolicy,
    "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules": onCall.onCallTeamRoutingRules,
  },
};
