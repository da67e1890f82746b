// How a source measures: a value, a ratio of counts, or a mean of totals; and the signal that comes of it.
import type { Signal } from "./signalSchema.ts";
import type { Unit } from "./units.ts";

/** How the values of a latency become one; a ratio and a mean of totals have nothing to choose. */
export const statistics = ["avg", "p50", "p75", "p90", "p95", "p99", "max"] as const;
export type Statistic = (typeof statistics)[number];

type Measure =
  /** A metric of values; those that can be asked for, what ships first. */
  | {
      readonly kind: "value";
      readonly metric: string;
      readonly statistics: readonly [Statistic, ...Statistic[]];
    }
  /** The part and the whole, both counted in events; the part may be those of the whole that have a tag. */
  | {
      readonly kind: "ratio";
      readonly part: string;
      readonly tag?: string;
      readonly whole: string;
      readonly minimum?: number;
    }
  /** The total of the values, and their count: their quotient is the mean. */
  | { readonly kind: "totals"; readonly total: string; readonly count: string };

export interface Source {
  readonly measure: Measure;
  /** Of what the metric holds; of a ratio always percent. */
  readonly unit: Unit;
  /** Which of the metric's series are meant, where it is not those of environment and service. */
  readonly filter?: string;
  /** What must be set up for it, for people. */
  readonly needs: string;
  /** What nobody has documented, and the query takes for granted: one sentence. */
  readonly assumes?: string;
}

/** One metric of the runbook: where it can be measured. */
export interface Sources {
  /** The name of the one that ships. */
  readonly shipped: string;
  readonly window: string;
  readonly onMissingData: Signal["onMissingData"];
  readonly sources: Readonly<Record<string, Source>>;
}

export interface Choice {
  readonly source: string;
  /** Such as 5m. */
  readonly window: string;
  /** Undefined where there is nothing to choose. */
  readonly aggregation: Statistic | undefined;
}

const scope = "env:$environment,service:$service";

/** The signal that measures with this source, over this window. */
export function signalFrom({ sources, onMissingData }: Sources, choice: Choice): Signal {
  const source = sources[choice.source];
  if (source === undefined) throw new Error(`there is no source ${choice.source}`);
  const { measure, unit, filter = scope } = source;
  const of = (metric: string, tag?: string) =>
    `${metric}{${filter}${tag === undefined ? "" : `,${tag}`}} by {env}`;
  const counted = (metric: string, tag?: string) => `sum:${of(metric, tag)}.as_count()`;
  const over = `(last_${choice.window}):`;
  switch (measure.kind) {
    case "value":
      return {
        query: `avg${over}${choice.aggregation ?? measure.statistics[0]}:${of(measure.metric)}`,
        unit,
        onMissingData,
      };
    case "ratio": {
      const [part, whole] = [counted(measure.part, measure.tag), counted(measure.whole)];
      return {
        query: `sum${over}100 * ${part} / ${whole}`,
        unit,
        onMissingData,
        ...(measure.minimum !== undefined && { traffic: whole, minimumTraffic: measure.minimum }),
      };
    }
    case "totals":
      return {
        query: `sum${over}${counted(measure.total)} / ${counted(measure.count)}`,
        unit,
        onMissingData,
      };
  }
}

/** What can be chosen of a source's aggregation; nothing where there is no choice. */
export function statisticsOf({ measure }: Source): readonly Statistic[] {
  return measure.kind === "value" ? measure.statistics : [];
}
