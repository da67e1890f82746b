// The official CLI without this project's commands: the same program, rules, resources and outputs.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Accounts, openAccounts, secrets } from "../support/accounts.ts";
import type { Ended } from "../support/ended.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the plain CLI, with a stand-in for its Node language host", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let accounts: Accounts;

  before(async function () {
    requireEngine.call(this);
    const project = copyProject(join(folder, "project"));
    accounts = await openAccounts(folder, project, { PULUMI_OPTION_POLICY_PACK: "policies" });
  });
  after(async () => await accounts?.close());

  async function pulumi(...args: string[]): Promise<Ended & { output: string }> {
    const ended = await accounts.run("pulumi", ...args, "--stack", "staging", "--non-interactive");
    return { ...ended, output: ended.stdout + ended.stderr };
  }

  async function passes(...args: string[]): Promise<string> {
    const { code, stdout, output } = await pulumi(...args);
    assert.equal(code, 0, output);
    return stdout;
  }

  /** What this project's own command prints about the same stack. */
  async function own(command: string) {
    const args = ["cli/stack.ts", command, "--stack", "staging", "--json"];
    return JSON.parse((await accounts.run(process.execPath, ...args)).stdout);
  }

  it("makes the stack with a secret of the engineer's own: none is committed", async () => {
    await passes("stack", "init");
  });

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

  it("previews with the pack, once they are set, the resources that this project's command previews", async () => {
    for (const key of secrets) await passes("config", "set", "--secret", key, "madeupmadeupmadeupmadeup");
    assert.match(await passes("preview"), /marsana-fleet@v\d/);
    const { steps } = JSON.parse(await passes("preview", "--json"));
    const urns = steps.map(({ urn }: { urn: string }) => urn);
    const { resources } = await own("preview");
    assert.ok(resources.length > 0);
    assert.deepEqual(
      urns.filter((urn: string) => !urn.includes("::pulumi:providers:")).sort(),
      resources.map(({ urn }: { urn: string }) => urn).sort(),
    );
  });

  it("updates, and prints the outputs that this project's command prints", async () => {
    await passes("up", "--yes");
    const outputs = JSON.parse(await passes("stack", "output", "--json"));
    assert.equal(outputs.links.application, "https://staging.marsana.com");
    assert.deepEqual(outputs, (await own("outputs")).outputs);
    assert.equal(await passes("stack", "output", "release"), `${outputs.release}\n`);
  });

  it("imports a monitor that Datadog has and the state has lost, and then has nothing to change", async () => {
    const { monitorIds } = JSON.parse(await passes("stack", "output", "--json"));
    const component = "urn:pulumi:staging::marsana-fleet::marsana:datadog:ThresholdMonitors";
    const type = "datadog:index/monitor:Monitor";
    await passes("state", "delete", "--yes", `${component}$${type}::monitor-error-rate`);
    await passes("preview", "--json").then((lost) => assert.equal(JSON.parse(lost).changeSummary.create, 1));
    const parent = ["--parent", `monitor=${component}::monitor`];
    const here = ["import", "--yes", "--generate-code=false", "--protect=false", ...parent];
    await passes(...here, type, "monitor-error-rate", monitorIds["error-rate"]);
    await passes("preview", "--expect-no-changes");
  });

  it("gets and sets config, inside a map too", async () => {
    await passes("config", "set", "--path", "marsana-fleet:datadog.handle", "@slack-fleet-other");
    assert.equal(
      await passes("config", "get", "--path", "marsana-fleet:datadog.handle"),
      "@slack-fleet-other\n",
    );
    const { changeSummary } = JSON.parse(await passes("preview", "--json"));
    assert.deepEqual(Object.keys(changeSummary).sort(), ["same", "update"]);
  });

  it("is advised, not blocked, by the gate in staging", async () => {
    await passes("config", "set", "marsana-fleet:release", "1.1.0-rc1");
    assert.match(await passes("preview"), /\[advisory\].*require-full-commit/);
  });

  it("is blocked by a secret in plain text, in staging too", async () => {
    await passes("config", "set", "--path", "marsana-fleet:variables.PAYMENT_API_KEY", "in-plain-text");
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
});
