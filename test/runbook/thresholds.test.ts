// The threshold table: amounts that can be read, and rows that do not contradict themselves.
import assert from "node:assert/strict";
import { parseQuantity } from "../../runbook/quantity.ts";
import { assertProblems, changedRunbook } from "../support/changedRunbook.ts";

describe("an amount", () => {
  const readable = {
    "< 0.5%": { comparator: "<", value: 0.5, unit: "percent" },
    ">99 percent": { comparator: ">", value: 99, unit: "percent" },
    "< 1,000ms": { comparator: "<", value: 1000, unit: "ms" },
    "> 12,345,678.5 MS": { comparator: ">", value: 12345678.5, unit: "ms" },
    "< 1 s": { comparator: "<", value: 1, unit: "s" },
    "> 2 seconds": { comparator: ">", value: 2, unit: "s" },
    "< 500ms P95": { comparator: "<", value: 500, unit: "ms", qualifier: "p95" },
    "> 0%": { comparator: ">", value: 0, unit: "percent" },
  };
  for (const [text, value] of Object.entries(readable)) {
    it(`is read from "${text}"`, () => assert.deepEqual(parseQuantity(text), { value: { ...value, text } }));
  }

  const unreadable = {
    "": 'put "<" or ">" before it',
    fast: 'write "<" or ">" instead of "fast"',
    "500ms": 'put "<" or ">" before it',
    "≤ 500ms": 'write "<" or ">" instead of "≤"',
    "<= 500ms": 'write "<" or ">" instead of "<="',
    "< 500": "add its unit: %, ms or s",
    "< 5 minutes": "use %, ms or s",
    "< -1%": "write a number from 0 on",
    "< 100.1%": "write a percentage from 0 to 100",
    "< 1,00ms": 'write the number with a point for decimals and commas for thousands only, such as "1,000.5"',
    "< 0,5%": 'write the number with a point for decimals and commas for thousands only, such as "1,000.5"',
    "< 1.000.000ms":
      'write the number with a point for decimals and commas for thousands only, such as "1,000.5"',
    "< ms": 'write the number with a point for decimals and commas for thousands only, such as "1,000.5"',
    "< 5e2ms": "write it so, with nothing else beside it",
    "< NaN ms": "write it so, with nothing else beside it",
    "< 500ms or so": "write it so, with nothing else beside it",
    [`< ${"9".repeat(400)}ms`]: "write a number that a computer can hold",
  };
  for (const [text, mend] of Object.entries(unreadable)) {
    it(`is not read from "${text.slice(0, 20)}"`, () => {
      const reading = parseQuantity(text);
      assert.ok("problem" in reading, JSON.stringify(reading));
      assert.deepEqual(
        [reading.problem.found, reading.problem.mend],
        [text === "" ? "nothing" : `"${text}"`, mend],
      );
    });
  }
});

const latency = "| < 500ms | > 1000ms |";
const uptime = "| > 99.9% | < 99.5% |";

describe("the threshold table", () => {
  it("takes another number, spelling and metric", () => {
    const { thresholds } = changedRunbook(
      [latency, "| <750 ms | > 1,250ms p95 |"],
      ["| Realtime Latency <!-- id: realtime-latency --> |", "| Queue Delay (p99) |"],
    );
    const rows = thresholds.map(({ id, target, alert }) => [id, target.value, alert.value]);
    assert.deepEqual(rows[1], ["api-latency-p95", 750, 1250]);
    assert.deepEqual(rows[5], ["queue-delay-p99", 100, 500]);
  });

  const contradictions: readonly {
    what: string;
    change: [string, string];
    pair: [string, string];
    metric: string;
  }[] = [
    {
      what: "an alert threshold on the wrong side of the target",
      change: [latency, "| < 500ms | > 400ms |"],
      pair: ["< 500ms", "> 400ms"],
      metric: "API Latency (p95)",
    },
    {
      what: "an alert threshold at the target",
      change: [uptime, "| > 99.9% | < 99.9% |"],
      pair: ["> 99.9%", "< 99.9%"],
      metric: "Uptime",
    },
    {
      what: "an alert threshold above a target that is to be exceeded",
      change: [uptime, "| > 99% | < 99.5% |"],
      pair: ["> 99%", "< 99.5%"],
      metric: "Uptime",
    },
    {
      what: "two signs in the same direction",
      change: [uptime, "| > 99.9% | > 99.5% |"],
      pair: ["> 99.9%", "> 99.5%"],
      metric: "Uptime",
    },
    {
      what: "two units",
      change: [latency, "| < 500ms | > 1s |"],
      pair: ["< 500ms", "> 1s"],
      metric: "API Latency (p95)",
    },
    {
      what: "a target that nothing can reach",
      change: [latency, "| < 0ms | > 1000ms |"],
      pair: ["< 0ms", "> 1000ms"],
      metric: "API Latency (p95)",
    },
    {
      what: "a percentage that nothing can exceed",
      change: [uptime, "| > 100% | < 99.5% |"],
      pair: ["> 100%", "< 99.5%"],
      metric: "Uptime",
    },
  ];
  for (const { what, change, pair, metric } of contradictions) {
    it(`refuses ${what}`, () => {
      assertProblems(change, [
        {
          rule: "contradictory-threshold",
          at: `--> | ${pair[0]} | ¦${pair[1]}`,
          found: `the target "${pair[0]}" with the alert threshold "${pair[1]}" for "${metric}"`,
        },
      ]);
    });
  }

  it("reports every unreadable amount of a row", () => {
    assertProblems(
      [uptime, "| high | |"],
      [
        { rule: "unreadable-quantity", at: "--> | ¦high", found: '"high"' },
        { rule: "unreadable-quantity", at: "--> | high ¦| |", found: "nothing" },
      ],
    );
  });

  it("refuses a percentile that the metric's name does not have", () => {
    assertProblems(
      [latency, "| < 500ms p99 | > 1000ms |"],
      [{ rule: "unreadable-quantity", at: "¦< 500ms p99", found: '"< 500ms p99" for "API Latency (p95)"' }],
    );
  });

  it("refuses a metric without a name", () => {
    assertProblems(
      ["| Uptime <!-- id: uptime --> | > 99.9%", "| ??? | > 99.9%"],
      [{ rule: "unreadable-item", at: "¦???", found: '"???"' }],
    );
  });
});
