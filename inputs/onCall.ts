// The teams of Datadog On-Call that config asks for, what is wrong with them, and what to know of them.

import { type OnCallStep, type OnCallTarget, type OnCallTeam, rotationsOf } from "../signals/onCall.ts";
import { onCallHandle } from "../signals/pagers.ts";
import { placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import type { Settings } from "./settings.ts";

/** What config says of the teams that are made; nothing of those that exist. */
type Asked = Extract<Settings["datadog"], { enabled: true }>["onCall"];
type AskedStep = Asked[string]["steps"][number];

/**
 * The teams, and a problem for each thing that does not fit.
 * @param paged the handles that pages go to, once the stack is out of shadow
 */
export function onCallTeamsOf(
  asked: Asked,
  stack: string,
  { paged, now }: { paged: readonly string[]; now: Date },
): { onCall: OnCallTeam[]; notices: string[]; problems: string[] } {
  const onCall = Object.entries(asked).map(
    ([handle, { name = handle, steps, retries }]): OnCallTeam => ({
      handle,
      name,
      retries,
      steps: steps.flatMap(stepOf),
    }),
  );
  return {
    onCall,
    notices: onCall.flatMap((team) => emptyNotices(team, now)),
    problems: [
      ...Object.entries(asked).flatMap(([handle, { steps }]) => stepProblems(handle, steps, stack)),
      ...onCall.flatMap(({ handle }) => unpagedProblems(handle, paged, stack)),
      ...repeatedProblems(asked, stack),
    ],
  };
}

/** Whom the step pages; none where it says so not once: a problem says that. */
function stepOf(step: AskedStep): OnCallStep[] {
  const [target, ...more] = targetsIn(step);
  return target === undefined || more.length > 0 ? [] : [{ target, seconds: step.minutes * 60 }];
}

function targetsIn({ schedule, users, rotation }: AskedStep): OnCallTarget[] {
  return [
    ...(schedule === undefined ? [] : [{ kind: "schedule" as const, id: schedule }]),
    ...(users === undefined ? [] : [{ kind: "users" as const, ids: users }]),
    ...(rotation === undefined ? [] : [{ kind: "rotation" as const, ...rotation }]),
  ];
}

function stepProblems(handle: string, steps: readonly AskedStep[], stack: string): string[] {
  return steps.flatMap((step, index) => {
    const kinds = targetsIn(step).map(({ kind }) => kind);
    if (kinds.length === 1) return [];
    const place = placeOf(["datadog", "onCall", handle, "steps", index]);
    return problem(
      place,
      kinds.length === 0 ? "nobody who is paged" : kinds.join(" and "),
      "exactly one of schedule (one that exists), rotation (a new one) and users",
      kinds.length === 0
        ? setLine(stack, `${place}.schedule`, "--path", "<schedule id>")
        : kinds
            .slice(1)
            .map((kind) => removeLine(stack, `${place}.${kind}`))
            .join(" && "),
    );
  });
}

/** A team that is made and then called by nobody looks like a page route, and is none. */
function unpagedProblems(handle: string, paged: readonly string[], stack: string): string[] {
  const callers = [onCallHandle(handle), `@team-${handle}`];
  if (paged.some((one) => callers.includes(one.toLowerCase()))) return [];
  const place = placeOf(["datadog", "onCall", handle]);
  const contact = placeOf(["datadog", "contacts", "on-call-engineer", "team"]);
  return [
    problem(
      place,
      "a team that no page goes to",
      `a contact whose team is ${handle}, or ${onCallHandle(handle)} in datadog.routes.page`,
      `${setLine(stack, contact, "--path", handle)}, or ${removeLine(stack, place)}`,
    ),
  ];
}

function repeatedProblems(asked: Asked, stack: string): string[] {
  const named = Object.entries(asked).flatMap(([handle, { steps }]) =>
    steps.flatMap(({ rotation }, index) => {
      const place = placeOf(["datadog", "onCall", handle, "steps", index, "rotation", "name"]);
      return rotation === undefined ? [] : [{ place, name: rotation.name }];
    }),
  );
  return named.flatMap(({ place, name }) => {
    const first = named.find((one) => one.name === name);
    if (first === undefined || first.place === place) return [];
    const found = `${name}, as in ${first.place}`;
    const mend = setLine(stack, place, "--path", "<schedule>");
    return problem(place, found, "a name that no other rotation has", mend);
  });
}

/** Until its first turn a new rotation has nobody. */
function emptyNotices(team: OnCallTeam, now: Date): string[] {
  return rotationsOf(team)
    .filter(({ from }) => Date.parse(from) > now.getTime())
    .map(
      ({ name, from }) =>
        `The rotation ${name} begins at ${from}: until then ${onCallHandle(team.handle)} pages nobody by it`,
    );
}
