// What the Datadog stand-in knows of On-Call: teams, schedules, escalation policies and the routing of pages.
import { boolean, integer, list, object, required, type Shape, string } from "../shape.ts";
import { always, type Made, output, type Problem, type Resource, textOf, uuid } from "../table.ts";
import { isList, isObject, isUnknown, type Value, type Values } from "../value.ts";

const made = ({ urn, attempt }: Made): string => uuid(urn, attempt);

/** The id that Datadog gives to a part. */
const ownId = output(string, ({ urn, at }) => uuid(urn, at));

const objectsIn = (value: Value | undefined): Values[] => (isList(value) ? value.filter(isObject) : []);

/** A problem unless the value is one of the words; what is not known yet passes. */
function wordProblems(property: string, value: Value | undefined, words: readonly string[]): Problem[] {
  if (value === undefined || value === null || isUnknown(value) || words.includes(textOf(value))) return [];
  return [{ property, reason: `found "${textOf(value)}", required one of ${words.join(", ")}` }];
}

function rangeProblems(property: string, value: Value | undefined, [from, to]: [number, number]): Problem[] {
  if (typeof value !== "number" || (value >= from && value <= to)) return [];
  return [{ property, reason: `found ${value}, required a number from ${from} to ${to}` }];
}

export const team: Resource = {
  inputs: { description: required(string), handle: required(string), name: required(string) },
  outputs: {
    linkCount: always(integer, 0),
    userCount: always(integer, 0),
  },
  id: made,
};

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const restrictions = (part: Shape) =>
  list(object({ endDay: part, endTime: part, startDay: part, startTime: part }));

function scheduleProblems({ layers }: Values): Problem[] {
  return objectsIn(layers).flatMap((layer) => [
    ...["effectiveDate", "rotationStart", "endDate"].flatMap((name) => instantProblems(layer[name])),
    ...objectsIn(layer["restrictions"]).flatMap((one) => [
      ...wordProblems("layers", one["startDay"], weekdays),
      ...wordProblems("layers", one["endDay"], weekdays),
    ]),
  ]);
}

function instantProblems(value: Value | undefined): Problem[] {
  if (typeof value !== "string" || isUnknown(value) || !Number.isNaN(Date.parse(value))) return [];
  return [
    { property: "layers", reason: `found "${value}", required an instant, as in 2026-12-01T09:00:00Z` },
  ];
}

export const onCallSchedule: Resource = {
  inputs: {
    layers: required(
      list(
        object({
          effectiveDate: required(string),
          endDate: string,
          id: string,
          interval: object({ days: integer, seconds: integer }),
          name: required(string),
          restrictions: restrictions(required(string)),
          rotationStart: required(string),
          timeZone: string,
          users: required(list(string)),
        }),
      ),
    ),
    name: required(string),
    teams: list(string),
    timeZone: required(string),
  },
  outputs: { teams: always(list(string), []), "layers[].id": ownId },
  id: made,
  refuses: scheduleProblems,
};

function policyProblems({ steps, retries }: Values): Problem[] {
  return [
    ...rangeProblems("retries", retries, [0, 10]),
    ...(isList(steps) && steps.length === 0
      ? [{ property: "steps", reason: "found none, required at least one" }]
      : []),
    ...objectsIn(steps).flatMap((step) => [
      ...rangeProblems("steps", step["escalateAfterSeconds"], [60, 36_000]),
      ...wordProblems("steps", step["assignment"], ["default", "round-robin"]),
      ...objectsIn(step["targets"]).flatMap(targetProblems),
    ]),
  ];
}

function targetProblems(target: Values): Problem[] {
  const named = ["schedule", "team", "user"].filter((name) => (target[name] ?? null) !== null);
  return [
    ...wordProblems("steps", target["position"], ["current", "previous", "next"]),
    ...(named.length === 1
      ? []
      : [
          {
            property: "steps",
            reason: `found a target of ${named.join(" and ") || "nobody"}, required one of schedule, team and user`,
          },
        ]),
  ];
}

export const onCallEscalationPolicy: Resource = {
  inputs: {
    name: required(string),
    resolvePageOnPolicyEnd: boolean,
    retries: integer,
    steps: required(
      list(
        object({
          assignment: string,
          escalateAfterSeconds: required(integer),
          id: string,
          targets: required(list(object({ position: string, schedule: string, team: string, user: string }))),
        }),
      ),
    ),
    teams: list(string),
  },
  outputs: {
    resolvePageOnPolicyEnd: always(boolean, false),
    retries: always(integer, 0),
    teams: always(list(string), []),
    "steps[].id": ownId,
  },
  id: made,
  refuses: policyProblems,
};

const hours = object({ restrictions: restrictions(string), timeZone: string });
const routingAction = object({
  escalationPolicy: object({
    ackTimeoutMinutes: integer,
    policyId: string,
    supportHours: hours,
    urgency: string,
  }),
  sendSlackMessage: object({ channel: string, workspace: string }),
  sendTeamsMessage: object({ channel: string, team: string, tenant: string }),
  triggerWorkflowAutomation: object({ handle: string }),
});

/** The last rule takes what no other takes: it asks for nothing, and leads to an escalation policy. */
function routingProblems({ rules }: Values): Problem[] {
  const all = objectsIn(rules);
  const last = all.at(-1);
  const urgencies = all.flatMap((rule) => wordProblems("rules", rule["urgency"], ["high", "low", "dynamic"]));
  if (last === undefined) return urgencies;
  const leads = [last, ...objectsIn(last["actions"])].some(
    (one) => (one["escalationPolicy"] ?? null) !== null,
  );
  const asks = ["query", "timeRestrictions"].filter((name) => (last[name] ?? null) !== null);
  return [
    ...urgencies,
    ...(leads
      ? []
      : [{ property: "rules", reason: "found a last rule without an escalation policy, required one" }]),
    ...asks.map((name) => ({ property: "rules", reason: `found ${name} in the last rule, required none` })),
  ];
}

export const onCallTeamRoutingRules: Resource = {
  inputs: {
    rules: list(
      object({
        actions: list(routingAction),
        escalationPolicy: string,
        id: string,
        query: string,
        timeRestrictions: hours,
        urgency: string,
      }),
    ),
    teamId: required(string),
  },
  outputs: { "rules[].id": ownId },
  // A team has one set of rules, which is there with it.
  id: ({ inputs }) => textOf(inputs["teamId"]),
  setting: true,
  refuses: routingProblems,
};
