// Reads off a monitor's tags which row of the runbook's table it watches.
import type { Threshold } from "../runbook/model.ts";
import { metricTag } from "../signals/scope.ts";
import type { CheckedResource } from "./rule.ts";

/** The tags of a resource's `tags` property. @throws TypeError if it has none: such a monitor cannot be judged */
export function tagsOf({ name, props }: CheckedResource): string[] {
  const tags = props["tags"];
  if (!Array.isArray(tags)) throw new TypeError(`the monitor ${name} has no tags`);
  return tags.map(String);
}

/** The row that the monitor says it watches, if any. */
export function rowOf(monitor: CheckedResource, rows: readonly Threshold[]): Threshold | undefined {
  const tags = tagsOf(monitor);
  return rows.find(({ id }) => tags.includes(metricTag(id)));
}
