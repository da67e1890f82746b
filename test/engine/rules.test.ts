// Every rule of the pack on the real engine: the whole stack passes, one thing sabotaged is blocked.
import assert from "node:assert/strict";
import { rules } from "../../policies/rules.ts";
import { requireEngine } from "../support/engine.ts";
import { rehearse } from "../support/rehearsal.ts";
import { sabotaged, sabotages } from "../support/sabotages.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the pack on the real engine", function () {
  this.timeout(120_000);
  before(requireEngine);
  const stateFolder = temporaryFolder();

  it("has a sabotage for every rule, so that none goes untried", () => {
    assert.deepEqual(Object.keys(sabotages).sort(), rules.map(({ name }) => name).sort());
  });

  for (const [rule, { broken, unknown }] of Object.entries(sabotages)) {
    it(`blocks a preview by ${rule}, and by no other rule`, async () => {
      const result = await rehearse({ command: "preview", stateFolder, program: sabotaged(broken) });
      assert.deepEqual(
        [...new Set(result.violations.map(({ rule: name, level }) => `${name} ${level}`))],
        [`${rule} mandatory`],
      );
      assert.equal(result.result, "blocked");
    });

    if (unknown !== undefined) {
      it(`blocks a preview by ${rule} when what it reads is unknown`, async () => {
        const result = await rehearse({ command: "preview", stateFolder, program: sabotaged(unknown) });
        const own = result.violations.filter(({ rule: name }) => name === rule);
        assert.ok(own.length > 0, `no violation of ${rule}`);
        for (const { level, message } of own) {
          assert.equal(level, "mandatory");
          assert.match(message, /could not be evaluated, and counts as violated/);
        }
        assert.equal(result.result, "blocked");
      });
    }
  }
});
