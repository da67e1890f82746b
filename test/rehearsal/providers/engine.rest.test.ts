// The stand-ins under the real engine: all four packages planned, made, left alone, changed, imported and removed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { local } from "@pulumi/command";
import * as datadog from "@pulumi/datadog";
import * as automation from "@pulumi/pulumi/automation/index.js";
import * as sentry from "@pulumiverse/sentry";
import * as vercel from "@pulumiverse/vercel";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

const mails = { name: "mails", compute: { aggregationType: "count" }, filter: { query: "source:mail" } };

/** What the program of the test lets vary. */
const program = { critical: "10", trigger: "a", start: "2026-03-01T02:00:00", adopted: "" };

function fleet() {
  const monitor = new datadog.Monitor("latency", {
    name: "Latency",
    type: "metric alert",
    query: `avg(last_5m):avg:latency{*} > ${program.critical}`,
    message: "See the runbook.",
    monitorThresholds: { critical: program.critical },
  });
  new datadog.DowntimeSchedule("maintenance", {
    scope: "env:prod",
    monitorIdentifier: { monitorTags: ["*"] },
    recurringSchedule: {
      timezone: "UTC",
      recurrences: [{ duration: "2h", rrule: "FREQ=MONTHLY;BYDAY=1SU", start: program.start }],
    },
  });
  const project = new vercel.Project("app", { framework: "nextjs" });
  new vercel.ProjectDomain("domain", { projectId: project.id, domain: "app.example.com" });
  new vercel.ProjectEnvironmentVariable("key", {
    projectId: project.id,
    key: "API_KEY",
    value: "hush-hush",
    sensitive: true,
    targets: ["production"],
  });
  const team = new sentry.SentryTeam("team", { organization: "marsana" });
  const app = new sentry.SentryProject("app", { organization: "marsana", teams: [team.slug] });
  const dsn = new sentry.SentryKey("dsn", { organization: "marsana", project: app.slug });
  const greeting = new local.Command("greeting", {
    create: 'echo "watched by $MONITOR"',
    environment: { MONITOR: monitor.id },
    triggers: [program.trigger],
  });
  if (program.adopted !== "") new datadog.LogsMetric("adopted", mails, { import: program.adopted });
  return {
    monitorId: monitor.id,
    greeting: greeting.stdout,
    dsnSecret: dsn.dsnSecret,
    dsnPublic: dsn.dsnPublic,
  };
}

describe("the stand-ins under the real engine", function () {
  this.timeout(120_000);
  let folder = "";
  const messages: string[] = [];
  const standIns = new TestStandIns();
  let stack: automation.Stack;

  before(async function () {
    if (spawnSync("pulumi", ["version"]).status !== 0) {
      const reason = "no pulumi on PATH";
      if (process.env["CI"] === "true") throw new Error(`${reason}: with CI=true it must be there`);
      console.log(`    skipped: ${reason}`);
      this.skip();
    }
    await standIns.start();
    folder = mkdtempSync(join(tmpdir(), "engine-"));
    stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName: "rehearsal", projectName: "fleet", program: async () => fleet() },
      {
        workDir: folder,
        envVars: {
          PULUMI_HOME: join(folder, "home"),
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: "test",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          // Else the engine looks for the plugins that the stand-ins stand in for, seconds long.
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
          ...standIns.environment,
        },
      },
    );
  });
  after(async () => {
    await standIns.stopAndForget();
    if (folder !== "") rmSync(folder, { recursive: true });
  });

  const options = {
    onEvent: (event: automation.EngineEvent) => {
      if (event.diagnosticEvent) messages.push(event.diagnosticEvent.message);
    },
  };

  const changesOnce = async (what: "preview" | "up"): Promise<automation.OpMap | undefined> =>
    what === "preview"
      ? (await stack.preview(options)).changeSummary
      : (await stack.up(options)).summary.resourceChanges;

  /**
   * On a busy machine the SDK does not always reach the engine in time: the program has not run then, and nothing is
   * changed. Once more, and no more; of the commands themselves test/engine/watchedProgram.test.ts tells.
   */
  const changes: typeof changesOnce = (what) =>
    changesOnce(what).catch((error: unknown) => {
      if (!String(error).includes("UNAVAILABLE: No connection established")) throw error;
      console.log("    the SDK did not reach the engine, and is asked once more");
      return changesOnce(what);
    });

  it("are planned without anything being made", async () => {
    assert.deepEqual(await changes("preview"), { create: 10 });
    assert.deepEqual(await changes("preview"), { create: 10 });
  });

  it("make everything, with secrets kept and commands run", async () => {
    assert.deepEqual(await changes("up"), { create: 10 });
    const { monitorId, greeting, dsnSecret, dsnPublic } = await stack.outputs();
    assert.match(String(monitorId?.value), /^\d{9}$/);
    assert.equal(greeting?.value, `watched by ${monitorId?.value}`);
    assert.deepEqual([dsnSecret?.secret, dsnPublic?.secret], [true, false]);
    assert.ok(messages.some((message) => message.includes(String(greeting?.value))));
    const state = readFileSync(join(folder, ".pulumi/stacks/fleet/rehearsal.json"), "utf8");
    assert.deepEqual([state.includes("API_KEY"), state.includes("hush-hush")], [true, false]);
  });

  it("leave everything alone when nothing has changed", async () => {
    assert.deepEqual(await changes("up"), { same: 10 });
    const refreshed = await stack.refresh();
    assert.deepEqual(refreshed.summary.resourceChanges, { same: 10 });
  });

  it("change what has changed, and replace what has to be replaced", async () => {
    Object.assign(program, { critical: "11", trigger: "b" });
    assert.deepEqual(await changes("preview"), { update: 1, replace: 1, same: 8 });
    assert.deepEqual(await changes("up"), { update: 1, replace: 1, same: 8 });
    assert.deepEqual(await changes("up"), { same: 10 });
  });

  it("refuse when it is made what the service would refuse", async () => {
    program.start = "2026-02-01T02:00:00";
    assert.deepEqual(await changes("preview"), { update: 1, same: 9 });
    await assert.rejects(changes("up"), /400 Bad Request: .*start must be in the future/);
    program.start = "2026-03-01T02:00:00";
    assert.deepEqual(await changes("up"), { same: 10 });
  });

  it("refuse bad inputs with the property and what it takes", async () => {
    Object.assign(program, { critical: 12 });
    await assert.rejects(
      changes("preview"),
      /monitorThresholds\.critical|found a number \(12\), required a string/,
    );
    program.critical = "11";
  });

  it("import what exists, and nothing else", async () => {
    program.adopted = "mails";
    await assert.rejects(changes("up"), /mails.*does not exist/);
    const token = "datadog:index/logsMetric:LogsMetric";
    await standIns.of(token).create(urnOf(token, "made elsewhere"), mails);
    assert.deepEqual(await changes("up"), { import: 1, same: 10 });
  });

  it("remove everything", async () => {
    await stack.destroy();
    assert.deepEqual(await stack.exportStack().then(({ deployment }) => deployment.resources ?? []), []);
  });
});
