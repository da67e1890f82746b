// What the resources of the Vercel stand-in share: the team, ids, and the words that the service takes.
import { always, digits, type Made, type Problem } from "../table.ts";
import { isList, isUnknown, type Value, type Values } from "../value.ts";

export const ofTeam = always("team_rehearsal");

/** An id as Vercel makes them: `prj_…`. */
export const prefixed =
  (prefix: string) =>
  ({ urn, attempt }: Made): string =>
    `${prefix}_${digits(24, urn, attempt)}`;

/** A problem for every property that holds, or lists, a word which the service does not take. */
export function wordProblems(
  inputs: Values,
  words: { readonly [property: string]: readonly string[] },
): Problem[] {
  return Object.entries(words).flatMap(([property, known]) => {
    const value = inputs[property];
    const given: readonly Value[] = isList(value) ? value : value === undefined ? [] : [value];
    const wrong = given.filter((one) => !isUnknown(one) && !known.includes(String(one)));
    if (wrong.length === 0) return [];
    const found = wrong.map((one) => JSON.stringify(one)).join(", ");
    return [{ property, reason: `found ${found}, required one of ${known.join(", ")}` }];
  });
}
