// The commands on a stack with accounts: they use the engineer's login, check the input first, and ask before they change.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { type Accounts, openAccounts, secrets } from "../support/accounts.ts";
import { requireEngine } from "../support/engine.ts";
import { copyProject } from "../support/projectCopy.ts";
import { haveSpec, specProblems } from "../support/supabaseSpec.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the commands on a stack with accounts", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let accounts: Accounts;

  before(async function () {
    requireEngine.call(this);
    accounts = await openAccounts(folder, copyProject(join(folder, "project")));
  });
  after(async () => await accounts?.close());

  async function staging(code: number, command: string, ...args: string[]): Promise<RunResult> {
    const ended = await accounts.run(
      process.execPath,
      "cli/stack.ts",
      command,
      "--stack",
      "staging",
      "--json",
      ...args,
    );
    assert.equal(ended.code, code, ended.stdout + ended.stderr);
    return JSON.parse(ended.stdout);
  }

  it("say how to make the stack when the backend has none", async () => {
    const { result, problems } = await staging(3, "preview");
    assert.equal(result, "failed");
    assert.match(String(problems), /mend: pulumi stack init staging/);
  });

  it("exit with 2 and every missing secret before the engine does anything", async () => {
    await accounts.run("pulumi", "stack", "init", "staging", "--non-interactive");
    const { result, problems, resources } = await staging(2, "preview");
    assert.deepEqual([result, resources], ["invalid", []]);
    assert.deepEqual(
      problems?.map((problem) => problem.split(": found")[0]),
      secrets,
    );
  });

  it("preview like the rehearsal once the secrets are set", async () => {
    for (const key of secrets) {
      await accounts.run(
        "pulumi",
        "config",
        "set",
        "--stack",
        "staging",
        "--secret",
        key,
        "madeupmadeupmadeupmadeup",
      );
    }
    const { result, violations, changes, warnings } = await staging(0, "preview");
    assert.deepEqual([result, changes.create > 0], ["passed", true]);
    // Of what the release lacks for production staging is told, and nothing else.
    for (const { level, resource } of violations)
      assert.deepEqual([level, resource.endsWith("::gate")], ["advisory", true]);
    assert.ok(violations.length > 0);
    assert.match(
      warnings.join("\n"),
      /^Not backed up: storage objects of Supabase project marsanafleetstagings: .*copied nowhere; .*storageCopy/m,
    );
    assert.deepEqual(accounts.supabase.requests, [], "a preview asks Supabase nothing");
  });

  it("refuse another instant than the clock's", async () => {
    const { problems } = await staging(2, "preview", "--now", "2026-02-03T09:00:00Z");
    assert.match(String(problems), /none outside the rehearsal stack/);
  });

  it("change nothing when nobody can be asked", async () => {
    const { result, problems } = await staging(2, "up");
    assert.equal(result, "invalid");
    assert.match(String(problems), /mend: give --yes/);
    assert.deepEqual((await staging(0, "outputs")).outputs, {});
  });

  it("carry the update out when told to, and leave what is protected", async () => {
    const { result, outputs } = await staging(0, "up", "--yes");
    assert.equal(result, "passed");
    assert.match(String(Object(outputs["links"])["application"]), /^https:\/\/staging\.marsana\.com$/);
    assert.equal(Object(outputs["supabase"])["projectRef"], "marsanafleetstagings");
    const refused = await staging(3, "destroy", "--yes");
    assert.match(String(refused.problems), /protect/);
  });

  it("ask Supabase nothing in a preview of what is there, and nothing that it does not describe in an update", async function () {
    const { supabase } = accounts;
    const asked = supabase.requests.length;
    assert.ok(asked > 0);
    await staging(0, "preview");
    assert.equal(supabase.requests.length, asked);
    if (!haveSpec) {
      console.log("      skipped: ../shared/api-specs is not here");
      return this.skip();
    }
    for (const one of supabase.requests) assert.deepEqual(specProblems(one), [], `${one.method} ${one.path}`);
  });
});
