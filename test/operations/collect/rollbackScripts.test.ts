// The dry run of the runbook's rollbacks: what it finds wrong, and that it runs nothing of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { collectors } from "../../../operations/collect/collectors.ts";
import { rollbackScripts } from "../../../operations/collect/rollbackScripts.ts";
import { changedRunbook } from "../../support/changedRunbook.ts";
import { contextOf, type Given } from "../../support/collecting.ts";
import { settingsOf } from "../../support/inputs.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const path = process.env["PATH"];

/** What is found where the line that goes back to a deployment is another one. */
async function foundWith(line: string, given: Given = {}) {
  const runbook = changedRunbook([
    'vercel rollback "$PREVIOUS_DEPLOYMENT_URL"\n\n# 2. Verify',
    `${line}\n\n# 2. Verify`,
  ]);
  return await rollbackScripts.collect(
    contextOf(
      { environment: {} },
      { ...given, inputs: { runbook, ...given.inputs }, environment: { PATH: path, ...given.environment } },
    ),
  );
}

describe("the dry run of the rollbacks", () => {
  const folder = temporaryFolder();
  const onlyBash = join(folder, "bin");
  before(() => {
    mkdirSync(onlyBash);
    symlinkSync(
      execFileSync("bash", ["-c", "type -P bash"], { encoding: "utf8" }).trim(),
      join(onlyBash, "bash"),
    );
  });

  it("passes for the runbook's own, in a rehearsal with no service's program", async () => {
    const found = await rollbackScripts.collect(contextOf({ environment: { PATH: path ?? "" } }));
    assert.deepEqual(found, {
      result: "pass",
      detail:
        "dry run of Quick Rollback, Database Rollback, Full Rollback: the shell takes them, and vercel, curl, supabase are there",
    });
  });

  const wrong: [string, string, RegExp][] = [
    [
      "a program that is not there",
      "no-such-program x",
      /^Quick Rollback: no-such-program is neither on PATH nor in node_modules\/\.bin; mend: install it$/,
    ],
    [
      "a variable that is not set",
      'vercel rollback "$NO_SUCH"',
      /^Quick Rollback: \$NO_SUCH is not set; mend: export it, or name it in marsana-fleet:rollback\.givenThen/,
    ],
    [
      "a quote that does not end",
      'vercel rollback "oops',
      /^Quick Rollback: bash: line \d+: unexpected EOF while looking for matching/,
    ],
    [
      "a word out of place",
      "if true; vercel x; fi",
      /^Quick Rollback: bash: line \d+: syntax error near unexpected token `fi'/,
    ],
  ];
  for (const [what, line, told] of wrong) {
    it(`fails on ${what}`, async () => {
      const { result, detail } = await foundWith(line);
      assert.match(detail, told);
      assert.equal(result, "fail");
    });
  }

  it("fails outside a rehearsal where the services' programs are not there", async () => {
    const { result, detail } = await foundWith("vercel x", {
      inputs: { stack: "prod" },
      environment: { PATH: onlyBash },
    });
    assert.match(detail, /supabase is neither on PATH/);
    assert.equal(result, "fail");
  });

  it("takes a variable that is exported, one that config gives, and what the shell itself has", async () => {
    const settings = {
      ...settingsOf("rehearsal"),
      rollback: { givenThen: ["GIVEN", "DEPLOYMENT_URL", "RECOVERY_TIME", "PREVIOUS_DEPLOYMENT_URL"] },
    };
    const { result, detail } = await foundWith('echo "$EXPORTED" "$GIVEN" $?', {
      inputs: { settings },
      environment: { EXPORTED: "yes" },
    });
    assert.equal(result, "pass", detail);
  });

  it("does not know what it cannot follow, and says what", async () => {
    assert.deepEqual(await foundWith("echo `ls`"), {
      result: "unknown",
      detail:
        "Quick Rollback: `echo `ls`` uses backquotes; $(…) is read, which the dry run cannot follow; mend: write it plainly",
    });
  });

  it("runs nothing, neither of the rollbacks nor of what the environment tells a shell to run first", async () => {
    const traces = ["line", "substitution", "startup"].map((name) => join(folder, name));
    const [line, substitution, startup] = traces;
    const { result } = await foundWith(`touch ${line} && x=$(touch ${substitution})`, {
      environment: { BASH_ENV: startup, "BASH_FUNC_type%%": `() { touch ${startup}; }` },
    });
    assert.equal(result, "pass");
    assert.deepEqual(
      traces.filter((file) => existsSync(file)),
      [],
    );
  });

  it("cannot say without bash", async () => {
    await assert.rejects(
      foundWith("vercel x", { environment: { PATH: folder } }),
      /bash cannot be asked: ENOENT/,
    );
  });

  it("ends when it is told to", async () => {
    const context = contextOf({ environment: { PATH: path ?? "" } });
    await assert.rejects(
      rollbackScripts.collect({ ...context, signal: AbortSignal.abort() }),
      /bash cannot be asked/,
    );
  });

  it("is among the collectors, and needs no credential", () => {
    assert.ok(collectors.includes(rollbackScripts));
    assert.deepEqual(rollbackScripts.needs, []);
  });
});
