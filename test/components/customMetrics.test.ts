// Which metrics the stack declares in the account: those that the chosen sources need, where config does not leave them out.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { customMetricsOf } from "../../signals/customMetrics.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";
import { declared } from "../support/mocks.ts";

describe("the metrics that the stack declares", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const { datadog } = settingsOf("rehearsal");
  const types = ["datadog:index/logsMetric:LogsMetric", "datadog:index/metricMetadata:MetricMetadata"];
  const metrics = async (values: Record<string, unknown> = {}) => {
    const found = (await declared({ values })).filter(({ type }) => types.includes(type));
    return found.sort((one, other) => (one.name < other.name ? -1 : 1)).map(({ inputs }) => inputs);
  };

  const count = (event: string) => ({
    name: `sendgrid.events.${event}`,
    compute: { aggregationType: "count" },
    filter: { query: `source:sendgrid (@event:${event} OR @evt.name:${event})` },
    groupBies: [
      { path: "env", tagName: "env" },
      { path: "service", tagName: "service" },
    ],
  });

  it("are the counts of SendGrid's events, as config is shipped", async () => {
    const shipped = { ...datadog, declare: {} };
    assert.deepEqual(await metrics({ "marsana-fleet:datadog": shipped }), [
      count("delivered"),
      count("processed"),
    ]);
  });

  it("are described ones too where config says so, as the rehearsal's does", async () => {
    const all = await metrics();
    assert.deepEqual(all.slice(0, 1), [
      {
        metric: "realtime.latency",
        type: "gauge",
        unit: "millisecond",
      },
    ]);
  });

  it("are none where another stack declares them, or no row is measured by them", async () => {
    const elsewhere = { ...datadog, declare: { emailMetrics: false } };
    assert.deepEqual(await metrics({ "marsana-fleet:datadog": elsewhere }), []);
    const declare = { emailMetrics: true };
    const query = "avg(last_1h):avg:mails{*} by {env}";
    assert.deepEqual(
      await metrics({
        "marsana-fleet:datadog": { ...datadog, declare },
        "marsana-fleet:signals": { "email-delivery-rate": { query, unit: "percent" } },
      }),
      [],
    );
    assert.deepEqual(customMetricsOf([], {}), { logMetrics: [], described: [] });
  });

  it("are needed by a row under the id that it had before, too", () => {
    const { thresholds } = rehearsalInputs().runbook;
    const renamed = thresholds.map((row) => ({ ...row, id: `new-${row.id}`, was: [row.id] }));
    assert.deepEqual(customMetricsOf(renamed, {}), customMetricsOf(thresholds, {}));
    assert.equal(customMetricsOf(renamed, {}).logMetrics.length, 2);
  });
});
