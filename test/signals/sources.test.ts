// Every source of every metric: its query, exactly; and what the runbook leaves open, in words.
import assert from "node:assert/strict";
import { signalsIn } from "../../inputs/signals.ts";
import { assumptionsOf } from "../../signals/assumptions.ts";
import { parseMeasurement } from "../../signals/query/metricMonitor.ts";
import { shippedSignals, sourcesOf } from "../../signals/shipped.ts";
import { type SignalSettings, signalSchema } from "../../signals/signalSchema.ts";
import { signalFrom, statisticsOf } from "../../signals/source.ts";
import { convert } from "../../signals/units.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const scope = "{env:$environment,service:$service}";
const by = `${scope} by {env}`;

/** By metric and source: the query, the unit of what it returns, and how much traffic is enough. */
const expected: Readonly<Record<string, readonly [query: string, unit: string, minimum?: number]>> = {
  "error-rate apm-v0": [
    `sum(last_5m):100 * sum:trace.next.request.errors${by}.as_count() / sum:trace.next.request.hits${by}.as_count()`,
    "percent",
    200,
  ],
  "error-rate apm-v1": [
    `sum(last_5m):100 * sum:trace.http.server.request.errors${by}.as_count() / sum:trace.http.server.request.hits${by}.as_count()`,
    "percent",
    200,
  ],
  "error-rate otel": [
    `sum(last_5m):100 * sum:trace.http.server.request.errors${by}.as_count() / sum:trace.http.server.request.hits${by}.as_count()`,
    "percent",
    200,
  ],
  "error-rate vercel": [
    `sum(last_5m):100 * sum:vercel.functions.errors${by}.as_count() / sum:vercel.functions.invocations${by}.as_count()`,
    "percent",
    200,
  ],
  "api-latency-p95 apm-v0": [`avg(last_5m):p95:trace.next.request${by}`, "s"],
  "api-latency-p95 apm-v1": [`avg(last_5m):p95:trace.http.server.request${by}`, "s"],
  "api-latency-p95 otel": [`avg(last_5m):p95:trace.http.server.request${by}`, "s"],
  "api-latency-p95 vercel": [`avg(last_5m):max:vercel.functions.duration${by}`, "ns"],
  "database-latency apm-v0": [
    "avg(last_5m):avg:trace.pg.query{env:$environment,service:$service-postgres} by {env}",
    "s",
  ],
  "database-latency apm-v1": [`avg(last_5m):avg:trace.postgresql.query${by}`, "s"],
  "database-latency otel": [`avg(last_5m):avg:trace.postgresql.query${by}`, "s"],
  "database-latency dbm": [
    `sum(last_5m):sum:postgresql.queries.time${by}.as_count() / sum:postgresql.queries.count${by}.as_count()`,
    "ns",
  ],
  "database-latency pg_stat_statements": [
    `sum(last_5m):sum:supabase.pg_stat_statements.total_time_seconds.count${by}.as_count() / ` +
      `sum:supabase.pg_stat_statements.total_queries.count${by}.as_count()`,
    "s",
  ],
  "uptime synthetics": [
    "sum(last_1d):100 * sum:synthetics.test_runs{env:$environment,service:$service,runbook-check:health,status:success} by {env}.as_count() / " +
      `sum:synthetics.test_runs{env:$environment,service:$service,runbook-check:health} by {env}.as_count()`,
    "percent",
  ],
  "email-delivery-rate sendgrid-logs": [
    `sum(last_1h):100 * sum:sendgrid.events.delivered${by}.as_count() / sum:sendgrid.events.processed${by}.as_count()`,
    "percent",
    40,
  ],
  "realtime-latency probe": [`avg(last_5m):avg:realtime.latency${by}`, "ms"],
};

const all = Object.entries(sourcesOf).flatMap(([id, of]) =>
  Object.entries(of.sources).map(([name, source]) => ({ id, of, name, source })),
);

