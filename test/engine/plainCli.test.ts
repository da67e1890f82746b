// The official CLI without this project's commands: `pulumi preview --stack staging` with the pack attached.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Accounts, openAccounts, secrets } from "../support/accounts.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder, settingsOf } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the plain CLI, with a stand-in for its Node language host", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const settings = join(folder, "Pulumi.staging.yaml");
  let accounts: Accounts;

  before(async function () {
    requireEngine.call(this);
    copyFileSync(join(projectFolder, "Pulumi.staging.yaml"), settings);
    accounts = await openAccounts(folder, projectFolder, { PULUMI_OPTION_POLICY_PACK: "policies" });
    assert.equal((await accounts.run("pulumi", "stack", "init", "staging", "--non-interactive")).code, 0);
  });
  after(async () => await accounts?.close());

  async function pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
    const staging = ["--stack", "staging", "--config-file", settings, "--non-interactive"];
    const { code, stdout, stderr } = await accounts.run("pulumi", ...args, ...staging);
    return { code, output: stdout + stderr };
  }

  it("names every missing secret at once, each with the line that sets it", async () => {
    const { code, output } = await pulumi("preview");
    assert.notEqual(code, 0);
    for (const key of secrets) {
      assert.match(
        output,
        new RegExp(`${key}: found nothing; .* pulumi config set --stack staging --secret '${key}'`),
      );
    }
  });

  it("previews with the pack once they are set", async () => {
    for (const key of secrets) {
      assert.equal((await pulumi("config", "set", "--secret", key, "madeupmadeupmadeupmadeup")).code, 0);
    }
    const { code, output } = await pulumi("preview");
    assert.equal(code, 0, output);
    assert.match(output, /marsana-fleet@v\d/);
    assert.match(output, /monitor-error-rate/);
  });

  it("is advised, not blocked, by the gate in staging", async () => {
    assert.equal((await pulumi("config", "set", "marsana-fleet:release", "1.1.0-rc1")).code, 0);
    const { code, output } = await pulumi("preview");
    assert.equal(code, 0, output);
    assert.match(output, /\[advisory\].*require-ready-release/);
  });

  it("is blocked by a secret in plain text, in staging too", async () => {
    await pulumi("config", "set", "--path", "marsana-fleet:variables.PAYMENT_API_KEY", "in-plain-text");
    const { code, output } = await pulumi("preview");
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*require-sensitive-variables/);
  });

  it("is blocked by production's handle in staging's config", async () => {
    await pulumi("config", "rm", "--path", "marsana-fleet:variables.PAYMENT_API_KEY");
    const { datadog } = settingsOf("prod");
    await pulumi("config", "set", "--path", "marsana-fleet:datadog.handle", String(datadog.handle));
    const { code, output } = await pulumi("preview");
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*keep-stacks-apart/);
    assert.match(output, /marsana-fleet:datadog\.handle is @slack-fleet-alerts, as in stack prod/);
    await pulumi("config", "set", "--path", "marsana-fleet:datadog.handle", "@slack-fleet-staging");
  });

  it("is blocked by production's database behind a secret, which it does not show", async () => {
    const { projectRef } = settingsOf("prod").supabase;
    const url = `postgresql://postgres.${projectRef}:planted-password@pooler.example:5432/postgres`;
    await pulumi("config", "set", "--secret", "marsana-fleet:databaseUrl", url);
    const { code, output } = await pulumi("preview");
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*keep-stacks-apart/);
    assert.match(output, /DATABASE_URL holds the Supabase reference of stack prod/);
    assert.ok(!output.includes("planted-password"));
  });

  it("leaves the project's own stack file as it is", () => {
    assert.ok(!readFileSync(join(projectFolder, "Pulumi.staging.yaml"), "utf8").includes("secure:"));
  });
});
