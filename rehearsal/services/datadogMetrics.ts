// Stands in for Datadog's answer to what a query has measured: a point a minute, where anything was.
import { z } from "zod";

/** In seconds since 1970. */
export const rangeSchema = z.object({
  from: z.coerce.number().int(),
  to: z.coerce.number().int(),
  query: z.string().min(1),
});

/** The range for which the service has a point a minute; of a longer one it has fewer. */
const finestSeconds = 4 * 60 * 60;

export function measuredBody(
  { from, to, query }: z.infer<typeof rangeSchema>,
  measured: ((query: string, at: Date) => number | undefined) | undefined,
) {
  const interval = to - from <= finestSeconds ? 60 : 300;
  const pointlist: [number, number][] = [];
  for (let at = from; at < to; at += interval) {
    const value = measured?.(query, new Date(at * 1000));
    if (value !== undefined) pointlist.push([at * 1000, value]);
  }
  const scope = "env:rehearsal";
  const series = {
    metric: query,
    expression: query,
    display_name: query,
    scope,
    tag_set: [scope],
    interval,
    start: pointlist[0]?.[0],
    end: (pointlist.at(-1)?.[0] ?? 0) + interval * 1000 - 1000,
    length: pointlist.length,
    query_index: 0,
    aggr: null,
    attributes: {},
    unit: [null, null],
    pointlist,
  };
  return {
    status: "ok",
    resp_version: 1,
    res_type: "time_series",
    message: "",
    from_date: from * 1000,
    to_date: to * 1000,
    query,
    group_by: ["env"],
    times: [],
    values: [],
    series: pointlist.length === 0 ? [] : [series],
  };
}
