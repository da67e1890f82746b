// Rows and headings that are reworded, moved, renamed and removed, on the real engine: what becomes of their resources.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { summaryOf } from "../../cli/summary.ts";
import type { RunResult } from "../../engine/result.ts";
import program from "../../index.ts";
import { types } from "../../policies/resourceTypes.ts";
import { looseningRule } from "../../release/looseningReview.ts";
import { type Change, changed, firstIn } from "../support/changedRunbook.ts";
import { openRehearsal } from "../support/rehearsal.ts";
import { reviewed } from "../support/reviewed.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the resources of a row or heading", function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const stateFolder = join(folder, "state");
  const rehearsal = openRehearsal(stateFolder);
  const earlier = process.env["MARSANA_RUNBOOK"];
  after(() => {
    if (earlier === undefined) delete process.env["MARSANA_RUNBOOK"];
    else process.env["MARSANA_RUNBOOK"] = earlier;
  });

  /** Runs a command with the changed runbook, which must pass. */
  async function run(
    command: "preview" | "up",
    changes: readonly Change[],
    transformation?: pulumi.ResourceTransformation,
  ): Promise<RunResult> {
    const file = join(folder, "RUNBOOK.md");
    writeFileSync(file, changed(...changes));
    process.env["MARSANA_RUNBOOK"] = file;
    const transformed = async () => {
      if (transformation) pulumi.runtime.registerStackTransformation(transformation);
      return await program();
    };
    let result = await rehearsal.run({ command, program: transformed });
    if (result.violations.some(({ rule }) => rule === looseningRule)) {
      reviewed(stateFolder, result);
      result = await rehearsal.run({ command, program: transformed });
    }
    assert.equal(result.result, "passed", JSON.stringify([result.problems, result.violations]));
    return result;
  }

  const steps = ({ resources }: RunResult) =>
    resources
      .filter(({ op }) => op !== "same")
      .map(({ name, op }) => `${op} ${name}`)
      .sort();
  const idOf = ({ outputs }: RunResult, metric: string) =>
    (outputs["monitorIds"] as Record<string, string>)[metric];

  /** The steps of a row's objective and its burn alerts; its correction names nothing but the id. */
  const ofObjective = (op: string, id: string) =>
    ["", "-1h", "-24h", "-6h"].map((suffix) => `${op} objective-${id}${suffix}`);
  /** The downtime of a row that still counts a planned window. */
  const downtimeAfter = (op: string, id: string) =>
    `${op} maintenance-after-${id}-monthly-1su-0200-120m-1440m`;
  const correctionOf = (op: string, id: string) => `${op} objective-${id}-monthly-1su-0200-120m`;

  const row = "| Error Rate <!-- id: error-rate --> |";
  const reworded: Change = [row, "| Failure Rate <!-- id: error-rate --> |"];
  const renamed: Change = [row, "| Failure Rate <!-- id: failure-rate, was: error-rate --> |"];
  const heading = "### Error Rate Spike (> 5%)";
  const renamedHeading: Change = [heading, "### Surge (> 5%) <!-- id: surge, was: error-rate-spike -->"];
  const uptime = firstIn(/\| Uptime <!--.*\n/);
  let created: RunResult;

  it("are created with it", async () => {
    created = await run("up", []);
    assert.match(String(idOf(created, "error-rate")), /^\d+$/);
    assert.deepEqual(created.removedAlerts, []);
  });

  it("stay as they are, the gate too, when rows and kinds of incident change places, as the page does not", async () => {
    const table = firstIn(/\| Error Rate <!--[\s\S]*?\n\n/).trim();
    const incidents = firstIn(/### Error Rate Spike[\s\S]*?(?=## Rollback Procedures)/);
    const turned = table.split("\n").reverse().join("\n");
    const moved = incidents.split(/(?=^### )/m).reverse();
    const result = await run("up", [
      [table, turned],
      [incidents, moved.join("")],
    ]);
    assert.deepEqual(steps(result), ["update dashboard-runbook"]);
    assert.deepEqual(result.outputs["monitorIds"], created.outputs["monitorIds"]);
  });

  it("change their words with it while it keeps its id, and are neither deleted nor made anew", async () => {
    const result = await run("up", [reworded]);
    assert.deepEqual(steps(result), [
      "update dashboard-runbook",
      "update errors-error-rate",
      "update gate",
      "update incident-error-rate-spike",
      "update monitor-error-rate",
      ...ofObjective("update", "error-rate"),
    ]);
    assert.deepEqual(result.outputs["monitorIds"], created.outputs["monitorIds"]);
  });

  it("go over to its new id where the former one is named, with signal and alerts", async () => {
    const result = await run("up", [renamed, renamedHeading]);
    assert.deepEqual(steps(result), [
      "update dashboard-runbook",
      "update errors-surge",
      "update gate",
      "update incident-surge",
      "update monitor-failure-rate",
      ...ofObjective("update", "failure-rate"),
      correctionOf("update", "failure-rate"),
    ]);
    assert.equal(idOf(result, "failure-rate"), idOf(created, "error-rate"));
    assert.equal(idOf(result, "error-rate"), undefined);
    assert.deepEqual(result.removedAlerts, []);
    assert.deepEqual(steps(await run("up", [renamed, renamedHeading])), []);
  });

  it("are deleted with it, and it is said what nobody is told of any more", async () => {
    const changes: Change[] = [renamed, renamedHeading, [uptime, ""]];
    for (const command of ["preview", "up"] as const) {
      const result = await run(command, changes);
      assert.deepEqual(steps(result), [
        downtimeAfter("delete", "uptime"),
        "delete monitor-uptime",
        ...ofObjective("delete", "uptime"),
        correctionOf("delete", "uptime"),
        "update dashboard-runbook",
        "update gate",
      ]);
      const burning = (over: string, rate: number) => {
        const when = `it comes to "Uptime burns its budget at ${rate} times (rehearsal)"`;
        return { name: `objective-uptime-${over}`, when, replaced: false };
      };
      assert.deepEqual(
        result.removedAlerts
          .map(({ urn: _, ...removed }) => removed)
          .sort((one, other) => (one.name < other.name ? -1 : 1)),
        [
          { name: "monitor-uptime", when: '"Uptime (rehearsal)" is < 99.5%', replaced: false },
          burning("1h", 14.4),
          burning("24h", 3),
          burning("6h", 6),
        ],
      );
      assert.match(
        summaryOf(result),
        /^REMOVED ALERT: monitor-uptime: nobody is told any more when "Uptime \(rehearsal\)" is < 99\.5%$/m,
      );
    }
  });

  it("are deleted and made anew under an id of which no former one is named", async () => {
    const result = await run("preview", [
      renamed,
      [heading, "### Surge (> 5%) <!-- id: burst, was: error-rate-spike -->"],
    ]);
    assert.deepEqual(steps(result), [
      "create errors-burst",
      "create incident-burst",
      downtimeAfter("create", "uptime"),
      "create monitor-uptime",
      ...ofObjective("create", "uptime"),
      correctionOf("create", "uptime"),
      "delete errors-surge",
      "delete incident-surge",
      "update dashboard-runbook",
      "update gate",
    ]);
    assert.deepEqual(result.removedAlerts.map(({ name, when }) => [name, when]).sort(), [
      ["errors-surge", 'it comes to "Incident: Surge > 5% (rehearsal)"'],
      ["incident-surge", 'it comes to "Incident: Surge (rehearsal)"'],
    ]);
  });

  for (const deleteBeforeReplace of [true, false]) {
    const words = deleteBeforeReplace ? "are missed until they are" : "are not missed when they are first";
    it(`${words} made anew`, async () => {
      const result = await run(
        "preview",
        [renamed, renamedHeading, [uptime, ""]],
        ({ type, name, props, opts }) =>
          type === types.monitor && name === "monitor-failure-rate"
            ? {
                props: { ...props, priority: "3" },
                opts: pulumi.mergeOptions(opts, { deleteBeforeReplace, replaceOnChanges: ["priority"] }),
              }
            : undefined,
      );
      // The gate carries what the update before has weakened, and this one does not.
      assert.deepEqual(steps(result), ["replace monitor-failure-rate", "update gate"]);
      assert.deepEqual(
        result.removedAlerts.map(({ urn: _, ...removed }) => removed),
        deleteBeforeReplace
          ? [{ name: "monitor-failure-rate", when: '"Failure Rate (rehearsal)" is > 1%', replaced: true }]
          : [],
      );
    });
  }
});
