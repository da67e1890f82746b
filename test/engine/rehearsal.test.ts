// The commands as an engineer runs them, on the real engine: preview, up, up again, an edit, a block, destroy.
import assert from "node:assert/strict";
import { globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { type Ended, ended } from "../support/ended.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** The ids of what exists in a service, by its file. */
function thingsIn(file: string): string[] {
  const byType: Record<string, object> = JSON.parse(readFileSync(file, "utf8"));
  return Object.values(byType).flatMap((things) => Object.keys(things));
}

describe("the commands on the rehearsal stack", function () {
  this.timeout(120_000);
  before(requireEngine);
  const folder = temporaryFolder();
  const runbook = readFileSync(join(projectFolder, "RUNBOOK.md"), "utf8");

  const stackFiles = () =>
    ["", ".rehearsal", ".staging", ".prod"].map((stack) =>
      readFileSync(join(projectFolder, `Pulumi${stack}.yaml`), "utf8"),
    );
  const filesBefore = stackFiles();

  async function command(...args: string[]): Promise<Ended> {
    const env = { ...process.env, MARSANA_STATE: join(folder, "state") };
    return await ended(process.execPath, ["cli/stack.ts", ...args], { cwd: projectFolder, env });
  }

  const secrets = ["not-a-secret", "rehearsal-service-role", "rehearsal-sendgrid", "rehearsal-supabase"];

  /** Runs a command with --json, and reads the one object that it prints, in which no secret of the stack is shown. */
  async function result(code: number, ...args: string[]): Promise<RunResult & { summary?: string[] }> {
    const { code: found, stdout, stderr } = await command(...args, "--json");
    assert.equal(found, code, `${stdout}\n${stderr}`);
    for (const secret of secrets) assert.ok(!stdout.includes(secret), `${secret} is shown`);
    return JSON.parse(stdout);
  }

  /** The runbook with one edit, as a file. */
  function edited(from: string, to: string): string {
    assert.ok(runbook.includes(from), `the runbook has no "${from}"`);
    const file = join(folder, "EDITED.md");
    writeFileSync(file, runbook.replace(from, to));
    return file;
  }

  const changed = ({ resources }: RunResult) =>
    resources
      .filter(({ op }) => op !== "same")
      .map(({ name, op }) => `${op} ${name}`)
      .sort();

  it("previews the committed release: everything is to be created, nothing is blocked", async () => {
    const preview = await result(0, "preview");
    assert.equal(preview.result, "passed");
    assert.deepEqual(preview.violations, []);
    assert.deepEqual(
      { ...preview.changes, create: 0 },
      { create: 0, import: 0, update: 0, replace: 0, delete: 0, same: 0 },
    );
    assert.equal(preview.changes.create, preview.resources.length);
    const release = preview.resources.find(({ type }) => type === "marsana:release:Release");
    const { digest, ...facts } = release?.inputs ?? {};
    assert.match(String(digest), /^[0-9a-f]{64}$/);
    assert.deepEqual(facts, {
      version: "1.0.0-rc1",
      kind: "standard",
      commit: "9f1c2b7e4d6a8053c1e7b92f40a6d358be71c904",
      windowStart: "2026-02-03T09:00:00Z",
      windowMinutes: 120,
      deployer: "fleet-deploy",
      approver: "fleet-lead",
    });
    const monitors = preview.resources.filter(({ type }) => type === "datadog:index/monitor:Monitor");
    assert.deepEqual(
      monitors
        .filter(({ name }) => !name.startsWith("incident-"))
        .map(({ name, inputs }) => `${name} ${/[<>] [\d.]+$/.exec(String(inputs["query"]))}`)
        .sort(),
      [
        "monitor-api-latency-p95 > 1",
        "monitor-database-latency > 0.2",
        "monitor-email-delivery-rate < 95",
        "monitor-error-rate > 1",
        "monitor-realtime-latency > 500",
        "monitor-uptime < 99.5",
        // Their queries hold the id of an objective, which is not there yet.
        ...["error-rate", "uptime"].flatMap((id) =>
          ["1h", "24h", "6h"].map((over) => `objective-${id}-${over} null`),
        ),
      ],
    );
    // One of the errors, six of the database, and three of each of three services of others.
    assert.equal(monitors.length - 12, 1 + 6 + 3 * 3);
  });

  /** What people are shown: at most 40 lines on stdout, and on stderr a line for each phase. */
  async function screen(code: number, phases: readonly string[], ...args: string[]): Promise<string[]> {
    const { code: found, stdout, stderr } = await command(...args);
    assert.equal(found, code, `${stdout}\n${stderr}`);
    assert.equal(stderr, phases.map((phase) => `${phase} stack rehearsal …\n`).join(""));
    const lines = stdout.trimEnd().split("\n");
    assert.ok(lines.length <= 40, stdout);
    assert.ok(!stdout.includes("\u001b"), "no colours where it is no terminal");
    return lines;
  }
  const logged = () => readFileSync(join(folder, "state", "last.log"), "utf8");

  it("prints for people one screen that sums it up, and leaves what the engine says in a log of theirs alone", async () => {
    const lines = await screen(0, ["Previewing"], "preview");
    const [verdict, about] = lines;
    assert.match(String(verdict), /^PASSED: preview of stack rehearsal: \d+ create\.$/);
    assert.equal(about, "  release 1.0.0-rc1, commit 9f1c2b7e4d6a, at 2026-02-03T09:00:00.000Z");
    const log = join(folder, "state", "last.log");
    assert.ok(lines.at(-1)?.startsWith("All that the engine said: ") && lines.at(-1)?.endsWith("last.log"));
    assert.match(logged(), /monitor-error-rate create/);
    assert.equal(statSync(log).mode & 0o777, 0o600);
    const outputs = /^Outputs:\n([\s\S]*?)\n\n/m.exec(logged())?.[1] ?? "";
    const count = outputs.split("\n").length;
    assert.ok(count > 20 && count <= 60, `the plain CLI shows ${count} lines of outputs`);
  });

  it("blocks a release that names a branch, and says how to mend it", async () => {
    const blocked = await result(1, "preview", "--release", "1.1.0-rc1");
    const rules = new Set(blocked.violations.map(({ rule, level }) => `${rule} ${level}`));
    assert.deepEqual([...rules].sort(), [
      "await-release advisory",
      "prove-1h-items mandatory",
      "prove-24h-items mandatory",
      "prove-48h-items mandatory",
      "require-full-commit mandatory",
    ]);
    const commit = blocked.violations.find(({ rule }) => rule === "require-full-commit");
    assert.match(
      String(commit?.message),
      /write the output of `git rev-parse main` into releases\/1\.1\.0-rc1/,
    );
    // For people, each thing to do is said once.
    const { summary = [] } = blocked;
    assert.deepEqual(summary.slice(0, 5), [
      "BLOCKED: preview of stack rehearsal is not safe.",
      "  release 1.1.0-rc1, commit main, at 2026-02-03T09:00:00.000Z",
      "What to do:",
      "  - [prove-48h-items, prove-24h-items, prove-1h-items] 19 items of the checklists are unproven: 19 overdue",
      "    fix: npm run runbook -- checklist 1.1.0-rc1",
    ]);
    assert.ok(summary.length <= 40);
    assert.equal(summary.filter((line) => line.includes("[require-full-commit]")).length, 1);
  });

  it("creates nothing when an update is blocked, with the gate alone in the way", async () => {
    await result(1, "up", "--release", "1.1.0-rc1");
    assert.deepEqual((await result(0, "outputs")).outputs, {});
  });

  it("carries the update out, and lists dashboards, addresses, monitors and windows", async () => {
    const { result: outcome, outputs, summary } = await result(0, "up");
    assert.match(String(summary?.[0]), /^PASSED: up of stack rehearsal: \d+ create\.$/);
    assert.equal(outcome, "passed");
    assert.deepEqual(Object.keys(outputs).sort(), [
      "dashboards",
      "links",
      "model",
      "monitorIds",
      "nextWindows",
      "notBackedUp",
      "release",
      "runbookDigest",
      "supabase",
      "unmonitored",
      "unwatched",
    ]);
    assert.deepEqual(outputs["unmonitored"], []);
    assert.deepEqual(outputs["nextWindows"], [
      "2026-03-01T02:00:00.000Z/2026-03-01T04:00:00.000Z",
      "2026-04-05T02:00:00.000Z/2026-04-05T04:00:00.000Z",
      "2026-05-03T02:00:00.000Z/2026-05-03T04:00:00.000Z",
    ]);
    assert.deepEqual(outputs["dashboards"], {
      Sentry: "https://sentry.io/organizations/marsana/",
      Vercel: "https://vercel.com/dashboard",
      Supabase: "https://app.supabase.com/",
      Datadog: "https://app.datadoghq.com/",
    });
    for (const id of Object.values(outputs["monitorIds"] as object)) assert.match(String(id), /^\d+$/);
    assert.match(
      String(Object(outputs["links"])["dashboard"]),
      /^https:\/\/app\.datadoghq\.com\/dashboard\/\w{3}-\w{3}-\w{3}$/,
    );
  });

  it("changes nothing when it is run again, and says so on one screen", async () => {
    const lines = await screen(0, ["Previewing", "Updating"], "up");
    assert.match(String(lines[0]), /^PASSED: up of stack rehearsal: \d+ same\.$/);
    assert.equal(lines.filter((line) => line.startsWith("PASSED")).length, 1);
    const { stdout, stderr } = await command("outputs");
    const outputs = stdout.trimEnd().split("\n");
    assert.deepEqual([outputs[0], outputs.includes("links:"), stderr], ["dashboards:", true, ""]);
    assert.ok(outputs.length <= 60, stdout);
  });

  it("changes, after the watch, how often the tests run, and nothing else", async () => {
    const later = await result(0, "preview", "--now", "2026-03-15T09:00:00Z");
    assert.ok(JSON.stringify(later).includes('"[secret]"'), "a secret is shown by its place alone");
    assert.deepEqual(changed(later), [
      "update flow-document-upload",
      "update flow-handshake-creation",
      "update flow-login",
      "update flow-vehicle-list",
      "update synthetics-health",
    ]);
  });

  it("changes, for one edited threshold, exactly what derives from it", async () => {
    const preview = await result(
      0,
      "preview",
      "--runbook",
      edited("| < 0.5% | > 1% |", "| < 0.5% | > 0.8% |"),
    );
    assert.deepEqual(changed(preview), [
      "update dashboard-runbook",
      "update errors-error-rate",
      // The incident is over where the row's alert is, in Sentry and in Datadog.
      "update errors-error-rate-spike",
      "update gate",
      "update incident-error-rate-spike",
      "update monitor-error-rate",
    ]);
    const inputsOf = (id: string) => Object(preview.resources.find(({ name }) => name === id)?.inputs);
    assert.match(inputsOf("monitor-error-rate").query, / > 0\.8$/);
    const drawn = String(inputsOf("dashboard-runbook").dashboard);
    assert.equal(drawn.split('"label":"Alert > 0.8%","value":"y = 0.8"').length - 1, 2);
  });

  it("gives another maintenance rule a downtime and corrections of its own, with a start of their own", async () => {
    const preview = await result(
      0,
      "preview",
      "--runbook",
      edited("first Sunday, 2-4 AM UTC", "third Saturday, 22:00-23:30 UTC"),
    );
    assert.deepEqual(changed(preview), [
      "create maintenance-after-uptime-monthly-3sa-2200-90m-1440m",
      "create maintenance-monthly-3sa-2200-90m",
      "create objective-error-rate-monthly-3sa-2200-90m",
      "create objective-uptime-monthly-3sa-2200-90m",
      "delete maintenance-after-uptime-monthly-1su-0200-120m-1440m",
      "delete maintenance-monthly-1su-0200-120m",
      "delete objective-error-rate-monthly-1su-0200-120m",
      "delete objective-uptime-monthly-1su-0200-120m",
      // Banner and dashboard show the window in the runbook's words.
      "replace edge-item-maintenanceBanner",
      "update dashboard-runbook",
      "update gate",
    ]);
  });

  it("rewrites none of the project's own files", () => {
    assert.deepEqual(stackFiles(), filesBefore);
  });

  it("destroys everything, protected and retained or not, and leaves nothing", async () => {
    const things = () => globSync(join(folder, "state", "providers", "*.json")).flatMap(thingsIn);
    assert.ok(things().length > 20);
    const destroyed = await result(0, "destroy");
    assert.equal(destroyed.changes.delete, destroyed.resources.length);
    assert.deepEqual(things(), []);
    assert.deepEqual((await result(0, "outputs")).outputs, {});
  });
});
