// Queries that nobody can know at a preview, on the real engine: those of ids alone are judged in the update, in time.
import assert from "node:assert/strict";
import { Monitor, type MonitorArgs } from "@pulumi/datadog/monitor.js";
import * as pulumi from "@pulumi/pulumi";
import type { RunResult } from "../../engine/result.ts";
import declared from "../../index.ts";
import { types } from "../../policies/resourceTypes.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { rehearse } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("a query of ids on the real engine", function () {
  this.timeout(120_000);
  before(requireEngine);
  const folders = { right: temporaryFolder(), wrong: temporaryFolder() };

  /** The project's own program, and a monitor on the ids of two of its own. */
  function joining(query: (one: pulumi.Output<string>) => pulumi.Input<string>) {
    return async () => {
      const { runbookUrl, datadog } = settingsOf("rehearsal");
      const args: MonitorArgs = {
        name: "Joined",
        type: "composite",
        query: "1",
        message: `${runbookUrl} ${datadog.handle}`,
        tags: [`team:${datadog.service}`],
        priority: "2",
        notifyNoData: false,
      };
      const outputs = await declared();
      const { uptime } = outputs["monitorIds"] as Record<string, pulumi.Output<string>>;
      assert.ok(uptime !== undefined);
      new Monitor("joined", { ...args, query: query(uptime) });
      return outputs;
    };
  }

  /** Updates, and says whether the preview before it passed. */
  async function update(stateFolder: string, program: () => Promise<Record<string, unknown>>) {
    let previewPassed = false;
    const confirm = async () => {
      previewPassed = true;
    };
    const result = await rehearse({ command: "up", stateFolder, program, confirm });
    return { result, previewPassed };
  }

  const made = ({ resources }: RunResult) =>
    resources.filter(({ urn }) => urn.endsWith(`${types.monitor}::joined`)).length;
  const said = ({ violations }: RunResult) =>
    violations.map(({ rule, level, message }) => `${rule} ${level}: ${message}`);

  it("passes where it is right, first unknown and then known", async () => {
    const { result } = await update(
      folders.right,
      joining((id) => pulumi.interpolate`${id} && !${id}`),
    );
    assert.deepEqual(said(result), []);
    assert.equal(result.result, "passed");
    assert.equal(made(result), 1);
  });

  it("is blocked in the update where it is wrong, before the monitor is touched", async () => {
    const { result, previewPassed } = await update(
      folders.wrong,
      joining((id) => pulumi.interpolate`${id} & ${id}`),
    );
    assert.ok(previewPassed, "the preview was blocked already");
    assert.equal(result.result, "blocked");
    const [one, ...others] = said(result);
    assert.match(
      String(one),
      /^parse-monitor-queries mandatory: the query of the monitor cannot be read: column 11: found "& \d{9}"; required: &&, \|\| or the end/,
    );
    assert.deepEqual(others, []);
    assert.equal(made(result), 0);
  });
});
