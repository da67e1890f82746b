// What the Datadog stand-in knows of corrections: times that an objective leaves out.
import { type Behaviour, type Change, type Problem, textOf, uuid } from "../table.ts";
import { isUnknown, type Values } from "../value.ts";

const categories = ["Scheduled Maintenance", "Outside Business Hours", "Deployment", "Other"];
/** The parts of a recurrence that the API takes ("SLO correction", `rrule`). */
const parts = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY"];

function categoryProblems({ category }: Values): Problem[] {
  if (isUnknown(category) || categories.includes(textOf(category))) return [];
  const reason = `found "${textOf(category)}", required one of ${categories.join(", ")}`;
  return [{ property: "category", reason }];
}

/** One that recurs says for how long, and by what the API can read. */
function unreadable({ inputs: { rrule, duration } }: Change): string | undefined {
  if ((rrule ?? null) === null) return undefined;
  if ((duration ?? null) === null) return refusal("duration must be set for a recurring correction");
  const names = textOf(rrule)
    .split(";")
    .map((part) => part.split("=")[0] ?? "");
  const other = names.filter((name) => !parts.includes(name));
  return other.length === 0
    ? undefined
    : refusal(`rrule must have no other parts than ${parts.join(", ")}: found ${other.join(", ")}`);
}

const refusal = (why: string): string => `400 Bad Request: ${JSON.stringify({ errors: [why] })}`;

export const sloCorrection: Behaviour = {
  id: ({ urn, attempt }) => uuid(urn, attempt),
  refuses: categoryProblems,
  serviceRefuses: unreadable,
};
