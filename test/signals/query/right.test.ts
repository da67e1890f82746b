// Queries in the forms of Datadog's documentation, and what is read in them.
import assert from "node:assert/strict";
import { parseMeasurement } from "../../../signals/query/metricMonitor.ts";
import { parseMonitorQuery, queryProblem } from "../../../signals/query/monitorQuery.ts";
import { counts, groupsBy, isRatioOfCounts } from "../../../signals/query/parts.ts";

const right: Readonly<Record<string, readonly string[]>> = {
  "query alert": [
    "avg(last_5m):sum:system.net.bytes_rcvd{host:host0} > 100",
    "avg(last_1h):avg:aws.ec2.cpu{environment:foo,host:foo} by {host} >= 4.5",
    "avg(last_30m):outliers(avg:system.cpu.user{role:es-events-data} by {host}, 'dbscan', 7) > 0",
    "avg(last_1h):anomalies(avg:trace.http.server.request.errors{env:prod,service:a}.as_rate(), 'basic', 2, " +
      "direction='above', alert_window='last_5m', interval=20, count_default_zero='true') >= 0.9",
    "change(avg(last_5m),last_5m):avg:system.load.1{*} > -5",
    "pct_change(avg(last_1h),1d_ago):sum:orders{*}.as_count() < -20",
    "percentile(last_10m):p99.9:trace.web.request{env:prod} > 2",
    "sum(current_1d):sum:orders{*} by {env}.as_count() < 1",
    "max(last_1mo):max:disk.used{*} == 0",
    "sum(last_5m):100 * sum:errors{a:b} by {env}.as_count() / sum:hits{a:b} by {env}.as_count() > 1",
    "sum(last_5m):((sum:a{*}.as_count() / sum:b{*}.as_count()) * 100) * is_greater(sum:b{*}.as_count(), 15) > 5",
    "avg(last_5m):avg:kube.pods {team IN (ingestion, storage, query)} by {team} > 1",
    "avg(last_5m):avg:cpu{env:staging AND (zone:us-1a OR zone:us-1c)} by {zone} > 1",
    "avg(last_5m):avg:cpu{env:prod AND location NOT IN (atlanta,seattle)} > 1",
    "avg(last_5m):avg:cpu{not env:prod and (a:b or c)} > 1",
    "avg(last_5m):avg:disk.in_use{!device:/dev/loop*,-region:*east*} by {device,host} > 1",
    "avg(last_5m):avg:cpu{$scope,env:$environment.value} > 1",
    "avg(last_5m):sum:pods{service:*-canary}.rollup(sum, 60).fill(zero) > 1",
    "avg(last_5m):sum:pods{in:stock,and:more}.rollup(60).fill(last, 120) > 1",
    "sum(last_1d):sum:orders{*}.as_count().rollup(sum, daily, 'Europe/Berlin') > 1",
    "avg(last_5m):default_zero(avg:a{*}) - timeshift(avg:a{*}, -3600) > 0.5",
    "avg(last_5m):moving_rollup(avg:a{*}, 300, 'avg') / (1 - -2) > 0.5",
    "avg(last_5m):top(avg:a{*} by {host}, 10, 'mean', \"desc\") > 0.5",
    "  avg(last_5m):\n    avg:a{*}\n  > 3\n",
  ],
  "metric alert": ["min(last_2w):count:latency{*} != 3"],
  composite: ["101 && !102", "(101 || 102) && !(103 && !104)", "7", "!!7||8"],
  "slo alert": [
    'error_budget("0a1b2c3d").over("7d") > 75',
    'burn_rate("0a1b2c3d").over("30d").long_window("1h").short_window("5m") > 14.4',
    'burn_rate("0a1b2c3d").over("90d").long_window("24h").short_window("120m") >= 3',
  ],
};

describe("a monitor's query", () => {
  for (const [type, queries] of Object.entries(right)) {
    for (const query of queries)
      it(`of the type ${type} is read: ${query.trim()}`, () =>
        assert.equal(queryProblem(type, query), undefined));
  }

  it("is read as what it says", () => {
    assert.deepEqual(
      parseMonitorQuery(
        "query alert",
        "sum(last_2h):1 - 2 * p95:a.b{!x:y,z} by {env}.rollup(sum, 60) - 3 <= -1.5",
      ),
      {
        kind: "metric",
        aggregation: "sum",
        window: { from: "last", count: 2, unit: "h" },
        expression: {
          kind: "arithmetic",
          operator: "-",
          left: {
            kind: "arithmetic",
            operator: "-",
            left: { kind: "number", value: 1 },
            right: {
              kind: "arithmetic",
              operator: "*",
              left: { kind: "number", value: 2 },
              right: {
                kind: "metric",
                aggregation: "p95",
                metric: "a.b",
                filter: {
                  kind: "and",
                  of: [
                    { kind: "not", of: { kind: "tag", text: "x:y" } },
                    { kind: "tag", text: "z" },
                  ],
                },
                groups: ["env"],
                modifiers: [{ name: "rollup", args: ["sum", "60"] }],
              },
            },
          },
          right: { kind: "number", value: 3 },
        },
        comparator: "<=",
        threshold: -1.5,
      },
    );
    assert.deepEqual(parseMonitorQuery("composite", "1 && (!2 || 3)"), {
      kind: "composite",
      monitorIds: ["1", "2", "3"],
    });
    assert.deepEqual(
      parseMonitorQuery(
        "slo alert",
        'burn_rate("a1").over("30d").long_window("1h").short_window("5m") > 14.4',
      ),
      {
        kind: "burn rate",
        objectiveId: "a1",
        over: "30d",
        longWindow: "1h",
        shortWindow: "5m",
        comparator: ">",
        threshold: 14.4,
      },
    );
  });

  it("binds NOT before AND before OR", () => {
    const { expression: read } = parseMeasurement("avg(last_5m):avg:a{not a:b and c in (d,e) or f}");
    assert.ok(read.kind === "metric");
    assert.deepEqual(read.filter, {
      kind: "or",
      of: [
        {
          kind: "and",
          of: [
            { kind: "not", of: { kind: "tag", text: "a:b" } },
            { kind: "in", key: "c", values: ["d", "e"] },
          ],
        },
        { kind: "tag", text: "f" },
      ],
    });
  });

  it("counts, groups and divides in all of its parts", () => {
    const asked = (query: string) => {
      const { expression: read } = parseMeasurement(`sum(last_5m):${query}`);
      return [counts(read), groupsBy(read, "env"), isRatioOfCounts(read)];
    };
    assert.deepEqual(asked("sum:a{*} by {env}.as_count()"), [true, true, false]);
    assert.deepEqual(asked("sum:a{*} by {env}.as_count() / sum:b{*}.as_count()"), [true, false, true]);
    assert.deepEqual(asked("default_zero(sum:a{*} by {env}.as_rate() / sum:b{*} by {host,env}.as_count())"), [
      false,
      true,
      true,
    ]);
    assert.deepEqual(asked("1 / 2"), [false, false, false]);
  });
});
