// A declared monitor as the evaluator takes it: its query read, its thresholds as numbers; what is not understood is refused.
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import { type MissingData, missingData } from "../signals/signalSchema.ts";

export const states = ["OK", "WARN", "ALERT", "NO DATA"] as const;
export type State = (typeof states)[number];

/** `ratio`: a quotient of counts, which Datadog adds up above and below the line before it divides. */
export type Aggregation = "avg" | "sum" | "min" | "max" | "ratio";

/** A monitor as it is evaluated; its values are in the unit of its signal. */
export interface Monitor {
  readonly name: string;
  readonly aggregation: Aggregation;
  readonly windowMinutes: number;
  /** How often Datadog evaluates: the longer the window, the seldomer. */
  readonly everyMinutes: number;
  readonly comparator: ">" | ">=" | "<" | "<=";
  readonly critical: number;
  readonly warning: number;
  readonly criticalRecovery: number | undefined;
  readonly warningRecovery: number | undefined;
  /** What it does where nothing was measured. */
  readonly onMissingData: MissingData;
  /** Undefined where any traffic is enough. */
  readonly traffic: MinimumTraffic | undefined;
}

/** A ratio is judged only where more than `events` were counted in its window; otherwise it is taken to be `otherwise`. */
export interface MinimumTraffic {
  readonly events: number;
  readonly otherwise: number;
}

const threshold = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/, "a number in plain digits")
  .transform(Number);

/** Strict: an option that changes when a monitor fires, and that the evaluator does not know, would make its answer wrong. */
const declaredSchema = z.strictObject({
  type: z.literal("query alert"),
  query: z.string(),
  monitorThresholds: z.strictObject({
    critical: threshold,
    warning: threshold,
    criticalRecovery: threshold.optional(),
    warningRecovery: threshold.optional(),
  }),
  onMissingData: z.enum(missingData),
  requireFullWindow: z.literal(false),
  // These say nothing of when it fires.
  name: z.string(),
  message: z.string(),
  tags: z.array(z.string()),
  priority: z.string(),
  includeTags: z.boolean(),
});

const minutesPer = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60, mo: 30 * 24 * 60 } as const;
const queryForm = /^(avg|sum|min|max)\(last_(\d+)(m|h|d|w|mo)\):(.+) (>=?|<=?) (-?\d+(?:\.\d+)?)$/s;

/**
 * @param name what the results call it: the id of its row
 * @throws InputError if anything about it is not understood: it would be evaluated wrongly
 */
export function monitorOf(name: string, declared: unknown): Monitor {
  const { data, error } = declaredSchema.safeParse(declared);
  if (error !== undefined) {
    throw refusal(
      error.issues.map(({ path, message }) => ({
        place: [`monitor ${name}`, ...path.map(String)].join("."),
        found: message,
        required: "options that the evaluator knows",
        mend: "teach replay/monitor.ts what it means, or leave it away",
      })),
    );
  }
  const { critical, warning, criticalRecovery, warningRecovery } = data.monitorThresholds;
  const [, over, count, unit, whole = "", comparator, compared] = queryForm.exec(data.query) ?? [];
  const { measured, traffic } = judgedByTraffic(whole);
  const windowMinutes = Number(count) * minutesPer[unit as keyof typeof minutesPer];
  if (over === undefined || !(windowMinutes > 0) || Number(compared) !== critical) {
    throw refusal([
      {
        place: `monitor ${name}.query`,
        found: data.query,
        required: `avg, sum, min or max over (last_N with m, h, d, w or mo) of a measured value, compared with ${critical}`,
        mend: `set marsana-fleet:signals.${name}.query to such a query`,
      },
    ]);
  }
  return {
    name,
    aggregation: over === "sum" && isQuotientOfCounts(measured) ? "ratio" : (over as Aggregation),
    windowMinutes,
    everyMinutes: evaluatedEvery(windowMinutes),
    comparator: comparator as Monitor["comparator"],
    critical,
    warning,
    criticalRecovery,
    warningRecovery,
    onMissingData: data.onMissingData,
    traffic,
  };
}

/** The two forms in which a ratio has a minimum of traffic: of what is bad when it is high, and when it is low. */
const minimumForms = [
  /^\((?<ratio>.+)\) \* is_greater\(.+, (?<events>\d+)\)$/s,
  /^(?<otherwise>\d+(?:\.\d+)?) - \(\k<otherwise> - (?<ratio>.+)\) \* is_greater\(.+, (?<events>\d+)\)$/s,
];

/** What is measured, apart from the minimum of traffic from which on it is judged. */
function judgedByTraffic(whole: string): { measured: string; traffic: MinimumTraffic | undefined } {
  for (const form of minimumForms) {
    const { ratio, events, otherwise = 0 } = form.exec(whole)?.groups ?? {};
    if (ratio !== undefined)
      return { measured: ratio, traffic: { events: Number(events), otherwise: Number(otherwise) } };
  }
  return { measured: whole, traffic: undefined };
}

/** Arithmetic with at least one `as_count()` is evaluated on its own path: first the sums, then the division. */
function isQuotientOfCounts(measured: string): boolean {
  return /\.as_count\(\)/.test(measured) && / \/ /.test(measured);
}

/** Datadog's "Evaluation frequency", by the length of the window. */
function evaluatedEvery(windowMinutes: number): number {
  if (windowMinutes < minutesPer.d) return 1;
  return windowMinutes < 2 * minutesPer.d ? 10 : 30;
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
