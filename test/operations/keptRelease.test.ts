// An update without a release, on a stack that has one, whatever became of the records of it.
import assert from "node:assert/strict";
import { keptRelease } from "../../operations/keptRelease.ts";
import { releaseOf } from "../support/situations.ts";

describe("the release that a stack has", () => {
  const without = { release: undefined, stack: "prod" };

  it("must be named by an update that names none", () => {
    assert.deepEqual(keptRelease(without, { release: "1.9.0" }), [
      "the release is none, and the stack was last updated to 1.9.0: an update must say which release it keeps; mend: " +
        "--release 1.9.0, or pulumi config set --stack prod marsana-fleet:release 1.9.0",
    ]);
  });

  it("is none on a stack that was never updated, or never to a release", () => {
    assert.deepEqual(keptRelease(without, {}), []);
    assert.deepEqual(keptRelease(without, { release: "none" }), []);
  });

  it("is the verdict's matter where a release is named", () => {
    assert.deepEqual(keptRelease({ ...without, release: releaseOf() }, { release: "1.9.0" }), []);
  });

  it("may be left away on staging", () => {
    assert.deepEqual(keptRelease({ ...without, stack: "staging" }, { release: "1.9.0" }), []);
  });
});
