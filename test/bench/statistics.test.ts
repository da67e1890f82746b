// The figures of the benchmark: medians, and how a cost grows.
import assert from "node:assert/strict";
import { growth, median, slope, spreadOf } from "../../bench/statistics.ts";

describe("the figures of the benchmark", () => {
  it("take the middle of an odd count, whatever the order", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([7]), 7);
  });

  it("take the mean of the two in the middle of an even count", () => {
    assert.equal(median([8, 1, 4, 2]), 3);
  });

  it("order numbers as numbers, not as text", () => {
    assert.equal(median([10, 9, 100]), 10);
  });

  it("have no median of nothing", () => {
    assert.throws(() => median([]), RangeError);
  });

  it("keep the least and the most", () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3 });
  });

  it("tell a linear cost from a quadratic one", () => {
    const points = (cost: (size: number) => number) =>
      [50, 500, 1000].map((size) => ({ size, cost: cost(size) }));
    const [low, middle, high] = points((size) => 3 + size / 100);
    assert.ok(low && middle && high);
    assert.equal(slope(low, middle).toFixed(6), "0.010000");
    assert.equal(growth(low, middle, high).toFixed(6), "1.000000");
    const [first, second, third] = points((size) => size ** 2);
    assert.ok(first && second && third);
    assert.equal(growth(first, second, third).toFixed(2), "2.73");
  });
});
