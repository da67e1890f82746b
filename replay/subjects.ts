// What is replayed: each monitor that measures, with the series that would be played to it: where all is well, and where it is not.
import type { Threshold } from "../runbook/model.ts";
import { burnAlertId } from "../signals/burnRates.ts";
import { budgetOf, type Objective } from "../signals/objectives.ts";
import { type Signals, signalOf } from "../signals/signal.ts";
import { convert, type Unit, unitsLike } from "../signals/units.ts";
import type { MetricWatch } from "../signals/watch.ts";
import { burnMonitorOf, type Monitor, monitorOf } from "./monitor.ts";
import type { Generating, Scenario } from "./scenarios.ts";

/** Between which values a series moves, in the unit of what is measured. */
export interface Line {
  /** As the picture names it. */
  readonly unit: string;
  /** Above what, or below what, it is bad. */
  readonly comparator: ">" | "<";
  /** Up to where all is well: the target; of an incident, where it is over. */
  readonly aimedAt: number;
  /** From where on the monitor alerts. */
  readonly alertAt: number;
  /** The highest that there can be. */
  readonly most: number;
}

export interface Subject {
  /** What a person calls it. */
  readonly title: string;
  readonly line: Line;
  readonly monitor: Monitor;
  /** The row whose series it is played, in this unit; undefined of what no row measures. */
  readonly series?: { readonly row: Threshold; readonly unit: Unit };
  /** Those of the declared monitor, by which downtimes find it. */
  readonly tags: readonly string[];
  /** What it is played, where that is not the generated series around its line. */
  readonly scenarios?: (of: Generating) => readonly Scenario[];
}

export interface SubjectSources {
  readonly rows: readonly Threshold[];
  readonly signals: Signals;
  readonly objectives: readonly Objective[];
  readonly watches: readonly MetricWatch[];
  /** The arguments of the monitors that are declared: of a row by its id, of its target alone as `uptime-warning`, of a burn alert as `uptime-1h`, and of an incident as `incident-<id>`. */
  readonly declared: Readonly<Record<string, unknown>>;
}

/**
 * Each declared monitor that measures: those of rows, of objectives and of incidents.
 * @throws InputError if a monitor is declared in a way that the evaluator does not understand
 */
export function subjectsOf(sources: SubjectSources): Subject[] {
  return [
    ...rowSubjects(sources),
    ...warningSubjects(sources),
    ...burnSubjects(sources),
    ...incidentSubjects(sources),
  ];
}

function rowSubjects({ rows, signals, declared }: SubjectSources): Subject[] {
  return rows.flatMap((row) => {
    const signal = signalOf(row, signals);
    if (signal === undefined || !Object.hasOwn(declared, row.id)) return [];
    const [aimedAt, alertAt] = [row.target, row.alert].map(({ value, unit }) =>
      convert(value, unit, signal.unit),
    ) as [number, number];
    return {
      title: row.metric,
      line: { ...rangeOf(row, signal.unit), aimedAt, alertAt },
      monitor: monitorOf(row.id, declared[row.id]),
      series: { row, unit: signal.unit },
      tags: tagsIn(declared[row.id]),
    };
  });
}

/** A target that has a monitor of its own is played the series of its row. */
function warningSubjects({ rows, signals, declared }: SubjectSources): Subject[] {
  return rows.flatMap((row) => {
    const id = `${row.id}-warning`;
    const signal = signalOf(row, signals);
    if (signal === undefined || !Object.hasOwn(declared, id)) return [];
    const monitor = monitorOf(id, declared[id]);
    const { critical: alertAt, criticalRecovery: aimedAt = alertAt } = monitor;
    return {
      title: `${row.metric}, warning`,
      line: { ...rangeOf(row, signal.unit), aimedAt, alertAt },
      monitor,
      series: { row, unit: signal.unit },
      tags: tagsIn(declared[id]),
    };
  });
}

/** A burn alert is played the series of its row; its line is where the budget burns just as fast as the alert allows. */
function burnSubjects({ rows, signals, objectives, declared }: SubjectSources): Subject[] {
  return objectives.flatMap((objective) => {
    const row = rows.find(({ id }) => id === objective.row.id);
    const signal = row && signalOf(row, signals);
    if (row === undefined || signal === undefined) return [];
    const { unit } = signal;
    const range = rangeOf(row, unit);
    const badShare = (value: number) => {
      const share = convert(value, unit, "fraction");
      return range.comparator === ">" ? share : 1 - share;
    };
    const valueAt = (rate: number) => {
      const share = rate * budgetOf(objective);
      return convert(range.comparator === ">" ? share : 1 - share, "fraction", unit);
    };
    return objective.burnAlerts.map((burn) => {
      const id = `${row.id}-${burnAlertId(burn)}`;
      const rateOf = (value: number) => badShare(value) / budgetOf(objective);
      return {
        title: `${row.metric}, burn over ${burnAlertId(burn)}`,
        line: { ...range, aimedAt: valueAt(1), alertAt: valueAt(burn.rate) },
        monitor: burnMonitorOf(id, declared[id], rateOf),
        series: { row, unit },
        tags: tagsIn(declared[id]),
      };
    });
  });
}

function incidentSubjects({ watches, declared }: SubjectSources): Subject[] {
  return watches.map(({ id, unit, row, args }) => {
    const monitor = monitorOf(`incident-${id}`, declared[`incident-${id}`]);
    const { critical: alertAt, criticalRecovery: aimedAt = alertAt } = monitor;
    const comparator = monitor.comparator.startsWith(">") ? ">" : "<";
    return {
      title: args.name,
      line: { unit, comparator, aimedAt, alertAt, most: mostOf(unit) },
      monitor,
      tags: args.tags,
      ...(row && { series: { row, unit: unit as Unit } }),
    };
  });
}

/** The tags of a declared monitor or test. Every one is a plain value: the rules of the pack read it. */
export function tagsIn(declared: unknown): readonly string[] {
  return (declared as { readonly tags: readonly string[] }).tags;
}

function rangeOf({ alert }: Threshold, unit: Unit): Pick<Line, "unit" | "comparator" | "most"> {
  return { unit, comparator: alert.comparator, most: mostOf(unit) };
}

/** No share is above the whole. */
function mostOf(unit: Unit | string): number {
  const shares: readonly string[] = unitsLike("percent");
  if (unit === "%") return 100;
  return shares.includes(unit) ? convert(100, "percent", unit as Unit) : Number.POSITIVE_INFINITY;
}
