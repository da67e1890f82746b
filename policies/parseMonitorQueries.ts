// Requires every monitor's query to be one that Datadog can read, so that it fails here and not at its API.
import { queryProblem, typesMadeOfIds } from "../signals/query/monitorQuery.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

export const parseMonitorQueries: ResourceRule = {
  name: "parse-monitor-queries",
  description:
    "A monitor's query must be one that Datadog can read, of a type whose queries this project knows.",
  mend: "Correct the query at the column that the message names; a row's is `marsana-fleet:signals.<metric>.query`.",
  appliesTo: [types.monitor],
  checkResource(resource, { preview, later }, report) {
    const { type, query } = definitionOf(resource, preview);
    if (query === undefined) return later(`the query of a monitor of the type "${type}"`);
    const problem = queryProblem(type, query);
    if (problem === undefined) return;
    report(`the query of the monitor cannot be read: ${problem}; mend: correct it there`);
  },
};

/**
 * What the monitor is declared to be. At a preview the query of some types is not known and left out: the ids in it are
 * of what is not made yet. In the update it is known, and is judged before the monitor is touched.
 */
function definitionOf(
  { name, props }: CheckedResource,
  preview: boolean,
): { type: string; query: string | undefined } {
  const type = String(props["type"]);
  let query: unknown;
  try {
    query = props["query"];
  } catch (error) {
    // The pack's SDK throws where a value is unknown, and nowhere else.
    if (preview && typesMadeOfIds.includes(type)) return { type, query: undefined };
    throw error;
  }
  if (typeof query !== "string") throw new TypeError(`the monitor ${name} has no query`);
  return { type, query };
}
