// Objectives on the real engine: nobody knows their ids at the first preview, and nothing slips through by that.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import declared from "../../index.ts";
import { burnAlertType, types } from "../../policies/resourceTypes.ts";
import { requireEngine } from "../support/engine.ts";
import { rehearse } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("objectives on the real engine", function () {
  this.timeout(180_000);
  before(requireEngine);
  const stateFolder = temporaryFolder();
  const updated = temporaryFolder();

  it("are made in one update, with links to them; rehearsal.test.ts shows that a later one leaves them alone", async () => {
    const result = await rehearse({ command: "up", stateFolder });
    assert.equal(result.result, "passed", JSON.stringify(result.violations));
    const made = (type: string) => result.resources.filter(({ urn }) => urn.includes(type)).length;
    assert.deepEqual([made(types.objective), made(types.objectiveCorrection)], [2, 2]);
    const { objectives } = Object(result.outputs["links"]);
    assert.match(objectives.uptime, /^https:\/\/app\.datadoghq\.com\/slo\?slo_id=[0-9a-f]{32}$/);
  });

  it("are refused in the update where a burn alert looks elsewhere, which no preview could know", async () => {
    let previewPassed = false;
    const result = await rehearse({
      command: "up",
      stateFolder: updated,
      confirm: async () => {
        previewPassed = true;
      },
      program: async () => {
        pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) =>
          type === types.monitor && props["type"] === burnAlertType && name === "objective-uptime-1h"
            ? {
                props: {
                  ...props,
                  query: pulumi.output(props["query"]).apply((query) => query.replace("5m", "50m")),
                },
                opts,
              }
            : undefined,
        );
        return await declared();
      },
    });
    assert.equal(result.result, "blocked");
    assert.deepEqual(
      result.violations.map(({ rule, level, resource }) => `${rule} ${level} ${resource.split("::").at(-1)}`),
      ["match-objectives-to-runbook mandatory objective-uptime-1h"],
    );
    assert.ok(previewPassed, "the preview was blocked already");
    assert.ok(!result.resources.some(({ urn }) => urn.endsWith("objective-uptime-1h")), "the alert was made");
  });
});
