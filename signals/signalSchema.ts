// The form of a signal, as it ships and as config gives it.
import { z } from "zod";
import { parseExpression, parseMeasurement } from "./query/metricMonitor.ts";
import { counts, groupsBy, isRatioOfCounts } from "./query/parts.ts";
import { QueryError } from "./query/scanner.ts";
import { statistics } from "./source.ts";
import { type Unit, unitNames, unitsLike } from "./units.ts";

const groupsByEnv =
  "a query that groups by {env}, so that the maintenance downtime silences this environment alone";

const query = z
  .string()
  .superRefine((text, context) =>
    judge(context, () => {
      const { expression } = parseMeasurement(text);
      return groupsBy(expression, "env") ? undefined : groupsByEnv;
    }),
  )
  .meta({
    description: "the Datadog query that measures a metric, without its comparison",
    example: "<query>",
  });

const unit = z.enum(unitNames).meta({ description: "the unit of what the query returns", example: "ms" });

/** What Datadog can do where nothing was measured, the loudest first. Its `default` depends on the query: not offered. */
export const missingData = ["show_and_notify_no_data", "show_no_data", "resolve"] as const;
export type MissingData = (typeof missingData)[number];

const onMissingData = z.enum(missingData).meta({
  description:
    "what to do where nothing was measured: tell somebody, show that there is no data, or take it for well; " +
    "`show_and_notify_no_data` for a query of one's own",
  example: "show_no_data",
});

const traffic = z
  .string()
  .superRefine((text, context) =>
    judge(context, () => {
      const expression = parseExpression(text);
      return counts(expression) && groupsBy(expression, "env")
        ? undefined
        : "a query that counts, grouped by {env} and with .as_count(), without a window of its own";
    }),
  )
  .meta({
    description: "of a ratio: the Datadog query that counts what it is a part of, such as all requests",
    example: "sum:<metric>{env:$environment} by {env}.as_count()",
  });

/** Adds what is wrong with a query, if it cannot be read or is not what is required. */
function judge(context: z.RefinementCtx, requiredInstead: () => string | undefined): void {
  try {
    const required = requiredInstead();
    if (required !== undefined) context.addIssue({ code: "custom", message: required });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    context.addIssue({ code: "custom", message: `a query that Datadog can read (${error.message})` });
  }
}

const minimumTraffic = z
  .int()
  .min(0)
  .meta({
    description:
      "of a ratio: it is judged only where more than so many were counted in the query's window, and is well where " +
      "there were fewer; 0 judges always",
    example: "200",
  });

const source = z.string().meta({
  description:
    "where it is measured: one of the sources of the metric in docs/signals.md, instead of a query of one's own",
  example: "<source>",
});

const window = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhdw]$/)
  .meta({ description: "the time over which it is judged: minutes, hours, days or weeks", example: "10m" });

const aggregation = z.enum(statistics).meta({
  description: "of a latency: how its values become one, as far as the source has it",
  example: "p95",
});

/** One signal. Every query in it has `$environment` and `$service` for the stack's own. */
export interface Signal {
  /**
   * A Datadog monitor query up to its comparison. It groups by `{env}`: that is what lets the maintenance downtime
   * silence this environment alone.
   */
  readonly query: string;
  readonly unit: Unit;
  readonly onMissingData: MissingData;
  /** Of a ratio of counts, the count that it is a part of; there is a minimum of it, or there is neither. */
  readonly traffic?: string;
  /** In events within the window of `query`: it is judged where there were more. */
  readonly minimumTraffic?: number;
}

/** What config may say of a signal: a query with all that belongs to it, or what is other than in the one that ships. */
export const signalSchema = z
  .strictObject({
    source: source.optional(),
    window: window.optional(),
    aggregation: aggregation.optional(),
    query: query.optional(),
    unit: unit.optional(),
    onMissingData: onMissingData.optional(),
    traffic: traffic.optional(),
    minimumTraffic: minimumTraffic.optional(),
  })
  .superRefine((signal, context) => {
    for (const { name, required } of contradictionsIn(signal))
      context.addIssue({ code: "custom", path: [name], message: required });
    for (const name of ["source", "window", "aggregation"] as const)
      if (signal.query !== undefined && signal[name] !== undefined)
        context.addIssue({
          code: "custom",
          path: [name],
          message: `no ${name} beside a query, which says itself where and how it measures`,
        });
  });
export type SignalSettings = z.infer<typeof signalSchema>;

/** Query, unit and traffic belong together; a minimum of traffic has its count, and is of a ratio. */
function contradictionsIn(
  signal: {
    [Name in keyof Signal]?: Signal[Name] | undefined;
  },
): { name: keyof Signal; required: string }[] {
  const { query: text, unit: of, traffic: count, minimumTraffic: least } = signal;
  if (text === undefined) {
    const alone = of !== undefined || count !== undefined;
    return alone ? [{ name: "query", required: "the query that unit and traffic belong to" }] : [];
  }
  const found: { name: keyof Signal; required: string }[] = [];
  if (of === undefined)
    found.push({
      name: "unit",
      required: `the unit of what the query returns: one of ${unitNames.join(", ")}`,
    });
  if (count === undefined) {
    if (least !== undefined && least > 0)
      found.push({
        name: "traffic",
        required: "the query that counts the traffic of which there is a minimum",
      });
    return found;
  }
  if (least === undefined)
    found.push({ name: "minimumTraffic", required: "how much traffic is enough to judge by" });
  if (of !== undefined && !unitsLike("percent").includes(of))
    found.push({ name: "unit", required: "percent or fraction: only a ratio has a minimum of traffic" });
  if (!isJudgeable(text))
    found.push({
      name: "query",
      required: "a ratio of counts, which begins with its window, as in sum(last_5m):",
    });
  return found;
}

/** Whether a query is a ratio of counts over a window that ends now. One that cannot be read has its own problem. */
function isJudgeable(text: string): boolean {
  try {
    const { aggregation, window, change, expression } = parseMeasurement(text);
    return aggregation === "sum" && window.from === "last" && !change && isRatioOfCounts(expression);
  } catch (error) {
    if (error instanceof QueryError) return true;
    throw error;
  }
}
