// A declared monitor as the evaluator takes it: its query read, its thresholds as numbers; what is not understood is refused.
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import { handlesIn } from "../signals/handles.ts";
import { parseObjective } from "../signals/query/idMonitors.ts";
import {
  windowMinutes as minutesOfWindow,
  parseMetricMonitor,
  type Window,
} from "../signals/query/metricMonitor.ts";
import { judgedByTraffic, type MinimumTraffic } from "../signals/query/minimumTraffic.ts";
import { isRatioOfCounts } from "../signals/query/parts.ts";
import { QueryError } from "../signals/query/scanner.ts";
import { loudnessOf } from "../signals/reach.ts";
import type { Loudness } from "../signals/recipients.ts";
import { type MissingData, missingData } from "../signals/signalSchema.ts";

export const states = ["OK", "WARN", "ALERT", "NO DATA"] as const;
export type State = (typeof states)[number];

/** `ratio`: a quotient of counts, which Datadog adds up above and below the line before it divides. */
export type Aggregation = "avg" | "sum" | "min" | "max" | "ratio";

/** Whether a monitor's alert pages or not; `nobody` where its message names nobody. */
export type Tells = Loudness | "nobody";

export function tellsOf({ message, priority }: { message: string; priority: unknown }): Tells {
  return handlesIn(message).length === 0 ? "nobody" : loudnessOf(priority);
}

/** A monitor as it is evaluated; its values are in the unit of its signal. */
export interface Monitor {
  readonly name: string;
  readonly aggregation: Aggregation;
  readonly windowMinutes: number;
  /** How often Datadog evaluates: the longer the window, the seldomer. */
  readonly everyMinutes: number;
  readonly comparator: ">" | ">=" | "<" | "<=";
  readonly critical: number;
  readonly warning: number | undefined;
  readonly criticalRecovery: number | undefined;
  readonly warningRecovery: number | undefined;
  /** What it does where nothing was measured. */
  readonly onMissingData: MissingData;
  /** Undefined where any traffic is enough. */
  readonly traffic: MinimumTraffic | undefined;
  readonly tells: Tells;
  /** Of an alert on an objective: how fast the budget burns at a value, and the window beside the one of `windowMinutes`. */
  readonly burn?: { readonly shortMinutes: number; rateOf(value: number): number };
}

const threshold = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/, "a number in plain digits")
  .transform(Number);

/** These say nothing of when it fires. */
const saysNothing = {
  name: z.string(),
  message: z.string(),
  tags: z.array(z.string()),
  priority: z.string(),
  includeTags: z.boolean(),
};

/** Strict: an option that changes when a monitor fires, and that the evaluator does not know, would make its answer wrong. */
const declaredSchema = z.strictObject({
  type: z.literal("query alert"),
  query: z.string(),
  monitorThresholds: z.strictObject({
    critical: threshold,
    warning: threshold.optional(),
    criticalRecovery: threshold.optional(),
    warningRecovery: threshold.optional(),
  }),
  onMissingData: z.enum(missingData),
  requireFullWindow: z.literal(false),
  ...saysNothing,
});

const burnSchema = z.strictObject({
  type: z.literal("slo alert"),
  query: z.string(),
  monitorThresholds: z.strictObject({ critical: threshold }),
  notifyNoData: z.literal(false),
  ...saysNothing,
});

/**
 * @param name what the results call it: the id of its row
 * @throws InputError if anything about it is not understood: it would be evaluated wrongly
 */
export function monitorOf(name: string, declared: unknown): Monitor {
  const data = understood(name, declared, declaredSchema);
  const { critical, warning, criticalRecovery, warningRecovery } = data.monitorThresholds;
  const query = readQuery(data.query, critical);
  if (typeof query === "string") {
    throw refusal([
      {
        place: `monitor ${name}.query`,
        found: data.query,
        required: `avg, sum, min or max over (last_N with m, h, d, w or mo) of a measured value, compared with ${critical}${query}`,
        mend: `set marsana-fleet:signals.${name}.query to such a query`,
      },
    ]);
  }
  const windowMinutes = minutesOfWindow(query.window);
  return {
    name,
    aggregation: query.aggregation,
    windowMinutes,
    everyMinutes: evaluatedEvery(windowMinutes),
    comparator: query.comparator,
    critical,
    warning,
    criticalRecovery,
    warningRecovery,
    onMissingData: data.onMissingData,
    traffic: query.traffic,
    tells: tellsOf(data),
  };
}

