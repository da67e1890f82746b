// What the program declares and returns without a service, and that all else stays as it is.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";
import { declared } from "../support/mocks.ts";
import { options, vercelWith } from "../support/options.ts";

/** The resources by name, and the outputs. */
async function ran(values: Readonly<Record<string, unknown>> = {}) {
  let outputs: Record<string, unknown> = {};
  const resources = await declared({ values }, async () => {
    outputs = await program();
  });
  return { names: resources.map(({ type, name }) => `${type.split(":")[0]} ${name}`).sort(), outputs };
}

describe("the program with a service switched off", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const keys = (value: unknown) => Object.keys(Object(value)).sort();

  it("declares nothing of Datadog, and all of the rest", async () => {
    const all = await ran();
    const without = await ran(options["no Datadog"]);
    assert.ok(all.names.some((name) => name.startsWith("datadog ")));
    assert.deepEqual(
      without.names,
      all.names.filter((name) => !name.startsWith("datadog ")),
    );
  });

  it("returns no monitors without Datadog, and its dashboard all the same", async () => {
    const all = await ran();
    const { outputs } = await ran(options["no Datadog"]);
    assert.deepEqual(
      keys(outputs),
      keys(all.outputs).filter((name) => name !== "monitorIds"),
    );
    assert.deepEqual(keys(outputs["links"]), [
      "application",
      "sentryProject",
      "supabaseBackups",
      "vercelProject",
    ]);
    assert.deepEqual(outputs["dashboards"], all.outputs["dashboards"]);
    assert.deepEqual(
      [Object(all.outputs["unmonitored"]).length, Object(outputs["unmonitored"]).length],
      [0, 10],
    );
  });

  it("declares nothing of Sentry and no variable with its address, and all of the rest", async () => {
    const all = await ran();
    const { names, outputs } = await ran(options["no Sentry"]);
    assert.deepEqual(
      names,
      all.names.filter(
        (name) =>
          !name.startsWith("sentry ") && name !== "vercel application-variable-NEXT_PUBLIC_SENTRY_DSN",
      ),
    );
    assert.deepEqual(keys(outputs["links"]), [
      "application",
      "dashboard",
      "monitors",
      "objectives",
      "supabaseBackups",
      "vercelProject",
    ]);
    assert.equal(Object(outputs["unmonitored"]).length, 9);
  });

  it("declares a rolling release that is on, whether config says so or not, and none that is off", async () => {
    const { rollingRelease } = Object(options["vercel.rollingRelease"]?.["marsana-fleet:vercel"]);
    const has = async (changes: object) =>
      (await ran(vercelWith({ rollingRelease: changes }))).names.includes(
        "vercel deployments-rolling-release",
      );
    assert.deepEqual(
      [
        await has(rollingRelease),
        await has({ ...rollingRelease, enabled: true }),
        await has({ ...rollingRelease, enabled: false }),
      ],
      [true, true, false],
    );
  });
});
