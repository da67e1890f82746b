// The verdict on a release: what holds it up.
import assert from "node:assert/strict";
import { blockersOf } from "../../release/blockers.ts";
import { type Release, releaseDigest, releaseSchema } from "../../release/release.ts";

const ready: Release = { version: "1.4.0", commit: "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904" };

describe("what holds a release up", () => {
  it("is nothing when it names a full commit hash, of either length", () => {
    assert.deepEqual(blockersOf(ready), []);
    assert.deepEqual(blockersOf({ ...ready, commit: "a".repeat(64) }), []);
  });

  it("is nothing when there is no release", () => {
    assert.deepEqual(blockersOf(undefined), []);
  });

  for (const commit of ["main", "v1.4.0", "9f1c2b7", "9F1C2B7E4D6A8053C1E7B92F40A6D358BE71C904"]) {
    it(`is a commit such as "${commit}", which can come to mean something else`, () => {
      const [why, ...more] = blockersOf({ ...ready, commit });
      assert.deepEqual(more, []);
      assert.ok(
        why?.startsWith(`release 1.4.0 names the commit "${commit}", which is not a full commit hash`),
      );
      assert.ok(
        why?.endsWith(`write the output of \`git rev-parse ${commit}\` into releases/1.4.0/release.yaml`),
      );
    });
  }
});

describe("a release", () => {
  it("has a digest that changes with each of its facts, and with nothing else", () => {
    const digests = [ready, { ...ready, commit: "main" }, { ...ready, version: "1.4.1" }].map(releaseDigest);
    assert.equal(new Set(digests).size, 3);
    assert.equal(releaseDigest({ ...ready }), digests[0]);
  });

  it("refuses versions that are none, and commits that a shell would take apart", () => {
    const fine = (changes: object) => releaseSchema.safeParse({ ...ready, ...changes }).success;
    assert.deepEqual(
      ["1.4.0", "1.4.0-rc1"].map((version) => fine({ version })),
      [true, true],
    );
    assert.deepEqual(
      ["v1.4.0", "1.4", "latest"].map((version) => fine({ version })),
      [false, false, false],
    );
    assert.deepEqual(
      ["", "main; rm -rf /", "$(id)"].map((commit) => fine({ commit })),
      [false, false, false],
    );
    assert.equal(fine({ approver: "somebody" }), false);
  });
});
