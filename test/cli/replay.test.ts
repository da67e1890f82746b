// `npm run runbook -- replay`: what it prints, and the exit codes.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder } from "../support/inputs.ts";
import { configureCopy, copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("npm run runbook -- replay", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  async function run(args: readonly string[], project = projectFolder) {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const env = { ...rest, MARSANA_STATE: folder, INIT_CWD: folder };
    return await inProcess("cli/runbook.ts", ["replay", ...args], { cwd: project, env });
  }

  it("exits with 0 when every monitor is proven, and prints JSON and nothing else", async () => {
    const { code, stdout, stderr } = await run(["--json"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(JSON.parse(stdout).monitors.length, 38);
  });

  it("shows on one screen what each monitor came to, and where to look", async () => {
    const { code, stdout } = await run([]);
    const lines = stdout.trimEnd().split("\n");
    assert.equal(code, 0);
    assert.ok(lines.length <= 40 && lines.every((line) => line.length <= 80 || /^These/.test(line)), stdout);
    assert.deepEqual(lines.slice(0, 3), [
      "PROVEN: each of 38 monitors tells of trouble, and is silent while all is well.",
      "told by in   after, min   monitor",
      "alert   4/8  1-28         error-rate",
    ]);
    assert.equal(lines.at(-1), "Each scenario: --format table; one row of the runbook: --metric ID");
  });

  it("exits with 1 when one is not, and says which", async () => {
    const project = copyProject(join(folder, "project"));
    const query = "sum(last_5m):p95:trace.next.request{env:$environment} by {env}";
    configureCopy(project, { "marsana-fleet:signals": { "api-latency-p95": { query, unit: "s" } } });
    const { code, stderr } = await run(["--metric", "api-latency-p95"], project);
    const unproven = 'NOT PROVEN: api-latency-p95 speaks while all is well (WARN in "steady")\n';
    assert.deepEqual([code, stderr], [1, unproven]);
  });

  it("replays what the rehearsal's Datadog has measured: twenty minutes of trouble at noon", async () => {
    const { code, stdout, stderr } = await run([
      "--metric",
      "error-rate",
      "--history",
      "2026-01-14T10:00:00Z..2026-01-14T15:00:00Z",
      "--json",
    ]);
    assert.equal(code, 0);
    assert.match(stderr, /^Reading 2026-01-14T10.* from Datadog \(made up: every service is a stand-in\)$/m);
    const [row] = JSON.parse(stdout).monitors;
    assert.deepEqual(row.fires.at(-1), {
      scenario: "2026-01-14T10:00:00Z..2026-01-14T15:00:00Z",
      at: "2026-01-14T12:04:00Z",
      detectSeconds: 240,
      state: "ALERT",
      times: 1,
      clearedAt: "2026-01-14T12:24:00Z",
    });
  });

  it("exits with 2 on bad input", async () => {
    writeFileSync(join(folder, "bad.json"), "{}");
    const said = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual([code, stdout], [2, ""]);
      return stderr;
    };
    assert.match(await said("--metric", "uptim"), /--metric: found uptim; .*did you mean uptime\?/);
    assert.match(await said("--scenario", "bad.json"), /bad\.json: name: found /);
    assert.match(await said("--scenario", "none.json"), /--scenario none\.json: found no such file/);
    assert.match(await said("--history", "2026-01-14"), /--history: found 2026-01-14; required: FROM\.\.TO/);
    assert.match(await said("--format", "xml"), /table, json, svg/);
  });
});
