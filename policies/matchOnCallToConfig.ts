// Requires the teams of Datadog On-Call that config asks for, and no other: who is paged, in which order, how soon.
import { policyArgs, routingArgs, scheduleArgs } from "../components/OnCallTeams.ts";
import { type OnCallTeam, rotationsOf, schedulesThatExist } from "../signals/onCall.ts";
import { comparison, idOfOwn, sayUnknown, shown } from "./differences.ts";
import { known, partOf, textOrUnknown } from "./known.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule, RuleInputs } from "./rule.ts";

/**
 * What the same update makes has no id before: at a preview whatever names it is judged by all else, and in the update,
 * before it is made, by naming no schedule that exists already. Whose id it is the stack as a whole tells.
 */
export const matchOnCallToConfig: ResourceRule = {
  name: "match-on-call-to-config",
  description:
    "Each team of Datadog On-Call that config asks for must page whom config names, in that order and as soon; no other may be made.",
  mend: "Undo the change to `OnCallTeams`, or change `marsana-fleet:datadog.onCall`.",
  appliesTo: [types.team, types.onCallSchedule, types.onCallPolicy, types.onCallRouting],
  checkResource(resource, inputs, report) {
    const { datadog } = inputs;
    const kind = kinds.find(({ type }) => type === resource.type);
    if (datadog === undefined || kind === undefined) return; // Off: match-switches-to-config judges what is left.
    checkKind(kind, resource, datadog.onCall, inputs, report);
  },
  checkStack(resources, { datadog }, report) {
    if (datadog === undefined) return;
    for (const { type, words, required } of kinds) {
      const asked = datadog.onCall.flatMap(required).length;
      const made = resources.filter((one) => one.type === type).length;
      if (made !== asked)
        report(
          `there must be ${asked} of this kind: ${words}, and there are ${made}; mend: declare each once`,
        );
    }
    checkIds(resources, datadog.onCall.flatMap(schedulesThatExist), report);
  },
};

/** A kind of resource, and what config asks of a team's. */
interface Kind {
  readonly type: string;
  readonly words: string;
  readonly required: (team: OnCallTeam) => readonly object[];
}

const kinds: readonly Kind[] = [
  { type: types.team, words: "team", required: ({ handle, name }) => [{ handle, name }] },
  {
    type: types.onCallSchedule,
    words: "on-call schedule",
    required: (team) => rotationsOf(team).map(scheduleArgs),
  },
  {
    type: types.onCallPolicy,
    words: "escalation policy",
    required: (team) => [policyArgs(team, () => idOfOwn)],
  },
  {
    type: types.onCallRouting,
    words: "route to an escalation policy",
    required: () => [routingArgs(idOfOwn)],
  },
];

/** It must be one of those that config asks for. @throws Error where what nobody knows yet decides whether it is */
function checkKind(
  { words, required }: Kind,
  { props }: CheckedResource,
  teams: readonly OnCallTeam[],
  { preview, later }: RuleInputs,
  report: Report,
): void {
  const asked = teams.flatMap(required);
  const existing = teams.flatMap(schedulesThatExist);
  const compared = asked.map((one) => comparison(props, one, { preview, existing }));
  const fitting = compared.filter(({ differences }) => differences.length === 0);
  const same = fitting.find(({ unknown }) => unknown.length === 0);
  if (same !== undefined) {
    for (const name of same.later) later(`an id in the ${name} of the ${words}`);
    return;
  }
  const [open] = fitting;
  if (open !== undefined) throw new Error(sayUnknown(open.unknown));
  const names = Object.keys(asked[0] ?? props);
  const found = Object.fromEntries(names.map((name) => [name, partOf(props, name)]));
  const choices = asked.map(shown).join(" or ");
  report(
    `the ${words} is ${shown(found)}, and must be ${choices || "away: config asks for none"}; mend: make it of what ` +
      "config says",
  );
}

/** Once they are known, the ids that are named must be those of what the stack makes. */
function checkIds(resources: readonly CheckedResource[], existing: readonly string[], report: Report): void {
  for (const [type, list, name, of] of [
    [types.onCallPolicy, "steps", "schedule", types.onCallSchedule],
    [types.onCallRouting, "rules", "escalationPolicy", types.onCallPolicy],
  ] as const) {
    const own = resources.filter((one) => one.type === of).map(({ props }) => textOrUnknown(props, "id"));
    if (own.length === 0 || own.includes(undefined)) continue;
    for (const { urn, props } of resources.filter((one) => one.type === type)) {
      const named = textsUnder(partOf(props, list), name).filter((id) => !existing.includes(id));
      for (const id of named.filter((one) => !own.includes(one)))
        report(`it names the ${name} ${id}, and must name one that the stack makes; mend: name that`, urn);
    }
  }
}

/** The texts under a name, at any depth of what is known. */
function textsUnder(value: unknown, name: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(known(value) as object).flatMap(([key, one]) =>
    key === name && typeof one === "string" ? [one] : textsUnder(one, name),
  );
}
