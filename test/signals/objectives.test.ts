// What follows from a row about its objective: target, queries, budget, and which burn alert would tell of what.
import assert from "node:assert/strict";
import { nextWindows } from "../../calendar/index.ts";
import { correctionArgs } from "../../components/Objectives.ts";
import { declaredMonitors } from "../../engine/declaredMonitors.ts";
import type { Threshold } from "../../runbook/index.ts";
import { burnAlertId, shippedBurnAlerts, timeframes } from "../../signals/burnRates.ts";
import {
  budgetMinutes,
  budgetOf,
  burnQuery,
  burnRateAt,
  daysOf,
  definitionOf,
  detectionMinutes,
  highestRate,
  isExpressible,
  type Objective,
  objectiveIdIn,
  objectiveOf,
  tellingAtAlert,
  unreachableIn,
} from "../../signals/objectives.ts";
import type { Signal } from "../../signals/signal.ts";
import { clock, rehearsalInputs, switchedOn } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const datadog = switchedOn(inputs.datadog);

/** The objective of a row of the project's own runbook. */
function ofRow(id: string): Objective {
  const found = datadog.objectives.find(({ row }) => row.id === id);
  assert.ok(found !== undefined, `no objective of ${id}`);
  return found;
}

const monthly = { timeframe: "30d", burnAlerts: shippedBurnAlerts["30d"] } as const;
const row: Threshold = {
  id: "delivery",
  metric: "Delivery",
  target: { comparator: ">", value: 99, unit: "percent", text: "> 99%" },
  alert: { comparator: "<", value: 95, unit: "percent", text: "< 95%" },
  at: { line: 1, column: 1 },
};
const ratio: Signal = {
  query: "sum(last_1h):100 * sum:ok{env:$environment} by {env}.as_count() / sum:all{*} by {env}.as_count()",
  unit: "percent",
  onMissingData: "show_no_data",
};

describe("the objective of a row", () => {
  it("is the share of good events: what is left of the errors, or what has succeeded", () => {
    const of = datadog.objectives.map((one) => [one.row.id, one.target, one.timeframe, one.good, one.total]);
    const scope = "{env:$environment,service:$service";
    const hits = `sum:trace.next.request.hits${scope}} by {env}.as_count()`;
    const errors = `sum:trace.next.request.errors${scope}} by {env}.as_count()`;
    const runs = (more: string) =>
      `sum:synthetics.test_runs${scope},runbook-check:health${more}} by {env}.as_count()`;
    assert.deepEqual(of, [
      ["error-rate", 99.5, "30d", `${hits} - default_zero(${errors})`, hits],
      ["uptime", 99.9, "30d", runs(",status:success"), runs("")],
    ]);
  });

  it("asks Datadog for just that, in its own scope", () => {
    const { good: _, ...objective } = { ...ofRow("uptime"), total: "sum:a{env:$environment,s:$service}" };
    const scope = { environment: "production", service: "fleet" };
    assert.deepEqual(definitionOf({ ...objective, good: "sum:b{env:$environment}" }, scope), {
      type: "metric",
      query: { numerator: "sum:b{env:production}", denominator: "sum:a{env:production,s:fleet}" },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
    });
  });

  it("follows from a fraction as from a percentage, and from nothing but a ratio of counts", () => {
    const fraction = { ...ratio, query: ratio.query.replace("100 * ", ""), unit: "fraction" } as const;
    assert.deepEqual(objectiveOf(row, fraction, monthly), objectiveOf(row, ratio, monthly));
    for (const [from, to] of [
      ["100 * ", ""],
      ["100 * ", "10 * "],
      ["sum(last_1h)", "avg(last_1h)"],
      [".as_count() /", " /"],
      [" / sum:all{*} by {env}.as_count()", ""],
      ["sum:ok", "avg:ok"],
      ["sum:all", "sum:some{*}.as_count() + sum:all"],
    ] as const) {
      assert.ok(ratio.query.includes(from));
      const other = { ...ratio, query: ratio.query.replace(from, to) };
      assert.equal(objectiveOf(row, other, monthly), undefined, other.query);
    }
    assert.equal(objectiveOf(row, { ...ratio, unit: "ms" }, monthly), undefined);
  });

  it("has a budget, in events and in minutes, that no binary rounding touches", () => {
    assert.deepEqual([budgetOf(ofRow("error-rate")), budgetMinutes(ofRow("error-rate"))], [0.005, 216]);
    assert.deepEqual([budgetOf(ofRow("uptime")), budgetMinutes(ofRow("uptime"))], [0.001, 43.2]);
  });

  it("is one that Datadog takes with three decimal places, and not with four", () => {
    assert.deepEqual(
      [99, 99.9, 99.999, 99.9995].map((target) => isExpressible({ target })),
      [true, true, true, false],
    );
  });
});

