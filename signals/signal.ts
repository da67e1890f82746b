// A signal says where a metric of the runbook is measured: a Datadog query without its comparison, and a unit.
import { z } from "zod";
import type { Identity, Quantity, Threshold } from "../runbook/model.ts";
import { convert, unitNames, unitsLike } from "./units.ts";

/**
 * `query` is a Datadog monitor query up to its comparison; `$environment` and `$service` stand for the stack's
 * own. It groups by `{env}`: that is what lets the maintenance downtime silence this environment alone.
 */
export const signalSchema = z.strictObject({
  query: z
    .string()
    .min(1)
    .refine((query) => !/(?:[<>]=?|==)\s*-?[\d.]+\s*$/.test(query), {
      message: "a query without its comparison: the runbook's row adds it",
    })
    .refine((query) => /\bby\s*\{[^}]*\benv\b[^}]*\}/.test(query), {
      message:
        "a query that groups by {env}, so that the maintenance downtime silences this environment alone",
    })
    .meta({
      description: "the Datadog query that measures a metric, without its comparison",
      example: "<query>",
    }),
  unit: z.enum(unitNames).meta({ description: "the unit of what the query returns", example: "ms" }),
});
export type Signal = z.infer<typeof signalSchema>;

/** Signals by the id of the runbook's metric: "Error Rate" is `error-rate`. */
export type Signals = Readonly<Record<string, Signal>>;

/**
 * Where a row is measured: the signal of its id, or else of the first of its former ids that has one, so that a row
 * that is given another id keeps the signal that ships for it. Undefined if none of them has a signal.
 */
export function signalOf(row: Identity, signals: Signals): Signal | undefined {
  const id = [row.id, ...(row.was ?? [])].find((one) => Object.hasOwn(signals, one));
  return id === undefined ? undefined : signals[id];
}

/** What Datadog is asked to compare with: `criticalText` and `warningText` are the values as its API takes them. */
export interface MonitoredThreshold {
  comparator: Quantity["comparator"];
  critical: string;
  warning: string;
}

/** A row's alert threshold and target, in the unit of the signal that measures it. */
export function monitoredThreshold(row: Threshold, signal: Signal): MonitoredThreshold {
  return {
    comparator: row.alert.comparator,
    critical: decimal(convert(row.alert.value, row.alert.unit, signal.unit)),
    warning: decimal(convert(row.target.value, row.target.unit, signal.unit)),
  };
}

/**
 * What differs between a monitor's thresholds and those that the row asks for, each as one part of a sentence.
 * @param found the thresholds as text; undefined where one is not set
 */
export function thresholdProblems(
  row: Threshold,
  signal: Signal,
  found: Readonly<Partial<Record<"critical" | "warning", string>>>,
): string[] {
  const required = monitoredThreshold(row, signal);
  return (["critical", "warning"] as const).flatMap((level) => {
    if (found[level] === required[level]) return [];
    const { text } = level === "critical" ? row.alert : row.target;
    return `${level} is ${found[level] ?? "not set"}, and must be ${required[level]} ${signal.unit} ("${row.metric}" ${text})`;
  });
}

/** The whole monitor query of a row: the signal, and the comparison built from the row itself. */
export function monitorQuery(
  row: Threshold,
  signal: Signal,
  scope: { environment: string; service: string },
): string {
  const { comparator, critical } = monitoredThreshold(row, signal);
  const measured = signal.query
    .replaceAll("$environment", scope.environment)
    .replaceAll("$service", scope.service);
  return `${measured} ${comparator} ${critical}`;
}

/** Why the rows cannot be monitored with these signals, one sentence a row, with the line of config that mends it. */
export function signalProblems(
  rows: readonly Threshold[],
  signals: Signals,
  file: string,
  stack: string,
): string[] {
  return rows.flatMap((row) => {
    const place = `${file}:${row.at.line}:${row.at.column}: "${row.metric}"`;
    const signal = signalOf(row, signals);
    const fitting = unitsLike(row.alert.unit);
    const set = (key: string, value: string) =>
      `pulumi config set --stack ${stack} --path 'marsana-fleet:signals.${row.id}.${key}' ${value}`;
    if (signal === undefined) {
      return [
        `${place}: found no signal for the metric \`${row.id}\`; required: where it is measured; mend: ` +
          `${set("query", "'avg(last_5m):avg:<metric>{env:$environment} by {env}'")} and ` +
          `${set("unit", fitting.join("|"))}, or take the row out of the table${keepId(row, rows, signals)}`,
      ];
    }
    if (fitting.includes(signal.unit)) return [];
    return [
      `${place}: found the unit ${row.alert.unit}, measured in ${signal.unit}; required: units of one kind ` +
        `(${fitting.join(", ")}); mend: ${set("unit", fitting.join("|"))}, with a query in that unit`,
    ];
  });
}

/** What to write where a row is not new, but has other words than before: the signals left without a row tell. */
function keepId(row: Threshold, rows: readonly Threshold[], signals: Signals): string {
  const used = new Set(rows.map((one) => signalOf(one, signals)));
  const left = Object.entries(signals).filter(
    ([, signal]) => !used.has(signal) && unitsLike(row.alert.unit).includes(signal.unit),
  );
  const [id] = left[0] ?? [];
  if (id === undefined) return "";
  const names = left.map(([name]) => name).join(" or ");
  return `, or, if it is ${names} in other words, keep that id: | ${row.metric} <!-- id: ${id} --> |`;
}

/** A number as plain decimal digits, never in exponent form, which Datadog's query language does not read. */
export function decimal(value: number): string {
  return value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 12 });
}
