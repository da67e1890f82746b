// A signal says where a metric of the runbook is measured: a Datadog query without its comparison, and a unit.
import type { Identity, Quantity, Threshold } from "../runbook/model.ts";
import { whereTraffic } from "./query/minimumTraffic.ts";
import { measuredAtAnyMoment } from "./query/texts.ts";
import { recoveryOf } from "./recovery.ts";
import type { MonitoringScope } from "./scope.ts";
import type { Signal } from "./signalSchema.ts";
import { convert, type Unit, unitsLike } from "./units.ts";

export type { Signal } from "./signalSchema.ts";

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

/** Where a monitor speaks. */
export const levels = ["critical", "warning"] as const;
/** Where it falls silent again after each of them. */
export const recoveryLevels = ["criticalRecovery", "warningRecovery"] as const;
export type Level = (typeof levels)[number] | (typeof recoveryLevels)[number];

/** What Datadog is asked to compare with: the values as its API takes them, by the names that it gives them. */
export type MonitoredThreshold = Readonly<Record<Level, string>> & { comparator: Quantity["comparator"] };

/** A row's alert threshold and target, and where each recovers, in the unit of the signal that measures it. */
export function monitoredThreshold(row: Threshold, signal: Signal): MonitoredThreshold {
  const { target, alert } = row;
  const recovery = recoveryOf(row);
  const inUnit = (value: number) => decimal(convert(value, alert.unit, signal.unit));
  return {
    comparator: alert.comparator,
    critical: inUnit(alert.value),
    warning: inUnit(target.value),
    criticalRecovery: inUnit(recovery.critical),
    warningRecovery: inUnit(recovery.warning),
  };
}

/**
 * What differs between a monitor's thresholds and those that the row asks for, each as one part of a sentence.
 * @param found the thresholds as text; undefined where one is not set
 * @param of the thresholds that are compared
 * @param warns whether the monitor is to warn: where warnings keep business hours, one of their own does
 */
export function thresholdProblems(
  row: Threshold,
  signal: Signal,
  found: Readonly<Partial<Record<string, string>>>,
  { of, warns }: { readonly of: readonly Level[]; readonly warns: boolean },
): string[] {
  const required = monitoredThreshold(row, signal);
  return of.flatMap((level) => {
    if (!warns && level.startsWith("warning"))
      return found[level] === undefined
        ? []
        : `${level} is ${found[level]}, and must not be set: another monitor warns, in business hours`;
    if (found[level] === required[level]) return [];
    const { text } = level === "critical" ? row.alert : row.target;
    return `${level} is ${found[level] ?? "not set"}, and must be ${required[level]} ${signal.unit} ("${row.metric}" ${text})`;
  });
}

/** The whole monitor query of a row: the signal, and the comparison built from the row itself. */
export function monitorQuery(row: Threshold, signal: Signal, scope: MonitoringScope): string {
  const { comparator, critical } = monitoredThreshold(row, signal);
  return queryBeyond({ comparator, critical }, signal, scope);
}

/** What a signal measures for this stack, at any moment. @throws QueryError */
export function measurementOf(signal: Signal, scope: MonitoringScope): string {
  return measuredAtAnyMoment(inScope(signal.query, scope));
}

function inScope(query: string, { environment, service }: MonitoringScope): string {
  return query.replaceAll("$environment", environment).replaceAll("$service", service);
}

/**
 * What is measured for this stack, compared with a line of its own.
 * @param line as `monitoredThreshold` gives it: `critical` in the unit of what is measured
 */
export function queryBeyond(
  { comparator, critical }: Pick<MonitoredThreshold, "comparator" | "critical">,
  measured: Measured,
  scope: MonitoringScope,
): string {
  return `${inScope(judged(comparator, measured), scope)} ${comparator} ${critical}`;
}

/** What a query measures: of a signal all but what is done without data, and also what has no unit of a signal's. */
export type Measured = Omit<Signal, "unit" | "onMissingData"> & { readonly unit?: Unit };

/**
 * The signal's query, which says that all is well while there is too little traffic to judge by: of what is bad when
 * it is high 0, of what is bad when it is low the whole.
 */
function judged(comparator: Quantity["comparator"], measured: Measured): string {
  const { query, traffic, minimumTraffic = 0, unit = "percent" } = measured;
  if (traffic === undefined || minimumTraffic === 0) return query;
  const start = query.indexOf("):") + "):".length;
  const [window, ratio] = [query.slice(0, start), query.slice(start)];
  const otherwise = comparator === ">" ? "0" : decimal(convert(1, "fraction", unit));
  return `${window}${whereTraffic(ratio, traffic, decimal(minimumTraffic), otherwise)}`;
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

const digits = new Intl.NumberFormat("en-US", { useGrouping: false, maximumFractionDigits: 12 });

/** A number as plain decimal digits, never in exponent form, which Datadog's query language does not read. */
export function decimal(value: number): string {
  return digits.format(value);
}
