// Staging on the real engine, from nothing: one update makes all of it, and then there is nothing to do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { RunResult } from "../../engine/result.ts";
import { recordings } from "../../rehearsal/schemas/recordings.ts";
import { type Accounts, openAccounts } from "../support/accounts.ts";
import { secretNames } from "../support/config.ts";
import { requireEngine } from "../support/engine.ts";
import { configureCopy, copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("staging on the real engine", function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const project = join(folder, "project");
  let accounts: Accounts;

  before(async function () {
    requireEngine.call(this);
    accounts = await openAccounts(folder, copyProject(project));
    configure();
    await accounts.run("pulumi", "stack", "init", "staging", "--non-interactive");
    const values = secretNames.flatMap((key) => ["--secret", `${key}=madeupmadeupmadeupmadeup`]);
    const set = await accounts.run("pulumi", "config", "set-all", "--stack", "staging", ...values);
    assert.equal(set.code, 0, set.stderr);
  });
  after(async () => await accounts?.close());

  /**
   * Every option set, as in the recordings of the vendors' plugins, with nothing only observed and exceptions for two
   * hosts that the update itself makes.
   */
  function configure(): void {
    const { config } = parse(readFileSync(join(recordings, "stack.yaml"), "utf8"));
    const vercel = { ...config["marsana-fleet:vercel"] };
    vercel.protection = { ...vercel.protection, exceptions: ["qa.marsana.com"] };
    const gate = { ...config["marsana-fleet:gate"], observe: {} };
    const changes = { ...config, "marsana-fleet:vercel": vercel, "marsana-fleet:gate": gate };
    configureCopy(project, changes, "staging");
  }

  async function staging(command: string, ...args: string[]): Promise<RunResult> {
    const all = ["cli/stack.ts", command, "--stack", "staging", "--json", ...args];
    const { code, stdout, stderr } = await accounts.run(process.execPath, ...all);
    assert.equal(code, 0, stdout + stderr);
    return JSON.parse(stdout);
  }

  const changed = ({ resources }: RunResult) =>
    resources.filter(({ op }) => op !== "same").map(({ name, op }) => `${op} ${name}`);

  it("previews with every option set, and lacks nothing but what its release has to prove", async () => {
    const { changes, violations } = await staging("preview");
    // The recorded 133, the second exception, and the release.
    assert.deepEqual(changes, { create: 135, import: 0, update: 0, replace: 0, delete: 0, same: 0 });
    for (const { level, resource } of violations)
      assert.deepEqual([level, resource.endsWith("::gate")], ["advisory", true]);
  });

  it("makes a host's exception after the host's domain, in the first update", async () => {
    const made = changed(await staging("up", "--yes"));
    for (const exception of ["exceptions-full.marsana.com", "exceptions-qa.marsana.com"])
      assert.ok(made.includes(`create ${exception}`), `${exception} is not made`);
  });

  it("has nothing to do afterwards, though the release that it lacked proofs for now counts as deployed", async () => {
    const preview = await staging("preview");
    assert.deepEqual([changed(preview), preview.violations], [[], []]);
  });
});
