// Stands in for what Datadog says of a monitor's definition: whether it can read the query, and whether the numbers agree.
import { z } from "zod";
import { parseMonitorQuery, queryProblem } from "../../signals/query/monitorQuery.ts";

const definitionSchema = z.object({
  type: z.string(),
  query: z.string(),
  options: z
    .object({
      thresholds: z
        .object({
          critical: z.number().optional(),
          warning: z.number().optional(),
          critical_recovery: z.number().optional(),
          warning_recovery: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
});

const invalidQuery = "The value provided for parameter 'query' is invalid";

/** The service reads the query, and compares the number in it with the thresholds, which stay off a composite. */
export function definitionProblem(body: unknown): string | undefined {
  const { data } = definitionSchema.safeParse(body);
  if (data === undefined || queryProblem(data.type, data.query) !== undefined) return invalidQuery;
  const parsed = parseMonitorQuery(data.type, data.query);
  if (parsed.kind === "composite") return undefined;
  const { comparator, threshold } = parsed;
  const { thresholds } = data.options ?? {};
  if (thresholds === undefined) return undefined;
  const { critical, warning, critical_recovery, warning_recovery } = thresholds;
  if (threshold !== critical)
    return `Alert threshold (${critical}) does not match that used in the query (${threshold}).`;
  const recoversTooEarly = (at: number | undefined, recovery: number | undefined) =>
    at !== undefined &&
    recovery !== undefined &&
    (comparator.startsWith(">") ? recovery > at : recovery < at);
  if (recoversTooEarly(critical, critical_recovery) || recoversTooEarly(warning, warning_recovery))
    return "alert and alert recovery criteria are such that the monitor can be simultaneously in alert and alert recovery states";
  return undefined;
}
