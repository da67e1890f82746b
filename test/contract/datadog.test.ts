// Every request that this project sends to Datadog, and every answer of the stand-in, against the service's own
// description of its API.
import assert from "node:assert/strict";
import type { Monitor as SdkMonitor } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/models/Monitor.js";
import type { Services } from "../../rehearsal/services/index.ts";
import { datadogClient } from "../../services/datadog.ts";
import { datadogMetrics } from "../../services/datadogMetrics.ts";
import { Refusal } from "../../services/refusal.ts";
import { ApiSpec, type Exchange } from "../support/apiSpec.ts";
import { keepingExchanges, short } from "../support/exchanges.ts";
import { accountMonitors, servicesPerTest } from "../support/watching.ts";

// Datadog answers with fields that it does not describe: those are held to what was recorded, in datadogStandIn.test.ts.
const spec = new ApiSpec("datadog-v1-openapi.yaml", { moreInAnswers: true });

const fleet = {
  id: "abc-def-ghi",
  title: "Fleet",
  layout_type: "ordered",
  widgets: [{ definition: { type: "note", content: "Errors" } }],
} as const;

/** A client whose exchanges are kept. */
function observed({ environment }: Pick<Services, "environment">, changes: { apiKey?: string } = {}) {
  const { exchanges, fetch } = keepingExchanges("/datadog");
  const options = {
    apiKey: environment["DATADOG_API_KEY"] ?? "",
    appKey: environment["DATADOG_APP_KEY"] ?? "",
    baseUrl: environment["DATADOG_API_URL"] ?? "",
    transport: { fetch },
    ...changes,
  };
  return { client: datadogClient(options), metrics: datadogMetrics(options), exchanges };
}

