// A preview whose program the engine never got to run: made once more, and never passed off as one of a stack with nothing.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { openRehearsal } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** What the SDK calls before it runs a program; the names of an ES module could not be exchanged. */
const settings = createRequire(import.meta.url)("@pulumi/pulumi/runtime/settings.js");

describe("a preview whose program never ran, for want of a connection", function () {
  this.timeout(120_000);
  const rehearsal = openRehearsal(temporaryFolder());
  const { setRootResource } = settings;
  afterEach(() => exchange(setRootResource));

  function exchange(value: unknown): void {
    Object.defineProperty(settings, "setRootResource", { configurable: true, writable: true, value });
  }

  /** Lets the first connections fail, as grpc-js reports it. */
  function failing(times: number): () => number {
    let asked = 0;
    exchange(async (root: unknown) => {
      asked += 1;
      if (asked > times) return await setRootResource(root);
      throw Object.assign(new Error("14 UNAVAILABLE: No connection established"), { code: 14 });
    });
    return () => asked;
  }

  it("is made once more", async () => {
    const asked = failing(1);
    const { result, problems, changes } = await rehearsal.run({ command: "preview" });
    assert.equal(result, "passed", String(problems));
    assert.ok(changes.create > 1);
    assert.equal(asked(), 2);
  });

  it("does not pass where that is in vain too", async () => {
    const asked = failing(9);
    const { result } = await rehearsal.run({ command: "preview" });
    assert.equal(result, "failed");
    assert.equal(asked(), 2);
  });
});
