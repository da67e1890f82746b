// The gate on a real update, with no preview before it: what is closed stays closed, and nothing slips through.
import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import program from "../../index.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { types } from "../../policies/resourceTypes.ts";
import { policyProcesses } from "../support/policyProcesses.ts";
import { openRehearsal } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the gate on a real update", function () {
  this.timeout(120_000);
  const rehearsal = openRehearsal(temporaryFolder());

  /** The stack itself, and the engine's own functions, of which the program asks for the stack's last outputs. */
  const enginesOwn = ["pulumi:pulumi:Stack", "pulumi:providers:pulumi"];

  /** Updates with the program, and says what is in the stack afterwards, or that nothing went wrong. */
  async function updated(
    run: typeof program,
    policyPacks: string[],
  ): Promise<{ failed: boolean; types: string[] }> {
    return await rehearsal.plainly(run, async (stack) => {
      const failed = await stack.up({ policyPacks }).then(
        () => false,
        (error) => {
          if (error instanceof CommandError) return true;
          throw error;
        },
      );
      const { resources = [] }: { resources?: { type: string }[] } = (await stack.exportStack()).deployment;
      return {
        failed,
        types: resources.map(({ type }) => type).filter((type) => !enginesOwn.includes(type)),
      };
    });
  }

  for (const attempt of [1, 2, 3]) {
    it(`lets nothing be created when the pack's rule closes it (attempt ${attempt})`, async () => {
      const closed = async () => {
        pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
          type === types.gate ? { props: { ...props, blocking: ["closed by the test"] }, opts } : undefined,
        );
        return await program();
      };
      assert.deepEqual(await updated(closed, [join(projectFolder, "policies")]), { failed: true, types: [] });
    });
  }

  it("is closed by the program itself when the pack is forgotten", async () => {
    process.env["MARSANA_RELEASE"] = "1.1.0-rc1";
    try {
      assert.deepEqual(await updated(program, []), { failed: true, types: [] });
    } finally {
      delete process.env["MARSANA_RELEASE"];
    }
  });

  for (const when of ["before anything is declared", "once all is declared"] as const) {
    it(`passes no preview whose rules are killed ${when}`, async () => {
      const { result, violations } = await rehearsal.run({
        command: "preview",
        program: async () => {
          if (when === "before anything is declared") killRules();
          const outputs = await program();
          if (when === "once all is declared") killRules();
          return outputs;
        },
      });
      assert.deepEqual([result, violations], ["failed", []]);
    });
  }
});

function killRules(): void {
  const found = policyProcesses();
  assert.equal(found.length, 1, "there is one pack to be killed");
  for (const pid of found) process.kill(pid, "SIGKILL");
}
