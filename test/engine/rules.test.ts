// Every rule of the pack is broken by one thing that is wrong: a check finds it, and so does a preview on the real engine.
import assert from "node:assert/strict";
import { join } from "node:path";
import { check } from "../../engine/check/check.ts";
import type { RunResult } from "../../engine/result.ts";
import declared from "../../index.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { rules } from "../../policies/rules.ts";
import { requireEngine } from "../support/engine.ts";
import { commandIn, configureCopy, copyProject } from "../support/projectCopy.ts";
import { rehearse } from "../support/rehearsal.ts";
import { sabotages, settingsSabotages } from "../support/sabotages.ts";
import { describeTrials, saidBy } from "../support/sabotageTrials.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("each rule that blocks", () => {
  it("has a sabotage, so that none goes untried", () => {
    const tried = [...Object.keys(sabotages), ...Object.keys(settingsSabotages)];
    const blocking = rules.filter(({ level }) => level !== "advisory");
    assert.deepEqual(tried.sort(), blocking.map(({ name }) => name).sort());
  });
});

describeTrials("broken");

describe("the pack on the real engine", function () {
  this.timeout(120_000);
  before(requireEngine);
  const stateFolder = temporaryFolder();

  async function assertAgreement(preview: RunResult, run: typeof declared, folder = projectFolder) {
    const checked = await check({ stack: "rehearsal", folder, program: run });
    assert.deepEqual(saidBy(checked), saidBy(preview), "check and preview disagree");
  }

  for (const [rule, changes] of Object.entries(settingsSabotages)) {
    it(`blocks a preview by ${rule}, for what config says, and by no other rule`, async () => {
      const project = copyProject(join(stateFolder, rule, "project"));
      configureCopy(project, changes);
      const { code, stdout } = await commandIn(project, "preview", "--json");
      const result: RunResult = JSON.parse(stdout);
      assert.deepEqual(
        result.violations.map(({ rule: name, level }) => `${name} ${level}`),
        [`${rule} mandatory`],
      );
      assert.equal(code, 1);
      await assertAgreement(result, declared, project);
    });
  }

  it("misses what must be there in a stack that declares nothing", async () => {
    const program = async () => ({});
    const result = await rehearse({ command: "preview", stateFolder, program });
    assert.deepEqual([...new Set(result.violations.map(({ rule }) => rule))].sort(), [
      "keep-rollback-candidates",
      "match-dashboard-to-runbook",
      "match-downtime-to-runbook",
      "match-lingering-downtimes",
      "match-objectives-to-runbook",
      "match-on-call-to-config",
      "match-production-to-config",
      "require-incident-monitors",
      "require-monitor-per-threshold",
      "require-protected-backups",
      "require-ready-release",
      "require-sentry-alerts",
      "require-synthetic-checks",
    ]);
    assert.equal(result.result, "blocked");
    await assertAgreement(result, program);
  });
});
