// Every rule of the pack on the real engine: one thing sabotaged is blocked, and a check without an engine says the same.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@pulumi/command/local/command.js";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../engine/check/check.ts";
import type { RunResult } from "../../engine/result.ts";
import declared from "../../index.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { rules } from "../../policies/rules.ts";
import { changed } from "../support/changedRunbook.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { commandIn, configureCopy, copyProject } from "../support/projectCopy.ts";
import { rehearse } from "../support/rehearsal.ts";
import { sabotaged, sabotages, settingsSabotages } from "../support/sabotages.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the pack on the real engine", function () {
  this.timeout(120_000);
  before(requireEngine);
  const stateFolder = temporaryFolder();
  const updated = temporaryFolder();
  const updatedLater = temporaryFolder();
  afterEach(() => delete process.env["MARSANA_RUNBOOK"]);

  /** What the rules say, and in which resources: all that preview and check have in common, in any order. */
  const saidBy = ({ result, violations }: RunResult) => ({
    result,
    violations: violations.map((one) => JSON.stringify(one)).sort(),
  });

  async function assertAgreement(preview: RunResult, run: typeof declared, folder = projectFolder) {
    const checked = await check({ stack: "rehearsal", folder, program: run });
    assert.deepEqual(saidBy(checked), saidBy(preview), "check and preview disagree");
  }

  const blocking = rules.filter(({ level }) => level !== "advisory");

  it("has a sabotage for every rule that blocks, so that none goes untried", () => {
    const tried = [...Object.keys(sabotages), ...Object.keys(settingsSabotages)];
    assert.deepEqual(tried.sort(), blocking.map(({ name }) => name).sort());
  });

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

  it("refuses in an update what nobody could know in the preview before it", async () => {
    const { projectRef } = settingsOf("prod").supabase;
    const variable = "application-variable-NEXT_PUBLIC_SENTRY_DSN";
    let previewPassed = false;
    const result = await rehearse({
      command: "up",
      stateFolder: updated,
      // Asked between the two.
      confirm: async () => {
        previewPassed = true;
      },
      program: async () => {
        // In two halves: the whole would be found in the command's text.
        const create = `printf '%s%s' ${projectRef.slice(0, 9)} ${projectRef.slice(9)}`;
        const { stdout } = new Command("later", { create });
        pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
          name === variable ? { props: { ...props, value: stdout }, opts } : undefined,
        );
        return await declared();
      },
    });
    assert.equal(result.result, "blocked");
    assert.deepEqual(
      result.violations.map(({ rule, level }) => `${rule} ${level}`),
      ["keep-stacks-apart mandatory"],
    );
    assert.ok(previewPassed, "the preview was blocked already");
    assert.ok(!result.resources.some(({ urn }) => urn.endsWith(variable)), "the variable was made");
  });

  it("says in the preview what nobody can know yet, and refuses it in the update before it is made", async () => {
    const monitor = "incident-third-party-service-failure-mapbox-ours";
    let previewPassed = false;
    const printed: string[] = [];
    const result = await rehearse({
      command: "up",
      stateFolder: updatedLater,
      onOutput: (text) => void printed.push(text),
      confirm: async () => {
        previewPassed = true;
      },
      program: async () => {
        const { stdout } = new Command("later", { create: "printf 101" });
        pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
          name === monitor ? { props: { ...props, query: stdout }, opts } : undefined,
        );
        return await declared();
      },
    });
    assert.ok(previewPassed, "the preview was blocked already");
    assert.match(
      printed.join(""),
      /match-incident-monitors: the query of a composite monitor is not known yet; judged during the update, before the resource is touched/,
    );
    assert.deepEqual(
      result.violations.map(({ rule, level }) => `${rule} ${level}`),
      ["match-incident-monitors mandatory"],
    );
    assert.ok(!result.resources.some(({ urn }) => urn.endsWith(monitor)), "the monitor was made");
  });

  for (const [rule, { broken, unknown }] of Object.entries(sabotages)) {
    it(`blocks a preview by ${rule}, and by no other rule`, async () => {
      const run = typeof broken === "function" ? sabotaged(broken) : declared;
      if (typeof broken !== "function") {
        process.env["MARSANA_RUNBOOK"] = join(stateFolder, "RUNBOOK.md");
        writeFileSync(process.env["MARSANA_RUNBOOK"], changed(...broken));
      }
      const result = await rehearse({ command: "preview", stateFolder, program: run });
      assert.deepEqual(
        [...new Set(result.violations.map(({ rule: name, level }) => `${name} ${level}`))],
        [`${rule} mandatory`],
      );
      assert.equal(result.result, "blocked");
      await assertAgreement(result, run);
    });

    if (unknown !== undefined) {
      it(`blocks a preview by ${rule} when what it reads is unknown`, async () => {
        const run = sabotaged(unknown);
        const result = await rehearse({ command: "preview", stateFolder, program: run });
        const own = result.violations.filter(({ rule: name }) => name === rule);
        const whole = JSON.stringify(result, undefined, 2);
        assert.ok(own.length > 0, `no violation of ${rule} in ${whole}`);
        for (const { level, message } of own) {
          assert.equal(level, "mandatory");
          assert.ok(
            message.includes("could not be evaluated, and counts as violated"),
            `${message}\nin ${whole}`,
          );
        }
        assert.equal(result.result, "blocked");
        await assertAgreement(result, run);
      });
    }
  }
});