describe("the sources of a metric", () => {
  it("are the ones that are tried here", () => {
    assert.deepEqual(
      all.map(({ id, name }) => `${id} ${name}`),
      Object.keys(expected),
    );
  });

  for (const { id, of, name, source } of all) {
    it(`give ${id} from ${name} as it is documented, in every window and statistic, as a signal that config could give`, () => {
      const plain = signalFrom(of, { source: name, window: of.window, aggregation: undefined });
      const [query, unit, minimum] = expected[`${id} ${name}`] ?? [];
      assert.deepEqual([plain.query, plain.unit, plain.minimumTraffic], [query, unit, minimum]);
      for (const aggregation of [undefined, ...statisticsOf(source)]) {
        const signal = signalFrom(of, { source: name, window: "30m", aggregation });
        assert.equal(signalSchema.safeParse(signal).error?.message, undefined);
        const { window, expression } = parseMeasurement(signal.query);
        assert.deepEqual(window, { from: "last", count: 30, unit: "m" });
        if (aggregation !== undefined && expression.kind === "metric")
          assert.equal(expression.aggregation, aggregation);
      }
    });
  }

  it("are chosen by config, with the unit of the source", () => {
    const { signals, problems } = signalsIn(
      {
        "database-latency": { source: "dbm", window: "15m" },
        "api-latency-p95": { aggregation: "p99" },
        "email-delivery-rate": { window: "6h", minimumTraffic: 10 },
      },
      "prod",
    );
    assert.deepEqual(problems, []);
    assert.equal(signals["database-latency"]?.unit, "ns");
    assert.equal(convert(200, "ms", "ns"), 200_000_000);
    assert.match(
      String(signals["database-latency"]?.query),
      /^sum\(last_15m\):sum:postgresql\.queries\.time/,
    );
    assert.match(String(signals["api-latency-p95"]?.query), /^avg\(last_5m\):p99:trace\.next\.request/);
    assert.match(String(signals["email-delivery-rate"]?.query), /^sum\(last_6h\):100/);
    assert.equal(signals["email-delivery-rate"]?.minimumTraffic, 10);
    assert.deepEqual(signals["uptime"], shippedSignals["uptime"]);
  });

  it("are named where config asks for one that is not there, or for what it has not", () => {
    const { problems } = signalsIn(
      {
        "error-rate": { source: "apm-v2" },
        "database-latency": { source: "constructor" },
        "api-latency-p95": { source: "vercel", aggregation: "p95" },
        uptime: { aggregation: "avg" },
      },
      "prod",
    );
    const set = "pulumi config set --stack prod --path 'marsana-fleet:signals";
    assert.deepEqual(problems, [
      `marsana-fleet:signals.error-rate.source: found apm-v2; required: one of apm-v0, apm-v1, otel, vercel, or a query of one's own; mend: ${set}.error-rate.source' 'apm-v0'`,
      `marsana-fleet:signals.database-latency.source: found constructor; required: one of apm-v0, apm-v1, otel, dbm, pg_stat_statements, or a query of one's own; mend: ${set}.database-latency.source' 'apm-v0'`,
      `marsana-fleet:signals.api-latency-p95.aggregation: found p95; required: one that vercel has: max, avg; mend: ${set}.api-latency-p95.aggregation' 'max'`,
      "marsana-fleet:signals.uptime.aggregation: found avg; required: none: synthetics has nothing to choose; mend: pulumi config rm --stack prod --path 'marsana-fleet:signals.uptime.aggregation'",
    ]);
  });

  it("have no place beside a query of one's own", () => {
    const query = "avg(last_5m):avg:a{*} by {env}";
    const settings = { query, unit: "ms", source: "dbm", window: "5m", aggregation: "avg" };
    assert.deepEqual(
      signalSchema.safeParse(settings).error?.issues.map(({ path }) => path.join(".")),
      ["source", "window", "aggregation"],
    );
    for (const window of ["0m", "5", "5s", "last_5m", "05m", "10000m"])
      assert.ok(!signalSchema.safeParse({ window }).success, window);
  });
});

describe("what the runbook leaves open", () => {
  const { runbook } = rehearsalInputs();
  const open = (settings: Readonly<Record<string, SignalSettings>>) =>
    assumptionsOf(runbook.thresholds, settings);
  const shipped = [
    '"Error Rate" is judged over 5m: marsana-fleet:signals.error-rate.window',
    '"API Latency (p95)" is judged over 5m: marsana-fleet:signals.api-latency-p95.window',
    '"Database Latency" is judged over 5m: marsana-fleet:signals.database-latency.window',
    '"Database Latency" is the mean, of avg, p50, p75, p90, p95, p99, max: marsana-fleet:signals.database-latency.aggregation',
    '"Uptime" is judged over 1d: marsana-fleet:signals.uptime.window',
    '"Email Delivery Rate" is judged over 1h: marsana-fleet:signals.email-delivery-rate.window',
    '"Realtime Latency" is judged over 5m: marsana-fleet:signals.realtime-latency.window',
    '"Realtime Latency" is the mean, of avg, max: marsana-fleet:signals.realtime-latency.aggregation',
  ];

  it("is said of every row, and which key decides it", () => {
    assert.deepEqual(open({}), shipped);
  });

  it("is no longer said where config has decided it, or has a query of its own", () => {
    const decided = open({
      "error-rate": { window: "5m" },
      "database-latency": { aggregation: "avg" },
      uptime: { query: "avg(last_5m):avg:up{*} by {env}", unit: "percent" },
    });
    assert.deepEqual(
      decided,
      shipped.filter((_, index) => ![0, 3, 4].includes(index)),
    );
  });

  it("is said of a source that has only a mean, or no percentiles, and of what nobody documents", () => {
    const other = open({ "database-latency": { source: "dbm" }, "api-latency-p95": { source: "vercel" } });
    const said = other.filter((one) => !shipped.includes(one));
    assert.deepEqual(said, [
      '"API Latency (p95)" is the slowest, of max, avg: marsana-fleet:signals.api-latency-p95.aggregation',
      '"API Latency (p95)": Vercel\'s metrics are taken to carry the tags env and service, which Datadog does not document: set them on the drain',
      '"Database Latency" is the mean, as dbm has nothing else: marsana-fleet:signals.database-latency.source',
    ]);
  });

  it("is said of a row under the id that it had before", () => {
    const [row] = runbook.thresholds;
    assert.ok(row !== undefined);
    assert.deepEqual(
      assumptionsOf([{ ...row, id: "failures", was: ["error-rate"] }], {}),
      shipped.slice(0, 1),
    );
    assert.deepEqual(assumptionsOf([{ ...row, id: "queue" }], {}), []);
  });
});