describe("the burn alerts", () => {
  it("are the ones of the SRE Workbook and of Datadog, in their windows, the fast ones as pages", () => {
    const short = timeframes.map((one) =>
      shippedBurnAlerts[one].map(
        (burn) => `${burn.rate} ${burn.longHours}/${burn.shortMinutes} ${burn.tells}`,
      ),
    );
    assert.deepEqual(short, [
      ["16.8 1/5 page", "5.6 6/30 page", "2.8 24/120 alert"],
      ["14.4 1/5 page", "6 6/30 page", "3 24/120 alert"],
      ["21.6 1/5 page", "10.8 6/30 page", "4.5 24/120 alert"],
    ]);
  });

  it("each spend the share of the budget that Datadog names for them", () => {
    const spent = timeframes.map((timeframe) =>
      shippedBurnAlerts[timeframe].map(({ rate, longHours }) =>
        Math.round((100 * rate * longHours) / (24 * daysOf({ timeframe }))),
      ),
    );
    assert.deepEqual(spent, [
      [10, 20, 40],
      [2, 5, 10],
      [1, 3, 5],
    ]);
  });

  it("can be reached up to the rate at which every event is bad, that one included", () => {
    assert.deepEqual(
      [99.9, 99.5, 90].map((target) => highestRate({ target })),
      [1000, 200, 10],
    );
    const unreachable = (target: number) =>
      unreachableIn({ ...ofRow("uptime"), target }).map(({ rate }) => rate);
    assert.deepEqual(unreachable(99.9), []);
    assert.deepEqual(unreachable(90), [14.4]);
    assert.deepEqual(unreachable(80), [14.4, 6]);
    assert.deepEqual(unreachable(50), [14.4, 6, 3]);
    assert.deepEqual(unreachableIn({ ...ofRow("uptime"), burnAlerts: [{ ...fast, rate: 1000 }] }), []);
    assert.equal(unreachableIn({ ...ofRow("uptime"), burnAlerts: [{ ...fast, rate: 1000.1 }] }).length, 1);
  });

  const fast = { rate: 14.4, longHours: 1, shortMinutes: 5, tells: "page" } as const;

  it("have the query that Datadog documents, which is recognized again", () => {
    const query = burnQuery("abc", ofRow("uptime"), fast);
    assert.equal(query, 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4');
    assert.equal(objectiveIdIn(query, ofRow("uptime"), fast), "abc");
    for (const [from, to] of [
      ["30d", "7d"],
      ["1h", "6h"],
      ["5m", "6m"],
      ["14.4", "14"],
      ["burn_rate", "error_budget"],
      ["abc", ""],
    ] as const)
      assert.equal(objectiveIdIn(query.replace(from, to), ofRow("uptime"), fast), undefined, to);
  });

  it("tell the sooner the faster the budget burns, and never at their own rate", () => {
    assert.equal(detectionMinutes(fast, 14.4), undefined);
    assert.equal(detectionMinutes(fast, 28.8), 30);
    assert.equal(detectionMinutes(fast, 1000), 0.864);
  });
});

describe("each row's burn alerts beside its own monitor", () => {
  const rates = (id: string) => {
    const objective = ofRow(id);
    const told = tellingAtAlert(objective).map((burn) => {
      return [burnAlertId(burn), detectionMinutes(burn, burnRateAt(objective, objective.row.alert))];
    });
    return {
      atTarget: burnRateAt(objective, objective.row.target),
      atAlert: burnRateAt(objective, objective.row.alert),
      told,
    };
  };

  it("are silent while the target is just met, and the budget lasts for its time", () => {
    for (const objective of datadog.objectives) {
      assert.equal(burnRateAt(objective, objective.row.target), 1);
      for (const burn of objective.burnAlerts) assert.equal(detectionMinutes(burn, 1), undefined);
    }
  });

  it("miss the error rate at its alert threshold: 1% is twice the budget, and the slowest alert is at 3", () => {
    assert.deepEqual(rates("error-rate"), { atTarget: 1, atAlert: 2, told: [] });
  });

  it("tell of the uptime at its alert threshold: after 14.4 hours, and only over a day", () => {
    assert.deepEqual(rates("uptime"), { atTarget: 1, atAlert: 5, told: [["24h", 864]] });
  });

  it("tell of the incident: 5% of errors are ten times the budget, noticed after 3.6 hours", () => {
    const { incident, errors } = switchedOn(inputs.sentry);
    const burning = burnRateAt(ofRow(errors.id), incident.threshold);
    assert.equal(burning, 10);
    assert.deepEqual(
      ofRow(errors.id).burnAlerts.map((burn) => detectionMinutes(burn, burning)),
      [undefined, 216, 432],
    );
  });

  it("leave the row's monitor there, whether they would miss its line or not", () => {
    const declared = declaredMonitors(inputs);
    for (const { row: of, burnAlerts } of datadog.objectives) {
      const expected = [of.id, ...burnAlerts.map((burn) => `${of.id}-${burnAlertId(burn)}`)];
      assert.deepEqual(
        expected.map((id) => declared[id]?.type),
        ["query alert", ...burnAlerts.map(() => "slo alert")],
      );
    }
  });
});

describe("a maintenance window", () => {
  const { rule } = inputs.runbook.maintenance;
  const uptime = ofRow("uptime");
  const msPerMinute = 60_000;
  // The 30 days up to an instant in which there was one window, and in which nothing failed but in that window.
  const to = new Date("2026-03-20T00:00:00Z");
  const from = new Date(to.getTime() - daysOf(uptime) * 24 * 60 * msPerMinute);
  const failed = nextWindows(rule, from, 2).filter(({ start }) => start < to);

  /** The share of minutes without failure, of those that count. */
  function share(excluded: readonly { start: Date; end: Date }[]): number {
    const counts = (minute: number) => {
      const at = from.getTime() + minute * msPerMinute;
      const within = (windows: typeof excluded) =>
        windows.some(({ start, end }) => start.getTime() <= at && at < end.getTime());
      return within(excluded) ? undefined : !within(failed);
    };
    const counted = Array.from({ length: daysOf(uptime) * 24 * 60 }, (_, minute) => counts(minute)).filter(
      (good) => good !== undefined,
    );
    return (100 * counted.filter(Boolean).length) / counted.length;
  }

  /** The windows that the correction leaves out, as Datadog reads it. */
  function corrected() {
    const { start, duration } = correctionArgs("id", uptime, { rule, now: clock(), runbookUrl: "" });
    const first = new Date(start * 1000);
    return nextWindows(rule, new Date(first.getTime() - 1), 24).map((window) => {
      return { start: window.start, end: new Date(window.start.getTime() + duration * 1000) };
    });
  }

  it("alone breaks the uptime's objective, in which two hours of 30 days are too many", () => {
    assert.deepEqual([failed.length, rule.durationMinutes], [1, 120]);
    assert.equal(share([]).toFixed(3), "99.722");
    assert.ok(share([]) < uptime.target);
  });

  it("breaks nothing with the correction that is declared", () => {
    assert.equal(share(corrected()), 100);
  });

  it("is left out as well where it was before the objective was made", () => {
    const [first] = corrected();
    assert.equal(first?.start.toISOString(), "2026-02-01T02:00:00.000Z");
    assert.ok(first.start < clock());
  });
});
