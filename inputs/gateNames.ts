// Finds what is wrong with the gate's settings: names that the runbook has not, which would guard nothing, and what none may weaken.
import { agingItems, type GateSettings, neverLeftOut } from "../release/gateSettings.ts";
import { idsOf, phaseOf } from "../release/items.ts";
import { looseningRule } from "../release/looseningReview.ts";
import { identities } from "../release/record.ts";
import type { Runbook } from "../runbook/index.ts";
import { placeOf, problem, removeLine, setLine } from "./configPlace.ts";
import { nearestOf } from "./nearest.ts";
import { rehearsalStack, stagingStack } from "./neighbour.ts";
import type { Settings } from "./settings.ts";

const reviewed = identities.indexOf("reviewed");

function itemIds({ preDeployment }: Runbook): string[] {
  return preDeployment.flatMap((list) => list.items.flatMap(idsOf));
}

/** One sentence for each item that ages, or that no emergency leaves out, and that the runbook has under no name. */
export function missingItemNotices(runbook: Runbook): string[] {
  const items = itemIds(runbook);
  const names = new Set([...Object.keys(agingItems), ...neverLeftOut]);
  return [...names]
    .filter((name) => !items.includes(name))
    .map(
      (name) =>
        `the runbook has no item ${name}: what the gate asks of it, it asks of nothing; if it has other words now, give ` +
        `it a comment: <!-- id: <its id of now>, was: ${name} -->`,
    );
}

/** One problem for each name that is of no item and of no checklist, and for what must not be observed. What always holds is asked of no runbook. */
export function gateNameProblems(gate: GateSettings, runbook: Runbook, stack: string): string[] {
  const phases = runbook.preDeployment.map(phaseOf);
  const items = itemIds(runbook);
  const fresh = Object.fromEntries(
    Object.entries(gate.freshHours).filter(([name, hours]) => agingItems[name] !== hours),
  );
  const emergency = gate.emergencyItems.filter((name) => !neverLeftOut.includes(name));
  const named = [
    ...Object.keys(gate.provableFromHours).map((name) => ({ key: "provableFromHours", step: name, name })),
    ...Object.keys(fresh).map((name) => ({ key: "freshHours", step: name, name })),
    ...emergency.map((name, index) => ({ key: "emergencyItems", step: index, name })),
  ];
  const unknown = named.flatMap(({ key, step, name }) => {
    const known = key === "provableFromHours" ? phases : items;
    if (known.includes(name)) return [];
    const place = placeOf(["gate", key, step]);
    const nearest = nearestOf(name, known);
    return problem(
      place,
      `the name ${JSON.stringify(name)}, which the runbook has not`,
      nearest === undefined
        ? `one of ${known.join(", ")}`
        : `a name of the runbook; the nearest is ${nearest}`,
      removeLine(stack, place),
    );
  });
  return [...unknown, ...observedLoosening(gate, stack)];
}

/** A commit that observes the rule, and weakens something beside it, would need nobody to look at it. */
function observedLoosening({ observe }: GateSettings, stack: string): string[] {
  const until = observe[looseningRule];
  if (until === undefined) return [];
  const place = placeOf(["gate", "observe", looseningRule]);
  const required = "no such line: what weakens is never observed only";
  return [problem(place, JSON.stringify(until), required, removeLine(stack, place))];
}

/** What no config may weaken: who lets production's releases go, and what staging may call itself. */
export function gateProblems({ gate, environment }: Settings, stack: string): string[] {
  const typed =
    stack !== rehearsalStack && stack !== stagingStack && identities.indexOf(gate.identity) < reviewed;
  const place = placeOf(["gate", "identity"]);
  return [
    ...(typed
      ? [
          problem(
            place,
            gate.identity,
            "reviewed or oidc, outside rehearsal and staging",
            removeLine(stack, place),
          ),
        ]
      : []),
    ...(stack === stagingStack && environment === "production"
      ? [
          problem(
            placeOf(["environment"]),
            environment,
            "another one: what stops a release in production only advises in staging",
            setLine(stack, placeOf(["environment"]), "", stagingStack),
          ),
        ]
      : []),
  ];
}
