// Staging on the real engine, from nothing: one update makes all of it, and then there is nothing to do.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { type Accounts, openAccounts, secrets } from "../support/accounts.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { configureCopy, copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const { vercel } = settingsOf("staging");

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
    const values = secrets.flatMap((key) => ["--secret", `${key}=madeupmadeupmadeupmadeup`]);
    const set = await accounts.run("pulumi", "config", "set-all", "--stack", "staging", ...values);
    assert.equal(set.code, 0, set.stderr);
  });
  after(async () => await accounts?.close());

  /** Everything protected, with exceptions for two hosts that the update itself makes. */
  function configure(): void {
    const protection = {
      deployments: "allDeployments",
      trustedIps: ["192.0.2.0/24"],
      exceptions: ["qa.marsana.com"],
    };
    const stagingEnvironment = { name: "qa", branch: "qa", domain: "qa.marsana.com" };
    const changes = { ...vercel, protection, stagingEnvironment };
    configureCopy(project, { "marsana-fleet:vercel": changes }, "staging");
  }

  async function staging(command: string, ...args: string[]): Promise<RunResult> {
    const all = ["cli/stack.ts", command, "--stack", "staging", "--json", ...args];
    const { code, stdout, stderr } = await accounts.run(process.execPath, ...all);
    assert.equal(code, 0, stdout + stderr);
    return JSON.parse(stdout);
  }

  const changed = ({ resources }: RunResult) =>
    resources.filter(({ op }) => op !== "same").map(({ name, op }) => `${op} ${name}`);

  it("makes a host's exception after the host's domain, in the first update", async () => {
    const made = changed(await staging("up", "--yes"));
    for (const exception of ["exceptions-staging.marsana.com", "exceptions-qa.marsana.com"])
      assert.ok(made.includes(`create ${exception}`), `${exception} is not made`);
  });

  it("has nothing to do afterwards, though the release that it lacked proofs for now counts as deployed", async () => {
    const preview = await staging("preview");
    assert.deepEqual([changed(preview), preview.violations], [[], []]);
  });
});