/**
 * @param rateOf how many times as fast as it may the budget burns at a value of the series
 * @throws InputError if anything about it is not understood
 */
export function burnMonitorOf(name: string, declared: unknown, rateOf: (value: number) => number): Monitor {
  const { query, monitorThresholds, ...words } = understood(name, declared, burnSchema);
  const { critical } = monitorThresholds;
  const read = attempt(() => parseObjective(query));
  if (typeof read === "string" || read.kind !== "burn rate" || read.threshold !== critical) {
    throw refusal([
      {
        place: `monitor ${name}.query`,
        found: query,
        required: `burn_rate("…") with its windows, compared with ${critical}${typeof read === "string" ? read : ""}`,
        mend: "leave it as `Objectives` makes it",
      },
    ]);
  }
  const shortMinutes = minutesIn(read.shortWindow);
  return {
    name,
    aggregation: "avg",
    windowMinutes: minutesIn(read.longWindow),
    everyMinutes: evaluatedEvery(shortMinutes),
    comparator: read.comparator,
    critical,
    warning: undefined,
    criticalRecovery: undefined,
    warningRecovery: undefined,
    // It asks for no word of missing data: where nothing happens, nothing is bad.
    onMissingData: "resolve",
    traffic: undefined,
    tells: tellsOf(words),
    burn: { shortMinutes, rateOf },
  };
}

/** Such as `1h`, of a window that the parser has read. */
function minutesIn(window: string): number {
  return Number.parseInt(window, 10) * (window.endsWith("h") ? 60 : 1);
}

/** @throws InputError for what does not fit the schema */
function understood<T>(name: string, declared: unknown, schema: z.ZodType<T>): T {
  const { data, error } = schema.safeParse(declared);
  if (error === undefined) return data;
  throw refusal(
    error.issues.map(({ path, message }) => ({
      place: [`monitor ${name}`, ...path.map(String)].join("."),
      found: message,
      required: "options that the evaluator knows",
      mend: "teach replay/monitor.ts what it means, or leave it away",
    })),
  );
}

interface ReadQuery extends Pick<Monitor, "aggregation" | "comparator" | "traffic"> {
  readonly window: Window;
}

/** What the evaluator must know of a query; else a text: why it cannot be read, empty where it only means something else. */
function readQuery(text: string, critical: number): ReadQuery | string {
  return attempt(() => {
    const { aggregation, window, change, expression, comparator, threshold } = parseMetricMonitor(text);
    const judged = judgedByTraffic(expression);
    if (change || window.from !== "last" || judged === undefined || threshold !== critical) return "";
    if (aggregation === "percentile" || comparator === "==" || comparator === "!=") return "";
    const { measured, traffic } = judged;
    const isRatio = aggregation === "sum" && isRatioOfCounts(measured);
    return { aggregation: isRatio ? "ratio" : aggregation, window, comparator, traffic };
  });
}

/** What is read, or why it cannot be. */
function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof QueryError) return ` (${error.message})`;
    throw error;
  }
}

/** Datadog's "Evaluation frequency", by the length of the window. */
function evaluatedEvery(windowMinutes: number): number {
  const day = 24 * 60;
  if (windowMinutes < day) return 1;
  return windowMinutes < 2 * day ? 10 : 30;
}

/** Whether a value is on the far side of a threshold. */
export function isBeyond(value: number, { comparator }: Pick<Monitor, "comparator">, limit: number): boolean {
  switch (comparator) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
  }
}

function refusal(
  problems: readonly Readonly<Record<"place" | "found" | "required" | "mend", string>>[],
): InputError {
  return new InputError(
    "A monitor cannot be replayed.",
    problems.map(
      ({ place, found, required, mend }) => `${place}: found ${found}; required: ${required}; mend: ${mend}`,
    ),
  );
}
