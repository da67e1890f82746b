// The one comparison of the rules: what is wanted of a resource against what its plugin says that there is.
import { isUnknown, known, leavesIn, type Props, partOf } from "./known.ts";

/** Stands, in what is wanted, for the id of something that the stack makes itself: any id, and none before that is made. */
export const idOfOwn = "(made here)";

/** Of the fields that rules compare, those in which the plugins take the order for nothing, and give it back sorted. */
const sets: ReadonlySet<string> = new Set(["monitorTags", "notifyEndStates", "tags"]);

/** What plugins add within what they were given: nobody asks for it, and it says nothing of what was asked for. */
const added: ReadonlySet<string> = new Set(["__defaults", "id", "targetDisplay", "warningDisplay"]);

/** A property that is not as wanted. */
export interface Difference {
  readonly name: string;
  readonly found: unknown;
  readonly wanted: unknown;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** What had to be known to say whether it differs, such as `layers.0.id`. */
  readonly unknown: readonly string[];
  /** Of what is not known before the update, what may not be: ids of what the stack makes. */
  readonly later: readonly string[];
}

export interface Given {
  /** Only in a preview may an id of the stack's own be unknown. */
  readonly preview?: boolean;
  /** Ids of what exists already, and is none of the stack's own. */
  readonly existing?: readonly string[];
  /** Fields that are set once, and say nothing afterwards. */
  readonly setOnce?: readonly string[];
}

/**
 * Compares the properties that are wanted, and no others; within them everything. What is wanted to be unset may be there
 * as plugins say "unset", but must not be set to something.
 */
export function comparison(props: Props, wanted: object, given: Given = {}): Comparison {
  const all = Object.entries(wanted).map(([name, value]) => {
    const found = partOf(props, name);
    return { name, found, wanted: known(value), verdict: verdictOn(found, known(value), name, given) };
  });
  const of = (verdict: Verdict) => all.filter((one) => one.verdict === verdict);
  return {
    differences: of("other").map(({ name, found, wanted: must }) => ({ name, found, wanted: must })),
    unknown: of("unknown").flatMap(({ name, found }) => unknownIn(found, name)),
    later: of("later").map(({ name }) => name),
  };
}

/** Tells of each difference. @throws Error where it cannot be known before the update whether there is one */
export function compare(
  props: Props,
  wanted: object,
  differs: (difference: Difference) => void,
  given: Given = {},
): void {
  const { differences, unknown } = comparison(props, wanted, given);
  for (const one of differences) differs(one);
  if (unknown.length > 0) throw new Error(sayUnknown(unknown));
}

function unknownIn(found: unknown, name: string): string[] {
  return leavesIn({ [name]: found }).flatMap(({ path, text }) =>
    text === undefined ? [path.join(".")] : [],
  );
}

export function sayUnknown(names: readonly string[]): string {
  return `its ${names.join(", its ")} is unknown before the update`;
}

/** A value in words, without what plugins add and without what is unset in it. */
export function shown(value: unknown): string {
  return JSON.stringify(bare(value)) ?? "not set";
}

/** Whether a value says no more than that nothing is set: after an update plugins say that in a way of their own for each field. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.entries(value).every(([name, one]) => added.has(name) || isEmpty(one));
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

type Verdict = "same" | "later" | "unknown" | "other";

function verdictOn(found: unknown, wanted: unknown, field: string, given: Given): Verdict {
  if (isUnknown(found)) return wanted === idOfOwn && given.preview === true ? "later" : "unknown";
  if (wanted === idOfOwn)
    return same(typeof found === "string" && found !== "" && !given.existing?.includes(found));
  // Where 0 or false is wanted it must be said: the service may take something else for granted.
  if (typeof wanted === "number" || typeof wanted === "boolean") return same(found === wanted);
  if (isUnset(wanted)) return verdictOnUnset(found);
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return "other";
    return sets.has(field)
      ? verdictOnSets(found, wanted, given)
      : verdictOnLists(found, wanted, field, given);
  }
  if (isObject(wanted)) return isObject(found) ? verdictOnObjects(found, wanted, given) : "other";
  return same(found === wanted);
}

/** What is set in it is another value, whatever else of it is unknown. */
function verdictOnUnset(found: unknown): Verdict {
  if (isUnknown(found)) return "unknown";
  if (isObject(found))
    return worst(
      Object.entries(found).flatMap(([name, one]) => (added.has(name) ? [] : [verdictOnUnset(one)])),
    );
  return same(isEmpty(found));
}

function verdictOnSets(found: readonly unknown[], wanted: readonly unknown[], given: Given): Verdict {
  if (found.some(isUnknown)) return "unknown";
  const has = (all: readonly unknown[], one: unknown) =>
    all.some((other) => verdictOn(other, one, "", given) === "same");
  return same(wanted.every((one) => has(found, one)) && found.every((one) => has(wanted, one)));
}

function verdictOnLists(
  found: readonly unknown[],
  wanted: readonly unknown[],
  field: string,
  given: Given,
): Verdict {
  if (found.length !== wanted.length) return "other";
  return worst(wanted.map((one, index) => verdictOn(found[index], one, field, given)));
}

function verdictOnObjects(found: Props, wanted: Props, given: Given): Verdict {
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return worst(
    [...names].flatMap((name) => {
      if (given.setOnce?.includes(name)) return [];
      if (name in wanted) return [verdictOn(found[name], wanted[name], name, given)];
      return added.has(name) ? [] : [verdictOnUnset(found[name])];
    }),
  );
}

function same(is: boolean): Verdict {
  return is ? "same" : "other";
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return (["other", "unknown", "later"] as const).find((one) => verdicts.includes(one)) ?? "same";
}

function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const set = Object.entries(value)
    .filter(([name, one]) => !added.has(name) && !isUnset(one))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(set.map(([name, one]) => [name, bare(one)]));
}

/** Whether it says nothing at all; 0 and false do, where somebody wants them. */
function isUnset(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
