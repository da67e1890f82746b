// Which rows have an objective by config, and what is said where none can be.
import assert from "node:assert/strict";
import { objectiveSchema } from "../../inputs/objectiveSettings.ts";
import { objectivesIn } from "../../inputs/objectives.ts";
import type { Runbook } from "../../runbook/index.ts";
import { shippedSignals } from "../../signals/shipped.ts";
import type { Signals } from "../../signals/signal.ts";
import { changedRunbook } from "../support/changedRunbook.ts";

const plain = changedRunbook();

function read(
  settings: object,
  { runbook = plain, signals = {} }: { runbook?: Runbook; signals?: Signals } = {},
) {
  const { objectives, problems } = objectivesIn(objectiveSchema.parse(settings), "prod", {
    runbook,
    signals: { ...shippedSignals, ...signals },
  });
  return { ids: objectives.map(({ row }) => row.id), objectives, problems };
}

const place = "marsana-fleet:objectives";

describe("the objectives of a stack", () => {
  it("are those of error rate and uptime, over 30 days, unless config says otherwise", () => {
    const { ids, objectives, problems } = read({});
    assert.deepEqual([ids, problems], [["error-rate", "uptime"], []]);
    assert.deepEqual(
      objectives.map(({ timeframe, burnAlerts }) => [timeframe, burnAlerts.map(({ rate }) => rate)]),
      [
        ["30d", [14.4, 6, 3]],
        ["30d", [14.4, 6, 3]],
      ],
    );
  });

  it("are more or fewer as config says, with the burn alerts of their time frame or its own", () => {
    const own = [{ rate: 10, longHours: 2, shortMinutes: 10, tells: "page" }];
    const rows = { "email-delivery-rate": true, "error-rate": false };
    assert.deepEqual(read({ rows }).ids, ["uptime", "email-delivery-rate"]);
    assert.deepEqual(
      read({ timeframe: "7d" }).objectives.map(({ burnAlerts }) => burnAlerts[0]?.rate),
      [16.8, 16.8],
    );
    assert.deepEqual(read({ burnAlerts: own }).objectives[0]?.burnAlerts, own);
  });

  it("stay with a row that is given another id, and with what config says under the former one", () => {
    const runbook = changedRunbook(["<!-- id: uptime -->", "<!-- id: availability, was: uptime -->"]);
    assert.deepEqual(read({}, { runbook }).ids, ["error-rate", "availability"]);
    assert.deepEqual(read({ rows: { uptime: false } }, { runbook }), {
      ...read({ rows: { availability: false } }, { runbook }),
    });
    assert.deepEqual(read({ rows: { uptime: false } }, { runbook }).ids, ["error-rate"]);
  });

  const single: Signals = {
    uptime: { query: "avg(last_5m):avg:up{*} by {env}", unit: "percent", onMissingData: "resolve" },
  };

  it("are none of a row whose signal is no ratio of counts, which is an error only where config asks for one", () => {
    assert.deepEqual(read({}, { signals: single }), read({ rows: { uptime: false } }));
    assert.deepEqual(read({ rows: { uptime: true } }, { signals: single }).problems, [
      `${place}.rows.uptime: found true, and "Uptime" measured by avg(last_5m):avg:up{*} by {env}; required: a ratio of ` +
        "counts: sum(last_5m):100 * sum:….as_count() / sum:….as_count(), in percent, or the same as a fraction; mend: " +
        "pulumi config rm --stack prod --path 'marsana-fleet:objectives.rows.uptime', or pulumi config set --stack prod " +
        "--path 'marsana-fleet:signals.uptime.query' '<query>'",
    ]);
    assert.match(
      read({ rows: { "api-latency-p95": true } }).problems.join(),
      /^[^;]*found true, and "API Latency/,
    );
  });

  it("are not those of a name that no row has", () => {
    assert.deepEqual(read({ rows: { "up-time": true } }).problems, [
      `${place}.rows.up-time: found a name that is of no row; required: a row; the nearest is uptime; mend: ` +
        "pulumi config rm --stack prod --path 'marsana-fleet:objectives.rows.up-time'",
    ]);
  });

  it("have burn rates that can be reached", () => {
    const runbook = changedRunbook(["| > 99.9% | < 99.5% |", "| > 90% | < 80% |"]);
    assert.deepEqual(read({}, { runbook }).problems, [
      `${place}.burnAlerts[0].rate: found 14.4, and an objective of 90% for "Uptime" (> 90%); required: at most 10, which ` +
        "is 1/(1−SLO): no budget can burn faster; mend: set lower rates in marsana-fleet:objectives.burnAlerts, or pulumi " +
        "config set --stack prod --path 'marsana-fleet:objectives.rows.uptime' 'false'",
    ]);
    assert.deepEqual(read({ rows: { uptime: false } }, { runbook }).problems, []);
  });

  it("have a target that Datadog takes", () => {
    const runbook = changedRunbook(["| > 99.9% | < 99.5% |", "| > 99.9995% | < 99.5% |"]);
    const [problem = ""] = read({}, { runbook }).problems;
    assert.match(
      problem,
      /^the runbook, line \d+: found an objective of 99\.9995% for "Uptime" \(> 99\.9995%\); required: at most three decimal places, /,
    );
  });
});

describe("the settings of burn alerts", () => {
  const slow = { rate: 3, longHours: 24, shortMinutes: 120, tells: "alert" };
  const fast = { rate: 14.4, longHours: 1, shortMinutes: 5, tells: "page" };
  const refused = (...burnAlerts: object[]) =>
    (objectiveSchema.safeParse({ burnAlerts }).error?.issues ?? []).map(({ path }) => path.join("."));

  it("are taken in the order of their windows", () => {
    assert.deepEqual(refused(fast, slow), []);
    assert.deepEqual(refused(slow, fast), ["burnAlerts.1.longHours", "burnAlerts.1.rate"]);
    assert.deepEqual(refused(fast, { ...slow, rate: 14.4 }), ["burnAlerts.1.rate"]);
    assert.deepEqual(refused(fast, { ...slow, longHours: 1 }), [
      "burnAlerts.1.shortMinutes",
      "burnAlerts.1.longHours",
    ]);
  });

  it("are refused beyond what Datadog takes, and where they would tell of a target that is met", () => {
    for (const [changes, name] of [
      [{ longHours: 0 }, "longHours"],
      [{ longHours: 49 }, "longHours"],
      [{ longHours: 1.5 }, "longHours"],
      [{ shortMinutes: 60 }, "shortMinutes"],
      [{ shortMinutes: 0 }, "shortMinutes"],
      [{ rate: 1 }, "rate"],
      [{ tells: "nobody" }, "tells"],
    ] as const)
      assert.ok(refused({ ...fast, ...changes }).includes(`burnAlerts.0.${name}`), JSON.stringify(changes));
    assert.deepEqual(refused({ ...slow, longHours: 48 }), []);
    assert.deepEqual(refused(), ["burnAlerts"]);
  });
});
