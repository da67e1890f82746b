// The guard of what guards, on the real engine: a runbook or config that weakens is held up until somebody else has looked.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import type { CommandName, RunResult } from "../../engine/result.ts";
import program from "../../index.ts";
import { guardsOf } from "../../inputs/guards.ts";
import { loadRelease } from "../../inputs/loadRelease.ts";
import { recordOf } from "../../operations/attest.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { unpacked } from "../../release/guards.ts";
import { type Change, changed } from "../support/changedRunbook.ts";
import { clock, projectFolder, rehearsalInputs } from "../support/inputs.ts";
import { openRehearsal } from "../support/rehearsal.ts";
import { reviewed } from "../support/reviewed.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const looser: Change = ["> 1% ", "> 2% "];
const looserStill: Change = ["> 1% ", "> 3% "];
const tighter: Change = ["> 1% ", "> 0.8% "];
const longer: Change = ["2-4 AM UTC", "2-5 AM UTC"];
const said = 'alert/error-rate: the alert threshold of "Error Rate" is > 2%, and was > 1%';

describe("what weakens, on the real engine", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const stateFolder = join(folder, "state");
  const rehearsal = openRehearsal(stateFolder);
  const earlier = process.env["MARSANA_RUNBOOK"];
  after(() => {
    if (earlier === undefined) delete process.env["MARSANA_RUNBOOK"];
    else process.env["MARSANA_RUNBOOK"] = earlier;
  });

  function useRunbook(...changes: Change[]): void {
    process.env["MARSANA_RUNBOOK"] = join(folder, "RUNBOOK.md");
    writeFileSync(process.env["MARSANA_RUNBOOK"], changed(...changes));
  }

  async function run(command: CommandName, ...changes: Change[]): Promise<RunResult> {
    useRunbook(...changes);
    return await rehearsal.run({ command });
  }

  const warned = ({ warnings }: RunResult) => warnings.filter((text) => text.startsWith("This weakens"));
  const broken = ({ violations }: RunResult) => violations.map(({ rule, level }) => `${rule} ${level}`);

  /** Whether an update with no pack and no preview goes through, and what it says. */
  async function updatedWithoutRules(...changes: Change[]): Promise<string> {
    useRunbook(...changes);
    return await rehearsal.plainly(program, async (stack) => {
      try {
        await stack.up();
        return "passed";
      } catch (error) {
        if (error instanceof CommandError) return error.message;
        throw error;
      }
    });
  }

  it("is nothing on the first update, which keeps what guards the stack", async () => {
    const result = await run("up", looserStill);
    assert.deepEqual([result.result, warned(result)], ["passed", []]);
    assert.equal(unpacked(result.outputs["model"])?.guards["alert/error-rate"]?.text, "> 3%");
  });

  it("is nothing where the runbook is stricter: no word is said of it, and there is nothing to do afterwards", async () => {
    const result = await run("up");
    assert.deepEqual([result.result, result.violations, warned(result)], ["passed", [], []]);
    assert.deepEqual(unpacked(result.outputs["model"]), guardsOf(rehearsalInputs()));
    const again = await run("preview");
    assert.deepEqual([again.changes.update, again.changes.create], [0, 0]);
  });

  it("blocks a preview, is named in a warning, and stops an update without the rules", async () => {
    const result = await run("preview", looser, longer);
    assert.equal(result.result, "blocked");
    assert.deepEqual(broken(result), ["review-loosening mandatory", "review-loosening mandatory"]);
    assert.match(
      String(warned(result)),
      /^This weakens what guards stack rehearsal:\n {2}- alert\/error-rate: /,
    );
    const message = await updatedWithoutRules(looser);
    assert.ok(message.includes(said), message);
    const outputs = (await run("outputs")).outputs;
    assert.equal(unpacked(outputs["model"])?.guards["alert/error-rate"]?.text, "> 1%");
  });

  it("passes a tightened preview after a failed update without a word", async () => {
    const result = await run("preview", tighter);
    assert.deepEqual([result.result, result.violations, warned(result)], ["passed", [], []]);
  });

  it("is blocked with more than what somebody else has looked at", async () => {
    assert.deepEqual(reviewed(stateFolder, await run("preview", looser)), [said]);
    assert.equal((await run("preview", looser, longer)).result, "blocked");
  });

  it("passes once somebody else has looked at just that, and is still named", async () => {
    // Its own preview has passed too.
    const result = await run("up", looser);
    assert.deepEqual([result.result, result.violations], ["passed", []]);
    assert.match(String(warned(result)), /let through: reviewed by val: reviewed by a second person/);
    assert.deepEqual(warned(await run("preview", looser)), [], "it is what guards the stack now");
  });

  it("passes where one person breaks the glass of the release at night", async () => {
    assert.equal((await run("preview", looserStill)).result, "blocked");
    const release = loadRelease(join(projectFolder, "releases"), "1.0.0-rc1");
    const glass = recordOf(
      {
        type: "break-glass",
        by: "dan",
        link: "https://chat.example.com/7",
        note: "nobody is awake",
        identity: "typed",
      },
      release,
      [],
      clock(),
    );
    writeRecord(join(stateFolder, "evidence", release.version), glass);
    const result = await run("up", looserStill);
    assert.deepEqual([result.result, result.violations], ["passed", []]);
    assert.match(String(warned(result)), /the glass was broken by dan: nobody is awake; a report is owed/);
  });
});
