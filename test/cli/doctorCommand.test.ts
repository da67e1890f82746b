// `npm run runbook -- doctor` as a process: what a stack has and lacks, and whether that is well.
import assert from "node:assert/strict";
import type { Ended } from "../support/ended.ts";
import { proofCommands } from "../support/proofCommands.ts";

describe("npm run runbook -- doctor", function () {
  this.timeout(60_000);
  const { rehearsal, production, inCopy } = proofCommands();

  const statesIn = ({ stdout }: Ended) => {
    const { stack, well, checks } = JSON.parse(stdout);
    const states = checks.map(({ name, state }: { name: string; state: string }) => [name, state] as const);
    return { stack, well, state: new Map<string, string>(states) };
  };

  it("finds everything in the rehearsal, says that it is made up, and exits as it says", async () => {
    const { code, stdout } = await rehearsal("doctor");
    assert.match(stdout, /^Stack rehearsal \(made up: every service is a stand-in\):\n/);
    const json = await rehearsal("doctor", "--json");
    const { well, state: found } = statesIn(json);
    // Whether there is an engine depends on the machine.
    assert.deepEqual([code, json.code, well], well ? [0, 0, true] : [1, 1, false]);
    assert.equal(well, found.get("Pulumi") === "ok");
    for (const name of ["Node", "Pulumi.rehearsal.yaml", "runbook", "release", "Supabase, project and plan"])
      assert.equal(found.get(name), "ok", name);
  });

  it("says for production what is missing, and what goes without it", async () => {
    const { code, stdout } = await inCopy("doctor", "--stack", "prod");
    assert.ok(code === 0 || code === 1);
    assert.match(
      stdout,
      /^ {2}missing {2}Supabase, project and plan: SUPABASE_ACCESS_TOKEN not set; mend: .*\n {11}without it: the backups/m,
    );
  });

  it("exits with 1 where a token is refused", async () => {
    const { run } = await production({ accessToken: "another" });
    const result = await run("doctor", "--json");
    assert.equal(result.code, 1);
    assert.equal(statesIn(result).state.get("Supabase, project and plan"), "refused");
  });

  it("exits with 1 where the stack or the runbook is not there", async () => {
    const none = await rehearsal("doctor", "--json", "--stack", "nowhere", "--runbook", "nowhere.md");
    assert.equal(none.code, 1);
    const { state: found } = statesIn(none);
    assert.deepEqual([found.get("Pulumi.nowhere.yaml"), found.get("runbook")], ["wrong", "wrong"]);
  });
});
