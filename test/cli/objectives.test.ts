// `npm run runbook -- objectives`: what it says in JSON, and where there is nothing to say.
import assert from "node:assert/strict";
import { join } from "node:path";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder } from "../support/inputs.ts";
import { options } from "../support/options.ts";
import { configureCopy, copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("npm run runbook -- objectives", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  async function run(args: readonly string[], project = projectFolder) {
    const { MARSANA_RUNBOOK: _, MARSANA_RELEASE: __, MARSANA_NOW: ___, ...rest } = process.env;
    const env = { ...rest, MARSANA_STATE: folder, INIT_CWD: folder };
    return await inProcess("cli/runbook.ts", ["objectives", ...args], { cwd: project, env });
  }

  it("prints each objective with its burn alerts as JSON, the times in minutes", async () => {
    const { code, stdout, stderr } = await run(["--json"]);
    assert.deepEqual([code, stderr], [0, ""]);
    const [errors, uptime] = JSON.parse(stdout).objectives;
    assert.deepEqual(errors.burnAlerts[1], {
      rate: 6,
      longHours: 6,
      shortMinutes: 30,
      tells: "page",
      detectionMinutes: { atAlert: null, atIncident: 216, inOutage: 10.8 },
    });
    const { burnAlerts, windowShare, ...rest } = uptime;
    assert.deepEqual(rest, {
      row: "uptime",
      target: 99.9,
      timeframe: "30d",
      budgetMinutes: 43.2,
      highestRate: 1000,
    });
    assert.equal(windowShare.toFixed(2), "2.78");
    // No incident of the runbook is of the uptime.
    assert.deepEqual(burnAlerts[2].detectionMinutes, { atAlert: 864, inOutage: 4.32 });
  });

  it("says that there is none where Datadog is off", async () => {
    const project = copyProject(join(folder, "project"));
    configureCopy(project, options["no Datadog"] ?? {});
    const { code, stdout } = await run([], project);
    assert.equal(code, 0);
    assert.match(stdout, /\n\nDatadog is off: there is no objective\.\n$/);
  });
});
