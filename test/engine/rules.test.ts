// Every rule of the pack: one thing sabotaged is found by a check, and the real engine finds the same, many in one preview.
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
import { type Change, changed } from "../support/changedRunbook.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { commandIn, configureCopy, copyProject } from "../support/projectCopy.ts";
import { rehearse } from "../support/rehearsal.ts";
import { type Sabotage, together } from "../support/sabotage.ts";
import { sabotaged, sabotages, settingsSabotages } from "../support/sabotages.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** One way to break a rule, or to leave it in the dark. */
interface Tried {
  readonly rule: string;
  readonly kind: "broken" | "unknown";
  readonly sabotage: Sabotage | readonly Change[];
  readonly batch: string;
}

const tried: readonly Tried[] = Object.entries(sabotages).flatMap(([rule, { broken, unknown, batch }]) => [
  { rule, kind: "broken" as const, sabotage: broken, batch: `broken ${batch?.broken ?? 1}` },
  ...(unknown === undefined
    ? []
    : [{ rule, kind: "unknown" as const, sabotage: unknown, batch: `unknown ${batch?.unknown ?? 1}` }]),
]);

/** What each came to alone. */
const alone = new Map<Tried, string[]>();

const stateFolder = temporaryFolder();
afterEach(() => delete process.env["MARSANA_RUNBOOK"]);

/** The project's own program, with the sabotages in place and the runbook as they change it. */
function programOf(all: readonly Tried[]): typeof declared {
  const sabotagesOf = all.flatMap(({ sabotage }) => (typeof sabotage === "function" ? [sabotage] : []));
  const changes = all.flatMap(({ sabotage }) => (typeof sabotage === "function" ? [] : sabotage));
  if (changes.length > 0) {
    process.env["MARSANA_RUNBOOK"] = join(stateFolder, "RUNBOOK.md");
    writeFileSync(process.env["MARSANA_RUNBOOK"], changed(...changes));
  }
  return sabotagesOf.length > 0 ? sabotaged(together(sabotagesOf)) : declared;
}

/** What the rules say, and in which resources: all that preview and check have in common, in any order. */
const saidBy = ({ result, violations }: RunResult) => ({
  result,
  violations: violations.map((one) => JSON.stringify(one)).sort(),
});

describe("each rule of the pack, by a check", () => {
  for (const one of tried) {
    const { rule, kind } = one;
    it(`is ${kind === "broken" ? "broken" : "violated where what it reads is unknown"}: ${rule}`, async () => {
      const result = await check({ stack: "rehearsal", folder: projectFolder, program: programOf([one]) });
      alone.set(one, saidBy(result).violations);
      assert.equal(result.result, "blocked");
      const own = result.violations.filter(({ rule: name }) => name === rule);
      assert.deepEqual(new Set(own.map(({ level }) => level)), new Set(["mandatory"]));
      if (kind === "broken") assert.deepEqual(own, result.violations, "another rule is broken too");
      else
        for (const { message } of own)
          assert.ok(message.includes("could not be evaluated, and counts as violated"), message);
    });
  }
});

describe("the pack on the real engine", function () {
  this.timeout(120_000);
  before(requireEngine);
  const updated = temporaryFolder();
  const updatedLater = temporaryFolder();

  async function assertAgreement(preview: RunResult, run: typeof declared, folder = projectFolder) {
    const checked = await check({ stack: "rehearsal", folder, program: run });
    assert.deepEqual(saidBy(checked), saidBy(preview), "check and preview disagree");
  }

  const blocking = rules.filter(({ level }) => level !== "advisory");

  it("has a sabotage for every rule that blocks, so that none goes untried", () => {
    const all = [...Object.keys(sabotages), ...Object.keys(settingsSabotages)];
    assert.deepEqual(all.sort(), blocking.map(({ name }) => name).sort());
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

  for (const [name, batch] of Object.entries(Object.groupBy(tried, ({ batch }) => batch))) {
    it(`blocks a preview by the rules of batch "${name}" together, with what each says alone and nothing else`, async () => {
      const result = await rehearse({ command: "preview", stateFolder, program: programOf(batch ?? []) });
      const expected = (batch ?? []).flatMap((one) => alone.get(one) ?? []);
      assert.deepEqual(saidBy(result), { result: "blocked", violations: [...new Set(expected)].sort() });
    });
  }
});
