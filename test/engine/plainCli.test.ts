// The official CLI without this project's commands: `pulumi preview --stack staging --policy-pack policies`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startStandIns } from "../../rehearsal/providers/index.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const secrets = [
  "marsana-fleet:databaseUrl",
  "marsana-fleet:supabaseServiceRoleKey",
  "marsana-fleet:supabaseAnonKey",
  "marsana-fleet:sendgridApiKey",
  "marsana-fleet:mapboxToken",
  "marsana-fleet:supabaseAccessToken",
  "datadog:apiKey",
  "datadog:appKey",
  "vercel:apiToken",
  "sentry:token",
];

describe("the plain CLI, with a stand-in for its Node language host", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const settings = join(folder, "Pulumi.staging.yaml");
  let standIns: Awaited<ReturnType<typeof startStandIns>>;

  before("an engine, a login, a language host and providers", async function () {
    requireEngine.call(this);
    mkdirSync(join(folder, "backend"));
    mkdirSync(join(folder, "bin"));
    const host = join(folder, "bin", "pulumi-language-nodejs");
    writeFileSync(
      host,
      `#!/bin/sh\nexec "${process.execPath}" "${projectFolder}/test/support/languageHost.ts" "$@"\n`,
    );
    chmodSync(host, 0o755);
    copyFileSync(join(projectFolder, "Pulumi.staging.yaml"), settings);
    standIns = await startStandIns({
      now: () => new Date("2026-02-03T09:00:00Z"),
      stateFolder: join(folder, "providers"),
    });
    assert.equal((await pulumi("stack", "init", "staging")).code, 0);
  });
  after(async () => await standIns?.close());

  async function pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
    const configured = args[0] === "stack" ? [] : ["--config-file", settings];
    const child = spawn("pulumi", [...args, ...configured, "--non-interactive"], {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        ...standIns.environment,
        PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "a passphrase of the test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_OPTION_POLICY_PACK: "policies",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, output };
  }

  it("names every missing secret at once, each with the line that sets it", async () => {
    const { code, output } = await pulumi("preview", "--stack", "staging");
    assert.notEqual(code, 0);
    for (const key of secrets) {
      assert.match(
        output,
        new RegExp(`${key}: found nothing; .* mend: pulumi config set --stack staging --secret '${key}'`),
      );
    }
  });

  it("previews with the pack once they are set", async () => {
    for (const key of secrets)
      assert.equal(
        (await pulumi("config", "set", "--stack", "staging", "--secret", key, "madeupmadeupmadeupmadeup"))
          .code,
        0,
      );
    const { code, output } = await pulumi("preview", "--stack", "staging");
    assert.equal(code, 0, output);
    assert.match(output, /marsana-fleet@v\d/);
    assert.match(output, /monitor-error-rate/);
  });

  it("is advised, not blocked, by the gate in staging", async () => {
    process.env["MARSANA_RELEASE"] = "1.1.0-rc1";
    const { code, output } = await pulumi("preview", "--stack", "staging").finally(
      () => delete process.env["MARSANA_RELEASE"],
    );
    assert.equal(code, 0, output);
    assert.match(output, /\[advisory\].*require-ready-release/);
  });

  it("refuses a secret that stands unencrypted in the stack file, and repeats none of it", async () => {
    const key = "marsana-fleet:mapboxToken";
    const set = (...value: string[]) => pulumi("config", "set", "--stack", "staging", ...value);
    assert.equal((await set("--plaintext", key, "visibletoeverybody")).code, 0);
    const { code, output } = await pulumi("preview", "--stack", "staging");
    assert.equal((await set("--secret", key, "madeupmadeupmadeupmadeup")).code, 0);
    assert.notEqual(code, 0);
    assert.match(output, /marsana-fleet:mapboxToken: found plain text; required: an encrypted value/);
    assert.ok(!output.includes("visibletoeverybody"));
  });

  it("is blocked by a secret in plain text, in staging too", async () => {
    await pulumi(
      "config",
      "set",
      "--stack",
      "staging",
      "--path",
      "marsana-fleet:variables.PAYMENT_API_KEY",
      "in-plain-text",
    );
    const { code, output } = await pulumi("preview", "--stack", "staging");
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*require-sensitive-variables/);
    assert.ok(!output.includes("in-plain-text"));
  });

  it("leaves the project's own stack file as it is", () => {
    assert.ok(!readFileSync(join(projectFolder, "Pulumi.staging.yaml"), "utf8").includes("secure:"));
  });
});
