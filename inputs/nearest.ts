// Finds the name that was probably meant.
import { closest, distance } from "fastest-levenshtein";

/** A name further away than this share of the longer one is not a slip of the pen. */
const farthest = 0.5;

/** The nearest of the names, letters' case apart; nothing if none is near. */
export function nearestOf(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const found = closest(
    name.toLowerCase(),
    names.map((one) => one.toLowerCase()),
  );
  const near = distance(name.toLowerCase(), found) <= Math.max(name.length, found.length) * farthest;
  return near ? names.find((one) => one.toLowerCase() === found) : undefined;
}
