// Which properties one step of the engine changes, and which of them only a replacement can change.
import type { StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { masked } from "./masked.ts";

type Values = Readonly<Record<string, unknown>>;

/** What stands for the properties of a change of which neither provider nor engine names any. */
export const unnamed = "properties that its provider does not name";

/**
 * The paths of the properties that the step changes, sorted. A provider on the Terraform plugin framework (Vercel's,
 * and some types of Datadog's) names the top-level ones alone: what differs below them is read off the inputs.
 */
export function changedBy(step: StepEventMetadata): string[] {
  const detailed = Object.keys(step.detailedDiff ?? {});
  if (detailed.length > 0) return detailed.sort();
  const [before, after] = [step.old?.inputs ?? {}, step.new?.inputs ?? {}];
  const named = step.diffs ?? [];
  const paths =
    named.length > 0
      ? named.flatMap((name) => pathsWithin(name, before[name], after[name]))
      : step.op === "update"
        ? pathsBetween("", before, after)
        : [];
  if (paths.length === 0 && step.op === "update") return [unnamed];
  return [...new Set(paths)].sort();
}

/** A property that its service gives to a new thing only. */
export interface Replaced {
  path: string;
  /** As the thing has it and as the program wants it; secrets and what is not known yet are marked. */
  found: unknown;
  required: unknown;
}

/** The properties that make the step a replacement: those that the provider details, else the engine's own keys. */
export function replacedBy({ detailedDiff, keys = [], ...step }: StepEventMetadata): Replaced[] {
  const detailed = Object.entries(detailedDiff ?? {}).flatMap(([path, { diffKind }]) =>
    /replace/.test(diffKind) ? [path] : [],
  );
  const [before, after] = [masked(step.old?.inputs ?? {}), masked(step.new?.inputs ?? {})];
  return (detailed.length > 0 ? detailed : [...keys])
    .sort()
    .map((path) => ({ path, found: valueAt(before, path), required: valueAt(after, path) }));
}

const valueAt = (values: Values, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter((name) => name !== "")
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), values);

/** What differs at or below a property that does. A secret cannot be compared: what holds one is named as a whole. */
function pathsWithin(path: string, before: unknown, after: unknown): string[] {
  const [old, wanted] = [masked({ value: before }), masked({ value: after })];
  if (JSON.stringify([old, wanted]).includes('"[secret]"')) return [path];
  const paths = pathsBetween(path, before, after);
  return paths.length > 0 ? paths : [path];
}

/** The deepest places at which two values differ. A list is one of them as a whole: its items move. */
function pathsBetween(path: string, before: unknown, after: unknown): string[] {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return [];
  if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith("__"))
    .flatMap((name) => pathsBetween(path === "" ? name : `${path}.${name}`, before[name], after[name]));
}

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null;
