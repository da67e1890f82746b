// Datadog, Sentry and rolling releases off on purpose, on the real engine: blocked until it is accepted, and named.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { requireEngine } from "../support/engine.ts";
import { options } from "../support/options.ts";
import { commandIn, configureCopy, copyProject, resultIn } from "../support/projectCopy.ts";
import { reviewed } from "../support/reviewed.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("a service that is off on purpose", function () {
  this.timeout(240_000);
  before(requireEngine);
  const project = copyProject(join(temporaryFolder(), "project"));

  const result = (code: number, ...args: string[]) => resultIn(project, code, ...args);

  const ofDatadog = ({ resources }: RunResult, op: string) =>
    resources
      .filter((one) => one.op === op && /^(?:marsana:)?datadog:/.test(one.type))
      .map(({ name }) => name)
      .sort();

  const metrics = [
    "Error Rate",
    "API Latency (p95)",
    "Database Latency",
    "Uptime",
    "Email Delivery Rate",
    "Realtime Latency",
  ];
  const namedIn = (texts: unknown) => metrics.filter((metric) => String(texts).includes(`"${metric}"`));

  it("blocks a preview with the rows that nothing would watch, until config accepts it", async () => {
    configureCopy(project, { ...options["no Datadog"], "marsana-fleet:datadog": { enabled: false } });
    const blocked = await result(1, "preview");
    assert.deepEqual(
      blocked.violations.map(({ rule, level }) => `${rule} ${level}`),
      ["accept-what-is-off mandatory"],
    );
    assert.deepEqual(namedIn(blocked.violations[0]?.message), metrics);
    assert.match(String(blocked.violations[0]?.message), /marsana-fleet:datadog\.acceptOff' 'true'/);
    await result(1, "up");
    assert.deepEqual((await result(0, "outputs")).outputs, {});
  });

  it("previews once it is accepted, without any key of Datadog, and says what is left unwatched", async () => {
    configureCopy(project, options["no Datadog"] ?? {});
    const { code, stdout, stderr } = await commandIn(project, "preview");
    assert.equal(code, 0, stdout + stderr);
    const log = readFileSync(join(project, ".state", "last.log"), "utf8");
    assert.doesNotMatch(log, /datadog:/);
    assert.equal(log.match(/^ +warning: Left unwatched on purpose:$/gm)?.length, 1);
    assert.match(stdout, /^Left unwatched on purpose:\n {2}- "Error Rate" .*: Sentry alone alerts on it/m);
    assert.deepEqual(namedIn(stdout), metrics);
    const preview = await result(0, "preview");
    assert.deepEqual(preview.violations, []);
    assert.deepEqual(namedIn(preview.outputs["unmonitored"]), metrics);
  });

  it("deletes every monitor and the downtime of a stack that had them, and names their rows", async () => {
    configureCopy(project, {});
    const on = await result(0, "up");
    assert.deepEqual(on.outputs["unmonitored"], []);
    configureCopy(project, options["no Datadog"] ?? {});
    const weakened = reviewed(join(project, ".state"), await result(1, "preview"));
    assert.ok(weakened.includes("off/Datadog: Datadog is switched off"), String(weakened));
    const preview = await result(0, "preview");
    assert.deepEqual(ofDatadog(preview, "delete"), ofDatadog(on, "create"));
    assert.equal(ofDatadog(preview, "delete").filter((name) => name.startsWith("monitor-")).length, 6);
    const { outputs } = await result(0, "up");
    assert.deepEqual(namedIn(outputs["unmonitored"]), metrics);
    assert.equal(Object(outputs["unmonitored"]).length, 10);
    assert.deepEqual(
      [outputs["monitorIds"], Object(outputs["links"])["monitors"], Object(outputs["dashboards"])["Datadog"]],
      [undefined, undefined, "https://app.datadoghq.com/"],
    );
    // The gate carries what the update before has weakened, and this one does not.
    const again = await result(0, "up");
    assert.deepEqual(
      again.resources.filter(({ op }) => op !== "same").map(({ name }) => name),
      ["gate"],
    );
    const last = await result(0, "up");
    assert.equal(last.changes.same, last.resources.length);
  });

  it("leaves Sentry's project, with every incident in it, until a person takes its protection away", async () => {
    configureCopy(project, options["neither Datadog nor Sentry"] ?? {});
    reviewed(join(project, ".state"), await result(1, "preview"));
    assert.match(
      String((await result(3, "preview")).problems),
      /errors-project" cannot be deleted\nbecause it is protected/,
    );
    await result(0, "destroy");
    const { outputs, resources } = await result(0, "up");
    assert.equal(Object(outputs["unmonitored"]).length, 19);
    assert.deepEqual(
      resources.filter(
        ({ type, name }) => /^(?:marsana:)?(?:datadog|sentry):/.test(type) || /SENTRY/.test(name),
      ),
      [],
    );
  });
});
