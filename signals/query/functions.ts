// The functions of Datadog's query language, by the name they have in its documentation ("Dashboards > Functions").
import { closest } from "fastest-levenshtein";

/** Around an expression: `default_zero(…)`. `is_greater` is of the guide to a minimum request threshold. */
const functions = [
  ...["abs", "log2", "log10", "cumsum", "integral"],
  ...["anomalies", "outliers", "forecast"],
  ...["count_nonzero", "count_not_null"],
  ...["exclude_null", "clamp_min", "clamp_max", "cutoff_min", "cutoff_max"],
  ...["default_zero", "is_greater"],
  ...["top"],
  ...["per_second", "per_minute", "per_hour", "dt", "diff", "monotonic_diff", "derivative"],
  ...["robust_trend", "trend_line", "piecewise_constant"],
  ...["moving_rollup"],
  ...["autosmooth", "ewma_3", "ewma_5", "ewma_7", "ewma_10", "ewma_20"],
  ...["median_3", "median_5", "median_7", "median_9"],
  ...["rollingavg_5", "rollingavg_13", "rollingavg_21", "rollingavg_29"],
  ...["timeshift", "calendar_shift", "hour_before", "day_before", "week_before", "month_before"],
];

interface Modifier {
  /** How many arguments it takes, at least and at most. */
  readonly takes: readonly [least: number, most: number];
  /** What the first must be. */
  readonly first?: RegExp;
  readonly example: string;
}

/** Behind a metric: `.as_count()`. */
const modifiers: Readonly<Record<string, Modifier>> = {
  as_count: { takes: [0, 0], example: ".as_count()" },
  as_rate: { takes: [0, 0], example: ".as_rate()" },
  weighted: { takes: [0, 0], example: ".weighted()" },
  fill: { takes: [1, 2], first: /^(?:linear|last|zero|null)$/, example: ".fill(zero) or .fill(last, 60)" },
  rollup: {
    takes: [1, 4],
    first: /^(?:avg|sum|min|max|count|[1-9]\d*)$/,
    example: ".rollup(sum, 60) or .rollup(60)",
  },
};

/** What is required instead of a function of this name; undefined if there is one. */
export function functionRequired(name: string): string | undefined {
  return functions.includes(name)
    ? undefined
    : `a function of Datadog's; the nearest is ${closest(name, functions)}`;
}

/** What is required instead of a modifier of this name with these arguments; undefined if there is one. */
export function modifierRequired(name: string, args: readonly string[]): string | undefined {
  const known = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
  if (known === undefined) return `one of ${Object.keys(modifiers).join(", ")}`;
  const { takes, first, example } = known;
  const [least, most] = takes;
  const fits = args.length >= least && args.length <= most && (first?.test(args[0] ?? "") ?? true);
  return fits ? undefined : example;
}
