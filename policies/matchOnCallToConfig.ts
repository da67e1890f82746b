// Requires the teams of Datadog On-Call that config asks for, and no other: who is paged, in which order, how soon.
import { isDeepStrictEqual } from "node:util";
import { policyArgs, routingArgs, scheduleArgs } from "../components/OnCallTeams.ts";
import { type OnCallTeam, rotationsOf, schedulesThatExist } from "../signals/onCall.ts";
import { textOrUnknown } from "./leaves.ts";
import { plain } from "./plain.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, StackRule } from "./rule.ts";

/**
 * What the same update makes has no id before: a schedule that is made is judged by its users, and whatever names it, or
 * a policy, by naming no schedule that exists already.
 */
export const matchOnCallToConfig: StackRule = {
  name: "match-on-call-to-config",
  description:
    "Each team of Datadog On-Call that config asks for must page whom config names, in that order and as soon; no other may be made.",
  mend: "Undo the change to `OnCallTeams`, or change `marsana-fleet:datadog.onCall`.",
  checkStack(resources, { datadog }, report) {
    if (datadog === undefined) return; // Off on purpose: match-switches-to-config judges what is left.
    for (const kind of kinds) checkKind(kind, datadog.onCall, resources, report);
  },
};

type Props = Readonly<Record<string, unknown>>;

/** A kind of resource: what config asks of a team's, and what is there, in the same form. */
interface Kind {
  readonly type: string;
  readonly words: string;
  readonly required: (team: OnCallTeam) => readonly object[];
  readonly found: (props: Props, existing: readonly string[]) => object;
}

const kinds: readonly Kind[] = [
  {
    type: types.team,
    words: "team",
    required: ({ handle, name }) => [{ handle, name }],
    found: (props) => known(props, ["handle", "name"]),
  },
  {
    type: types.onCallSchedule,
    words: "on-call schedule",
    required: (team) => rotationsOf(team).map(scheduleArgs),
    found: (props) => known(props, ["name", "timeZone", "layers"]),
  },
  {
    type: types.onCallPolicy,
    words: "escalation policy",
    required: (team) => [policyArgs(team, () => madeHere)],
    found: (props, existing) => ({
      ...known(props, ["name", "retries", "resolvePageOnPolicyEnd"]),
      steps: (props["steps"] as Props[]).map((step) => ({
        ...known(step, ["assignment", "escalateAfterSeconds"]),
        targets: (step["targets"] as Props[]).map((target) => named(target, "schedule", existing)),
      })),
    }),
  },
  {
    type: types.onCallRouting,
    words: "route to an escalation policy",
    required: () => [routingArgs(madeHere)],
    found: (props) => ({
      rules: (props["rules"] as Props[]).map((rule) => named(rule, "escalationPolicy", [])),
    }),
  },
];

/** Stands for the id of something that the stack makes. */
const madeHere = "(made here)";

function checkKind(
  { type, words, required, found }: Kind,
  teams: readonly OnCallTeam[],
  resources: readonly CheckedResource[],
  report: Report,
): void {
  const asked = teams.flatMap(required);
  const existing = teams.flatMap(schedulesThatExist);
  const made = resources.filter((one) => one.type === type);
  for (const { urn, props } of made) {
    const is = found(props, existing);
    if (asked.some((one) => isDeepStrictEqual(one, is))) continue;
    const choices = asked.map((one) => JSON.stringify(one)).join(" or ");
    report(
      `the ${words} is ${JSON.stringify(is)}, and must be ${choices || "away: config asks for none"}; mend: make it of ` +
        "what config says",
      urn,
    );
  }
  if (made.length !== asked.length)
    report(
      `there must be ${asked.length} of this kind: ${words}, and there are ${made.length}; mend: declare each once`,
    );
}

/** These properties, as plain data. @throws what reading an unknown value throws */
function known(props: Props, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, plain(props[name])]));
}

/** The same with all of the properties; one of them is an id, of something that exists or is made here. */
function named(props: Props, id: string, existing: readonly string[]): Record<string, unknown> {
  const others = Object.keys(props).filter((name) => name !== id);
  const text = textOrUnknown(props, id) ?? "";
  const shown = existing.includes(text) ? text : madeHere;
  return { ...known(props, others), ...(id in props && { [id]: shown }) };
}
