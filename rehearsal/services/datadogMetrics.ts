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
  const series = { metric: query, expression: query, scope: "env:rehearsal", interval, pointlist };
  return {
    status: "ok",
    res_type: "time_series",
    from_date: from * 1000,
    to_date: to * 1000,
    query,
    series: pointlist.length === 0 ? [] : [{ ...series, length: pointlist.length }],
  };
}
