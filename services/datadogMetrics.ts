// Datadog's metrics, as far as what was measured is read: the official client, with our transport. Changes nothing.
import { MetricsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MetricsApi.js";
import { z } from "zod";
import { type DatadogOptions, datadogReach } from "./datadog.ts";
import { Refusal, refusalIn, understood } from "./refusal.ts";

const answerSchema = z.object({
  status: z.literal("ok"),
  series: z
    .array(
      z.object({
        /** The tags of the group, such as `env:production`. */
        scope: z.string().default("*"),
        /** In seconds. */
        interval: z.number().positive(),
        /** Milliseconds since 1970, and what was measured from then on for an interval. */
        pointlist: z.array(z.tuple([z.number(), z.number().nullable()])).default([]),
      }),
    )
    .default([]),
});
const failedSchema = z.object({
  status: z.literal("error"),
  error: z.string().default("the query failed, without a word why"),
});
export type MeasuredSeries = z.infer<typeof answerSchema>["series"][number];

export interface DatadogMetrics {
  /**
   * What a query measured between two instants: a series for each group. A refusal is `wrong` where the service cannot
   * read the query.
   * @throws Refusal
   */
  query(query: string, from: Date, to: Date): Promise<MeasuredSeries[]>;
}

/** @throws InputError for an address or a key that cannot be used */
export function datadogMetrics(options: DatadogOptions): DatadogMetrics {
  const { reach, configuration } = datadogReach(options, true);
  const metrics = new MetricsApi(configuration);
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    query: async (query, from, to) => {
      const answer = await metrics
        .queryMetrics({ from: seconds(from), to: seconds(to), query })
        .catch((error: unknown) => {
          throw refusalIn(error, reach);
        });
      // It answers with 200 even where it could not evaluate the query.
      const failed = failedSchema.safeParse(answer).data;
      if (failed !== undefined) throw new Refusal(`Datadog: ${failed.error}`, "wrong");
      return understood("Datadog", "what was measured", answerSchema, answer).series;
    },
  };
}
