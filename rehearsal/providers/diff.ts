// Says which properties differ between what a resource has and what the program wants, and which of them replace it.
import { isDeepStrictEqual } from "node:util";
import { pathTo } from "./check.ts";
import type { Shape, Shapes } from "./shape.ts";
import { isList, isObject, plain, type Value, type Values } from "./value.ts";

export interface Difference {
  /** Where, in the engine's notation: `monitorThresholds.critical`, `tags[0]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/**
 * Every difference at the deepest place it can be named. Secret marks are no difference; a value that is not
 * known yet differs from any that is.
 * @param ignored paths that `ignoreChanges` names; what lies in them is left out
 */
export function differences(
  shapes: Shapes,
  before: Values,
  after: Values,
  ignored: readonly string[] = [],
): Difference[] {
  const found = between({ kind: "object", properties: shapes }, plain(before), plain(after), "", false);
  return found.filter(({ path }) => !ignored.some((one) => covers(one, path)));
}

const covers = (ignored: string, path: string): boolean =>
  path === ignored || path.startsWith(`${ignored}.`) || path.startsWith(`${ignored}[`);

function between(
  shape: Shape | undefined,
  before: Value | undefined,
  after: Value | undefined,
  path: string,
  above: boolean,
): Difference[] {
  const replaces = above || shape?.replaces === true;
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) return inObjects(shape, before, after, path, replaces);
  if (isList(before) && isList(after)) return inLists(shape, before, after, path, replaces);
  return [{ path, kind: before === undefined ? "add" : after === undefined ? "delete" : "update", replaces }];
}

const inObjects = (
  shape: Shape | undefined,
  before: Values,
  after: Values,
  path: string,
  replaces: boolean,
): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith("__"))
    .flatMap((name) =>
      between(shapeOf(shape, name), before[name], after[name], pathTo(path, name), replaces),
    );

const inLists = (
  shape: Shape | undefined,
  before: readonly Value[],
  after: readonly Value[],
  path: string,
  replaces: boolean,
): Difference[] =>
  Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, at) =>
    between(shape?.kind === "list" ? shape.of : undefined, before[at], after[at], `${path}[${at}]`, replaces),
  );

function shapeOf(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === "object") return shape.properties[name];
  return shape?.kind === "map" ? shape.of : undefined;
}
