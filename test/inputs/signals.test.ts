// The signals of a run: those that ship, with what config changes, replaces and adds.
import assert from "node:assert/strict";
import { signalsIn } from "../../inputs/signals.ts";
import { shippedSignals } from "../../signals/shipped.ts";
import { rehearsalInputs, settingsOf } from "../support/inputs.ts";

describe("the signals", () => {
  const query = "avg(last_5m):avg:queue.latency{*} by {env}";

  it("are those that ship where config says nothing", () => {
    assert.deepEqual(signalsIn({}, "prod"), { signals: shippedSignals, problems: [] });
  });

  it("that ship are changed by what config says without a query, and by nothing else", () => {
    const { signals, problems } = signalsIn(
      { "error-rate": { minimumTraffic: 20 }, uptime: { onMissingData: "resolve" } },
      "prod",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(signals, {
      ...shippedSignals,
      "error-rate": { ...shippedSignals["error-rate"], minimumTraffic: 20 },
      uptime: { ...shippedSignals["uptime"], onMissingData: "resolve" },
    });
  });

  it("with a query are new, whatever ships: nothing of it is left, and missing data is told of", () => {
    const { signals } = signalsIn({ "error-rate": { query, unit: "percent" } }, "prod");
    assert.deepEqual(signals["error-rate"], {
      query,
      unit: "percent",
      onMissingData: "show_and_notify_no_data",
    });
  });

  it("without a query must ship, and have traffic where a minimum of it is set", () => {
    assert.deepEqual(
      signalsIn({ queue: { onMissingData: "resolve" }, uptime: { minimumTraffic: 5 } }, "prod").problems,
      [
        "marsana-fleet:signals.queue.query: found nothing; required: a query: there are sources for error-rate, api-latency-p95, database-latency, uptime, email-delivery-rate, realtime-latency alone; mend: pulumi config set --stack prod --path 'marsana-fleet:signals.queue.query' '<query>' and pulumi config set --stack prod --path 'marsana-fleet:signals.queue.unit' '<unit>'",
        "marsana-fleet:signals.uptime.minimumTraffic: found 5; required: none: this signal is judged whatever the traffic; mend: pulumi config rm --stack prod --path 'marsana-fleet:signals.uptime.minimumTraffic'",
      ],
    );
    const settings = { ...settingsOf("rehearsal"), signals: { uptime: { minimumTraffic: 5 } } };
    assert.throws(() => rehearsalInputs(settings), /signals\.uptime\.minimumTraffic: found 5/);
  });
});
