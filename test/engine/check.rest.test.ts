// A check without an engine says of each kind of input what a preview says of it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../engine/check/check.ts";
import type { RunResult } from "../../engine/result.ts";
import program from "../../index.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { withEnvironment } from "../support/environment.ts";
import { openRehearsal } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const folder = temporaryFolder();
const runbook = readFileSync(join(projectFolder, "RUNBOOK.md"), "utf8");

/** The runbook with one edit, as a file. */
function edited(name: string, from: string, to: string): string {
  assert.ok(runbook.includes(from), `the runbook has no "${from}"`);
  const file = join(folder, `${name}.md`);
  writeFileSync(file, runbook.replace(from, to));
  return file;
}

describe("check and preview", function () {
  this.timeout(120_000);
  const rehearsal = openRehearsal(join(folder, "state"));

  const fixtures: Readonly<Record<string, () => Record<string, string>>> = {
    "the committed release": () => ({}),
    "a release that names a branch": () => ({ MARSANA_RELEASE: "1.1.0-rc1" }),
    "no release": () => ({ MARSANA_RELEASE: "none" }),
    "a release that does not exist": () => ({ MARSANA_RELEASE: "9.9.9" }),
    "an instant that is none": () => ({ MARSANA_NOW: "yesterday" }),
    "another threshold": () => ({
      MARSANA_RUNBOOK: edited("threshold", "| < 0.5% | > 1% |", "| < 0.5% | > 2% |"),
    }),
    "a runbook with a contradiction": () => ({
      MARSANA_RUNBOOK: edited("contradiction", "| < 0.5% | > 1% |", "| < 0.5% | > 0.1% |"),
    }),
    "a row that nothing measures": () => ({
      MARSANA_RUNBOOK: edited(
        "unmeasured",
        "| Uptime <!--",
        "| Queue Latency | < 1s | > 2s |\n| Uptime <!--",
      ),
    }),
    "a phase that contradicts its heading": () => ({
      MARSANA_RUNBOOK: edited("phase", "### Hour 48-72:", "### Hour 48-96:"),
    }),
  };

  for (const [name, variables] of Object.entries(fixtures)) {
    it(`agree on ${name}`, async () => {
      const set = variables();
      const preview = await withEnvironment(set, () => rehearsal.run({ command: "preview" }));
      const without = await withEnvironment(set, () =>
        check({ stack: "rehearsal", folder: projectFolder, program }),
      );
      const said = ({ result, violations, problems, resources }: RunResult) => ({
        result,
        problems,
        violations: violations.map((one) => JSON.stringify(one)).sort(),
        resources: resources.map(({ urn }) => urn).sort(),
      });
      assert.deepEqual(said(without), said(preview));
    });
  }
});
