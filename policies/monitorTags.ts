// Reads off a monitor's tags which row of the runbook's table it watches.
import type { Runbook, Threshold } from "../runbook/model.ts";
import type { Objective } from "../signals/objectives.ts";
import { metricTag, purposeTag } from "../signals/scope.ts";
import type { CheckedResource } from "./rule.ts";

/** The tags of a resource's `tags` property. @throws TypeError if it has none: such a monitor cannot be judged */
export function tagsOf({ name, props }: Pick<CheckedResource, "name" | "props">): string[] {
  const tags = props["tags"];
  if (!Array.isArray(tags)) throw new TypeError(`the monitor ${name} has no tags`);
  return tags.map(String);
}

/** The row that the monitor says it watches, if any. */
export function rowOf(monitor: CheckedResource, rows: readonly Threshold[]): Threshold | undefined {
  const byTag = indexOf(rows);
  return tagsOf(monitor)
    .map((tag) => byTag.get(tag))
    .find((row) => row !== undefined);
}

/** Each table's rows by their tag, made once: several rules ask for the row of every monitor. */
const indexes = new WeakMap<readonly Threshold[], ReadonlyMap<string, Threshold>>();

function indexOf(rows: readonly Threshold[]): ReadonlyMap<string, Threshold> {
  const index = indexes.get(rows) ?? new Map(rows.map((row) => [metricTag(row.id), row]));
  indexes.set(rows, index);
  return index;
}

/** Whether the monitor says that it is of something in the runbook: a row, an objective of one, or an incident. */
export function isOfRunbook(monitor: CheckedResource, { thresholds, incidents }: Runbook): boolean {
  const tags = tagsOf(monitor);
  return (
    thresholds.some(({ id }) =>
      [metricTag(id), purposeTag("warning", id), purposeTag("objective", id)].some((tag) =>
        tags.includes(tag),
      ),
    ) || incidents.some(({ id }) => tags.includes(purposeTag("incident", id)))
  );
}

/** The objective that something says it is, or is an alert on. */
export function objectiveNamedBy(
  one: CheckedResource,
  objectives: readonly Objective[],
): Objective | undefined {
  const tags = tagsOf(one);
  return objectives.find(({ row }) => tags.includes(purposeTag("objective", row.id)));
}