describe("the contract with Datadog", function () {
  // The description has 40,000 lines.
  this.timeout(60_000);
  before(function () {
    if (spec.isHere) return;
    console.log("    skipped: ../shared/api-specs is not here");
    this.skip();
  });
  const start = servicesPerTest();

  it("is kept by what was measured, and by nothing that was", async () => {
    const measured = (_: string, at: Date) => (at.getUTCMinutes() < 2 ? 0.2 : undefined);
    const { metrics, exchanges } = observed(await start({ datadog: { measured } }));
    const hour = (from: string) =>
      metrics.query("avg:a{*} by {env}", new Date(from), new Date(Date.parse(from) + 3_600_000));
    const [series] = await hour("2026-01-14T10:00:00Z");
    assert.deepEqual(
      [series?.interval, series?.pointlist],
      [
        60,
        [
          [1_768_384_800_000, 0.2],
          [1_768_384_860_000, 0.2],
        ],
      ],
    );
    assert.deepEqual(await hour("2026-01-14T10:02:00Z"), [
      {
        ...series,
        pointlist: [
          [1_768_388_400_000, 0.2],
          [1_768_388_460_000, 0.2],
        ],
      },
    ]);
    assert.equal(exchanges.length, 2);
    for (const exchange of exchanges) assert.deepEqual(spec.problems(exchange), [], short(exchange));
  });

  it("is kept by the list of monitors, with a muted one among them", async () => {
    const monitors = Object.values(accountMonitors()).map((one) => ({
      ...one,
      matching_downtimes: [{ id: 7, scope: ["env:rehearsal"], start: 1_770_000_000, end: 1_770_200_000 }],
      options: { ...one.options, silenced: { "*": 1_770_200_000 } },
    }));
    const { client, exchanges } = observed(await start({ datadog: { monitors } }));
    assert.equal((await client.monitors(["source:runbook"])).length, monitors.length);
    assert.deepEqual(exchanges.map(short), ["GET /api/v1/monitor 200"]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), []);
  });

  it("is kept by the validation of every monitor that the stack declares, and of one that is refused", async () => {
    // Those of tests are Datadog's own.
    const monitors = Object.values(accountMonitors()).filter(({ type }) => type !== "synthetics alert");
    const { client, exchanges } = observed(await start({ datadog: { monitors } }));
    const listed = await client.monitors(["source:runbook"]);
    for (const { definition } of listed) await client.validate(definition);
    const [first] = listed;
    assert.ok(first !== undefined);
    const wrong = { ...first.definition, query: "avg(last_5m):avg:system.load.1{*} > 3" };
    await assert.rejects(
      client.validate(wrong),
      (error) => error instanceof Refusal && error.meaning === "wrong",
    );
    const statuses = exchanges.map(({ answer }) => answer?.status);
    assert.deepEqual(statuses, [200, ...monitors.map(() => 200), 400]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), [], short(one));
  });

  it("is kept by the validation of monitors on ids, and of queries that cannot be read", async () => {
    const { client, exchanges } = observed(await start());
    const thresholds = { critical: 14.4 };
    const burning = 'burn_rate("0a1b").over("30d").long_window("1h").short_window("5m") > 14.4';
    await client.validate({ type: "composite", query: "101 && !102" });
    await client.validate({ type: "slo alert", query: burning, options: { thresholds } });
    const refused: [SdkMonitor, RegExp][] = [
      [{ type: "composite", query: "101 & 102" }, /parameter 'query' is invalid/],
      [{ type: "slo alert", query: `${burning}x`, options: { thresholds } }, /parameter 'query' is invalid/],
      [{ type: "query alert", query: "avg(last_5m):avg:a{*}" }, /parameter 'query' is invalid/],
      [
        { type: "slo alert", query: burning, options: { thresholds: { critical: 6 } } },
        /Alert threshold \(6\) does not match that used in the query \(14.4\)/,
      ],
    ];
    for (const [definition, message] of refused)
      await assert.rejects(
        client.validate(definition),
        (error) => error instanceof Refusal && error.meaning === "wrong" && message.test(error.message),
      );
    const statuses = exchanges.map(({ answer }) => answer?.status);
    assert.deepEqual(statuses, [200, 200, 400, 400, 400, 400]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), [], short(one));
  });

  it("is kept by a dashboard that is there, and by one that is not", async () => {
    const { client, exchanges } = observed(await start({ datadog: { dashboards: [fleet] } }));
    assert.equal((await client.dashboard(fleet.id)).title, "Fleet");
    await assert.rejects(
      client.dashboard("xxx-xxx-xxx"),
      (error) => error instanceof Refusal && error.meaning === "wrong",
    );
    assert.deepEqual(exchanges.map(short), [
      "GET /api/v1/dashboard/abc-def-ghi 200",
      "GET /api/v1/dashboard/xxx-xxx-xxx 404",
    ]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), [], short(one));
  });

  it("knows the refusal of another key", async () => {
    const { client, exchanges } = observed(await start(), { apiKey: "another" });
    await assert.rejects(
      client.monitors([]),
      (error) => error instanceof Refusal && error.meaning === "denied",
    );
    assert.deepEqual(exchanges.map(short), ["GET /api/v1/monitor 403"]);
    for (const one of exchanges) assert.deepEqual(spec.problems(one), []);
  });

  const declared = { type: "query alert", query: "avg(last_5m):avg:system.load.1{*} > 3" };
  const broken: [string, Exchange, RegExp][] = [
    ["an unknown path", { method: "GET", path: "/api/v1/monitors" }, /describes no such request/],
    ["an unknown query", { method: "GET", path: "/api/v1/monitor?tag=a" }, /query tag: is not described/],
    [
      "a query of another form",
      { method: "GET", path: "/api/v1/monitor?with_downtimes=yes" },
      /with_downtimes: type/,
    ],
    [
      "a definition that is missing",
      { method: "POST", path: "/api/v1/monitor/validate" },
      /request: has no body/,
    ],
    [
      "a definition with a misspelt field",
      { method: "POST", path: "/api/v1/monitor/validate", body: JSON.stringify({ ...declared, tag: [] }) },
      /request: additionalProperties/,
    ],
    [
      "a list of something else",
      { method: "GET", path: "/api/v1/monitor", answer: { status: 200, body: '[{"id":1}]' } },
      /answer\/0: required/,
    ],
    [
      "a dashboard without widgets",
      { method: "GET", path: "/api/v1/dashboard/a", answer: { status: 200, body: '{"title":"A"}' } },
      /answer: required .*"widgets"/,
    ],
  ];
  for (const [what, exchange, problem] of broken) {
    it(`is broken by ${what}`, () => assert.match(spec.problems(exchange).join("\n"), problem));
  }
});
