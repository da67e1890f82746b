// The synthetic tests on the real engine: more often while a release is watched, less often afterwards, and missed when they go.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { requireEngine } from "../support/engine.ts";
import { options } from "../support/options.ts";
import { commandIn, configureCopy, copyProject, resultIn } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the synthetic tests on the real engine", function () {
  this.timeout(240_000);
  before(requireEngine);
  const project = copyProject(join(temporaryFolder(), "project"));

  const result = (code: number, ...args: string[]) => resultIn(project, code, ...args);
  const changedBy = ({ resources }: RunResult) =>
    resources
      .filter(({ op, type }) => op !== "same" && !type.startsWith("marsana:"))
      .map(({ name, op }) => `${op} ${name}`)
      .sort();
  const flows = ["flow-document-upload", "flow-handshake-creation", "flow-login", "flow-vehicle-list"];

  it("stay as they are in an update of the same phase", async () => {
    configureCopy(project, {});
    const first = await result(0, "up");
    assert.ok(changedBy(first).includes("create synthetics-health"));
    assert.deepEqual(changedBy(await result(0, "up", "--now", "2026-02-03T20:00:00Z")), []);
  });

  it("run less often from the first update after the watch, and stay so", async () => {
    const later = await result(0, "up", "--now", "2026-02-06T09:00:00Z");
    assert.deepEqual(
      changedBy(later),
      [...flows, "synthetics-health"].map((name) => `update ${name}`),
    );
    assert.deepEqual(changedBy(await result(0, "up", "--now", "2026-02-06T10:00:00Z")), []);
  });

  it("are named when they are taken away, and what is left unwatched with them, and need a second person", async () => {
    configureCopy(project, options["no flows and no heartbeat"] ?? {});
    const preview = await result(1, "preview", "--now", "2026-02-06T10:00:00Z");
    assert.deepEqual(
      preview.violations
        .map(({ rule, message }) => `${rule} ${/synthetics\/\S+(?=:)/.exec(message)?.[0]}`)
        .sort(),
      [...flows.map((name) => name.replace("flow-", "flow/")), "heartbeat"].map(
        (id) => `review-loosening synthetics/${id}`,
      ),
    );
    assert.deepEqual(preview.removedAlerts.map(({ name, when }) => `${name}: ${when}`).sort(), [
      'flow-document-upload: it comes to "Flow: Document upload (rehearsal)"',
      'flow-handshake-creation: it comes to "Flow: Handshake creation (rehearsal)"',
      'flow-login: it comes to "Flow: Login (rehearsal)"',
      'flow-vehicle-list: it comes to "Flow: Vehicle list (rehearsal)"',
      'heartbeat: it comes to "Heartbeat (rehearsal)"',
    ]);
    const { stdout } = await commandIn(project, "preview", "--now", "2026-02-06T10:00:00Z");
    assert.match(
      stdout,
      /^Left unwatched until config says how:\n {2}- no test goes through the critical flow "Login"/m,
    );
  });
});
