// What the Datadog stand-in knows of On-Call: teams, schedules, escalation policies and the routing of pages.
import { always, type Behaviour, type Made, type Makers, type Problem, textOf, uuid } from "../table.ts";
import { isList, isObject, isUnknown, type Value, type Values } from "../value.ts";

const made = ({ urn, attempt }: Made): string => uuid(urn, attempt);

/** The id that Datadog gives to a part. */
const ownId: Makers[string] = ({ urn, at }) => uuid(urn, at);

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

export const team: Behaviour = {
  outputs: {
    linkCount: always(0),
    userCount: always(0),
  },
  id: made,
};

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

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

export const onCallSchedule: Behaviour = {
  outputs: { teams: always([]), "layers[].id": ownId },
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

export const onCallEscalationPolicy: Behaviour = {
  outputs: {
    resolvePageOnPolicyEnd: always(false),
    retries: always(0),
    teams: always([]),
    "steps[].id": ownId,
  },
  id: made,
  refuses: policyProblems,
};

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

export const onCallTeamRoutingRules: Behaviour = {
  outputs: { "rules[].id": ownId },
  // A team has one set of rules, which is there with it.
  id: ({ inputs }) => textOf(inputs["teamId"]),
  setting: true,
  refuses: routingProblems,
};
