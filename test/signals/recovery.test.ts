// Where monitors recover, and how much traffic is enough: what comes of any row, and of the shipped ones.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Threshold } from "../../runbook/model.ts";
import { recoversBeyond, recoveryOf } from "../../signals/recovery.ts";
import { shippedSignals } from "../../signals/shipped.ts";
import { monitoredThreshold, monitorQuery, type Signal } from "../../signals/signal.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const scope = { environment: "production", service: "fleet" };

function row(target: string, alert: string): Threshold {
  const read = (text: string) => {
    const [, comparator, value, unit] = /^([<>]) ([\d.]+)(%|ms)$/.exec(text) ?? [];
    assert.ok(comparator === "<" || comparator === ">");
    return { comparator, value: Number(value), unit: unit === "%" ? "percent" : "ms", text } as const;
  };
  return { id: "a", metric: "A", target: read(target), alert: read(alert), at: { line: 1, column: 1 } };
}

describe("recovery", () => {
  const cases: [target: string, alert: string, critical: number, warning: number][] = [
    ["< 0.5%", "> 1%", 0.5, 0.45],
    ["< 500ms", "> 1000ms", 500, 450],
    ["> 99%", "< 95%", 99, 99.4],
    // A tenth of the way would be beyond the best: half of what is left is reached.
    ["< 1%", "> 21%", 1, 0.5],
    ["> 99.9%", "< 95%", 99.9, 99.95],
    // Nothing bounds a time from above.
    ["> 500ms", "< 100ms", 500, 540],
  ];
  for (const [target, alert, critical, warning] of cases) {
    it(`of a row ${target} | ${alert} is at ${critical}, and of its warning at ${warning}`, () => {
      const found = recoveryOf(row(target, alert));
      assert.equal(found.critical, critical);
      assert.ok(Math.abs(found.warning - warning) < 1e-9, String(found.warning));
    });
  }

  it("is on the good side of what it recovers from, and can be reached, whatever the row", () => {
    const amount = fc.integer({ min: 1, max: 99_999 }).map((whole) => whole / 1000);
    const signal: Signal = { query: "", unit: "fraction", onMissingData: "resolve" };
    fc.assert(
      fc.property(amount, amount, fc.boolean(), (one, other, rising) => {
        fc.pre(one !== other);
        const [low, high] = one < other ? [one, other] : [other, one];
        const it = rising ? row(`< ${low}%`, `> ${high}%`) : row(`> ${high}%`, `< ${low}%`);
        const { comparator, ...texts } = monitoredThreshold(it, signal);
        const { critical, warning, criticalRecovery, warningRecovery } = texts;
        assert.ok(recoversBeyond(comparator, Number(critical), Number(criticalRecovery)));
        assert.ok(recoversBeyond(comparator, Number(warning), Number(warningRecovery)));
        assert.ok(Number(warningRecovery) > 0 && Number(warningRecovery) < 1, warningRecovery);
      }),
    );
  });

  it("at the line itself, or on the other side of it, is none", () => {
    assert.deepEqual(
      [recoversBeyond(">", 2, 1), recoversBeyond(">=", 2, 2), recoversBeyond(">", 2, 3)],
      [true, false, false],
    );
    assert.deepEqual(
      [recoversBeyond("<", 2, 3), recoversBeyond("<=", 2, 2), recoversBeyond("<", 2, 1)],
      [true, false, false],
    );
  });
});

describe("the minimum of traffic", () => {
  const traffic = "sum:hits{env:$environment} by {env}.as_count()";
  const query = `sum(last_5m):100 * sum:bad{env:$environment} by {env}.as_count() / ${traffic}`;
  const ratio: Signal = { query, unit: "percent", onMissingData: "resolve", traffic, minimumTraffic: 50 };
  const [bad, hits] = [
    "sum:bad{env:production} by {env}.as_count()",
    "sum:hits{env:production} by {env}.as_count()",
  ];

  it("makes what is bad when it is high 0 where there is less", () => {
    assert.equal(
      monitorQuery(row("< 0.5%", "> 1%"), ratio, scope),
      `sum(last_5m):(100 * ${bad} / ${hits}) * is_greater(${hits}, 50) > 1`,
    );
  });

  it("makes what is bad when it is low the whole where there is less, in the unit of the signal", () => {
    const low = row("> 99%", "< 95%");
    assert.equal(
      monitorQuery(low, ratio, scope),
      `sum(last_5m):100 - (100 - 100 * ${bad} / ${hits}) * is_greater(${hits}, 50) < 95`,
    );
    const share: Signal = { ...ratio, unit: "fraction", query: query.replace("100 * ", "") };
    assert.equal(
      monitorQuery(low, share, scope),
      `sum(last_5m):1 - (1 - ${bad} / ${hits}) * is_greater(${hits}, 50) < 0.95`,
    );
    // A difference keeps its meaning behind a minus.
    const rest: Signal = { ...ratio, query: query.replace("100 * ", "100 - 100 * ") };
    assert.equal(
      monitorQuery(low, rest, scope),
      `sum(last_5m):100 - (100 - (100 - 100 * ${bad} / ${hits})) * is_greater(${hits}, 50) < 95`,
    );
  });

  it("leaves the query as it is where it is 0", () => {
    assert.equal(
      monitorQuery(row("< 0.5%", "> 1%"), { ...ratio, minimumTraffic: 0 }, scope),
      `sum(last_5m):100 * ${bad} / ${hits} > 1`,
    );
  });

  it("that ships lets two failed ones page nobody, by the runbook's own thresholds, and is no larger than that needs", () => {
    const judged = rehearsalInputs().runbook.thresholds.flatMap((one) => {
      const { minimumTraffic } = shippedSignals[one.id] ?? {};
      return minimumTraffic === undefined ? [] : [{ ...one, minimumTraffic }];
    });
    assert.deepEqual(
      judged.map(({ id }) => id),
      ["error-rate", "email-delivery-rate"],
    );
    for (const { id, alert, minimumTraffic } of judged) {
      const pages = (traffic: number) =>
        alert.comparator === ">"
          ? (100 * 2) / traffic > alert.value
          : (100 * (traffic - 2)) / traffic < alert.value;
      assert.ok(!pages(minimumTraffic + 1), `${id}: two failed ones page`);
      assert.ok(pages(minimumTraffic - 1), `${id}: fewer would do`);
    }
  });

  it("is never asked of what a probe measures", () => {
    const probes = Object.entries(shippedSignals).filter(
      ([, { onMissingData }]) => onMissingData === "show_and_notify_no_data",
    );
    assert.deepEqual(
      probes.map(([id, { minimumTraffic }]) => `${id} ${minimumTraffic}`),
      ["uptime undefined", "realtime-latency undefined"],
    );
  });
});
