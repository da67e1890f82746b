// What Node compiles for an entry is kept, where it serves a second run.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FreshMachine } from "../support/freshMachine.ts";

const says = `console.log(process.env["NODE_COMPILE_CACHE"] ?? "none");\n`;

/** A machine on which an entry says where Node keeps what it compiles. */
function machineWith(entry: string): FreshMachine {
  const machine = new FreshMachine();
  machine.file(entry, says);
  return machine;
}

describe("what Node compiles", () => {
  it("is kept in the project's own state, by this process and for those that it starts", async () => {
    const machine = machineWith("cli/runbook.ts");
    const folder = join(machine.root, ".state", "compiled");
    const { stdout } = await machine.run(["cli/runbook.ts"]);
    assert.deepEqual([stdout, existsSync(folder)], [`${folder}\n`, true]);
  });

  it("is kept for the other Node, where the running one is too old", async () => {
    const machine = machineWith("cli/runbook.ts");
    const folder = join(machine.root, ".state", "compiled");
    const { stdout } = await machine.run(["cli/runbook.ts"], { nodeVersion: "20.20.2", platform: "linux" });
    assert.deepEqual([stdout, existsSync(folder)], [`${folder}\n`, true]);
  });

  it("is kept where the user wants it", async () => {
    const machine = machineWith("cli/runbook.ts");
    machine.env["NODE_COMPILE_CACHE"] = join(machine.folder, "elsewhere");
    const { stdout } = await machine.run(["cli/runbook.ts"]);
    assert.equal(stdout, `${join(machine.folder, "elsewhere")}\n`);
    assert.ok(!existsSync(join(machine.root, ".state", "compiled")));
  });

  it("is not kept of tests, which run copies of the project that are gone afterwards", async () => {
    const machine = machineWith("test/run.ts");
    const { stdout } = await machine.run(["test/run.ts"]);
    assert.equal(stdout, "none\n");
    assert.ok(!existsSync(join(machine.root, ".state", "compiled")));
  });
});
