// By what a degradation of the database is known: the measures that ship, where each is measured, and from which line on.

/** One measure. The runbook names what is looked at, and no number: each line is a setting, and this its default. */
export interface DatabaseMeasure {
  /** What is measured, as the beginning of a sentence. */
  readonly title: string;
  /** Of the line and of what the query returns, as people read it. */
  readonly unit: "%" | "ms" | "queries";
  /** The line beyond which it is an incident, where config sets none. */
  readonly line: number;
  /** A Datadog monitor query up to its comparison, grouped by `{env}`. */
  readonly query: string;
}

const scope = "env:$environment,service:$service";
const idle = `sum:supabase.node.cpu.seconds.count{${scope},mode:idle} by {env}.as_count()`;
const cpu = `sum:supabase.node.cpu.seconds.count{${scope}} by {env}.as_count()`;
const queryTime = `sum:supabase.pg_stat_statements.total_time_seconds.count{${scope}} by {env}.as_count()`;
const queries = `sum:supabase.pg_stat_statements.total_queries.count{${scope}} by {env}.as_count()`;

/**
 * Sources: `supabase/metadata.csv` and `postgres/metadata.csv` of DataDog/integrations-core list the metrics; the tags
 * `mode` and `mountpoint` are those of the metrics endpoint that the Supabase integration reads (`/data` is the volume of
 * the database). The measure of the memory, and its line, are those of the monitor that this integration recommends.
 */
export const databaseMeasures = {
  connections: {
    title: "the share of connections in use",
    unit: "%",
    line: 90,
    query: `avg(last_5m):100 * max:postgresql.percent_usage_connections{${scope}} by {env}`,
  },
  queries: {
    title: "the mean time of a query",
    unit: "ms",
    line: 500,
    query: `sum(last_15m):1000 * ${queryTime} / ${queries}`,
  },
  size: {
    title: "the share of the database's volume in use",
    unit: "%",
    line: 90,
    query:
      `avg(last_15m):100 - 100 * min:supabase.node.filesystem.available_bytes{${scope},mountpoint:/data} by {env} / ` +
      `max:supabase.node.filesystem.size_bytes{${scope},mountpoint:/data} by {env}`,
  },
  cpu: {
    title: "the share of the CPU in use",
    unit: "%",
    line: 90,
    query: `sum(last_15m):100 - 100 * ${idle} / ${cpu}`,
  },
  memory: {
    title: "the share of the memory in use",
    unit: "%",
    line: 90,
    query:
      `avg(last_15m):100 - 100 * avg:supabase.node.memory.mem_available_bytes{${scope}} by {env} / ` +
      `avg:supabase.node.memory.mem_total_bytes{${scope}} by {env}`,
  },
  locks: {
    title: "the number of active queries that wait",
    unit: "queries",
    line: 10,
    query: `avg(last_5m):max:postgresql.active_waiting_queries{${scope}} by {env}`,
  },
} as const satisfies Readonly<Record<string, DatabaseMeasure>>;

export type DatabaseMeasureId = keyof typeof databaseMeasures;
export const databaseMeasureIds = Object.keys(databaseMeasures) as DatabaseMeasureId[];
