// What the stand-in of the Datadog provider knows: its resources, what they take and what the service fills in.

import { queryProblem } from "../../../signals/query/monitorQuery.ts";
import { always, type Behaviour, type Behaviours, type Change, textOf, uuid, whole } from "../table.ts";
import { isList, isObject, isUnknown, type Values } from "../value.ts";
import { sloCorrection } from "./datadogCorrection.ts";
import { syntheticsGlobalVariable } from "./datadogGlobalVariable.ts";
import * as more from "./datadogMore.ts";
import * as onCall from "./datadogOnCall.ts";
import { instantIn } from "./instantIn.ts";

const monitor: Behaviour = {
  outputs: {
    tags: always([]),
  },
  id: ({ urn, attempt }) => String(whole(9, urn, attempt)),
  planRefuses: invalidMonitor,
};

/**
 * What `/api/v1/monitor/validate` refuses, which the plugin asks in each plan (refused.jsonl, bad-8 to bad-11). A query
 * that is not known yet is not asked about. None is taken of a type whose queries are not known here.
 */
function invalidMonitor(inputs: Values): string | undefined {
  if (isUnknown(inputs["query"])) return undefined;
  const errors = validationErrors(inputs);
  if (errors.length === 0) return undefined;
  return `error validating monitor from /api/v1/monitor/validate: 400 Bad Request: ${JSON.stringify({ errors })}`;
}

function validationErrors({ type, query, onMissingData, priority, monitorThresholds }: Values): string[] {
  const problem = queryProblem(textOf(type), textOf(query));
  const compared = /(?:<=?|>=?)\s*(-?[\d.]+)\s*$/.exec(textOf(query))?.[1];
  const critical = isObject(monitorThresholds) ? monitorThresholds["critical"] : undefined;
  const differs = compared !== undefined && critical !== undefined && Number(critical) !== Number(compared);
  return [
    ...(problem === undefined ? [] : [`The value provided for parameter 'query' is invalid: ${problem}`]),
    ...(differs
      ? [`Alert threshold (${critical}) does not match that used in the query (${compared}).`]
      : []),
    ...(priority === undefined || /^[1-5]$/.test(String(priority))
      ? []
      : ["priority must be an integer between 1 and 5"]),
    ...(onMissingData === undefined || ON_MISSING_DATA.includes(textOf(onMissingData))
      ? []
      : ["invalid on_missing_data"]),
  ];
}

/** The words that Datadog takes (its API's `MonitorOptions.on_missing_data`). */
const ON_MISSING_DATA = ["default", "show_no_data", "show_and_notify_no_data", "resolve"];

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
    notifyEndStates: always(["alert", "no data", "warn"]),
    notifyEndTypes: always(["expired"]),
  },
  id: ({ urn, attempt }) => uuid(urn, attempt),
  serviceRefuses: startInThePast,
};

export const datadog: Behaviours = {
  name: "datadog",
  accepts: ["autonaming"],
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
