// More rows of the table of verdicts on the real engine than the two of gateCases.test.ts: each way to be open or closed.
import assert from "node:assert/strict";
import { type Chosen, describeGate, rowOf } from "../support/gateRows.ts";

const chosen: Chosen = [
  ["T-48h+1ms", "a 48 h item unproven, 1 ms later"],
  ["T+1ms", "a backup of T-30h, 1 ms after T"],
  ["T", "a fail after a pass"],
  ["T", "the glass broken an hour and 1 ms ago"],
  ["T", "a freeze that ends 1 ms later"],
  ["T+2h", "the window when it is over"],
  ["T", "an earlier emergency that owes its report"],
  ["T-1h", "all in time"],
  ["T", "a waiver by two persons"],
  ["T", "an emergency with what it must prove, and no more"],
  ["T+120d", "deployed, and nothing else known"],
];

describeGate("the gate on the real engine, in every way", chosen, false);

describe("the rows that are tried", () => {
  it("are open and closed in every way", () => {
    const tried = chosen.map(([at, what]) => rowOf(at, what));
    assert.deepEqual([...new Set(tried.map(({ verdict }) => verdict))].sort(), [
      "blocked",
      "deployed",
      "ready",
      "waiting",
    ]);
  });
});
