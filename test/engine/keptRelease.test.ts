// A release that was deployed cannot be left away on the real engine, though every record of it is gone.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import program from "../../index.ts";
import { openRehearsal } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const said = /the release is none, and the stack was last updated to 1\.0\.0-rc1/;

describe("an update that names no release, after one that did", function () {
  this.timeout(120_000);
  const stateFolder = temporaryFolder();
  const rehearsal = openRehearsal(stateFolder);
  before(async () => {
    assert.equal((await rehearsal.run({ command: "up" })).result, "passed");
    rmSync(join(stateFolder, "evidence"), { recursive: true });
    process.env["MARSANA_RELEASE"] = "none";
  });
  after(() => {
    delete process.env["MARSANA_RELEASE"];
  });

  it("is blocked at preview by the rule of the gate", async () => {
    const { result, violations } = await rehearsal.run({ command: "preview" });
    assert.equal(result, "blocked");
    assert.deepEqual(
      violations.map(({ rule, level }) => `${rule} ${level}`),
      ["require-ready-release mandatory"],
    );
    assert.match(violations[0]?.message ?? "", said);
  });

  it("is stopped by the program itself where the pack is forgotten", async () => {
    await rehearsal.plainly(program, async (stack) => {
      const { deployment: before } = await stack.exportStack();
      await assert.rejects(stack.up(), (error) => error instanceof CommandError && said.test(error.message));
      const { deployment: after } = await stack.exportStack();
      assert.deepEqual(after.resources, before.resources);
    });
  });
});
