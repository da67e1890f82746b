// The metrics that the stack declares in the Datadog account: counted in logs, or described for those who publish them.
import { LogsMetric, type LogsMetricArgs } from "@pulumi/datadog/logsMetric.js";
import { MetricMetadata, type MetricMetadataArgs } from "@pulumi/datadog/metricMetadata.js";
import * as pulumi from "@pulumi/pulumi";
import {
  type CustomMetrics as Declared,
  type DescribedMetric,
  type LogMetric,
  metricTags,
} from "../signals/customMetrics.ts";
import { adopting } from "./adopting.ts";

export interface CustomMetricsArgs extends Declared {
  /** The names of log-based metrics that the account has already. */
  readonly adopt: readonly string[];
}

export class CustomMetrics extends pulumi.ComponentResource {
  constructor(name: string, args: CustomMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:datadog:CustomMetrics", name, {}, opts);
    for (const metric of args.logMetrics)
      new LogsMetric(`${name}-${metric.name}`, logsMetricArgs(metric), {
        parent: this,
        ...adopting(args.adopt.find((one) => one === metric.name)),
      });
    for (const metric of args.described)
      new MetricMetadata(`${name}-${metric.name}`, metadataArgs(metric), { parent: this });
    this.registerOutputs({});
  }
}

/** Counts the logs that a query finds, by the tags that tell stacks apart. */
function logsMetricArgs({ name, query }: LogMetric): LogsMetricArgs {
  return {
    name,
    compute: { aggregationType: "count" },
    filter: { query },
    groupBies: metricTags.map((tag) => ({ path: tag, tagName: tag })),
  };
}

function metadataArgs({ name, type, unit }: DescribedMetric): MetricMetadataArgs {
  return { metric: name, type, unit };
}
