// Who is told, on the real engine: warnings that begin to keep business hours, and a team on call that is no longer made.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { requireEngine } from "../support/engine.ts";
import { options } from "../support/options.ts";
import { configureCopy, copyProject, resultIn } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("who is told, on the real engine", function () {
  this.timeout(240_000);
  before(requireEngine);
  const project = copyProject(join(temporaryFolder(), "project"));

  const result = (code: number, ...args: string[]) => resultIn(project, code, ...args);
  const changed = ({ resources }: RunResult, op: string) =>
    resources
      .filter((one) => one.op === op && !one.type.startsWith("marsana:"))
      .map(({ name }) => name)
      .sort();
  const rows = [
    "api-latency-p95",
    "database-latency",
    "email-delivery-rate",
    "error-rate",
    "realtime-latency",
    "uptime",
  ];
  const quiet = "warning-quiet-mo-tu-we-th-fr-0800-1800-europe-berlin";

  it("makes the rehearsal's team, its rotation, its escalation and the route to it", async () => {
    configureCopy(project, {});
    const made = changed(await result(0, "up"), "create").filter((name) => name.startsWith("on-call-"));
    const name = "on-call-fleet-rehearsal";
    assert.deepEqual(made, [name, name, name, `${name}-fleet-rehearsal`]);
  });

  it("asks for a second person where warnings are to keep business hours, and changes the rows' monitors with them", async () => {
    configureCopy(project, options["business hours for warnings"] ?? {});
    const preview = await result(1, "preview");
    assert.deepEqual(
      preview.violations.map(({ rule }) => rule),
      ["review-loosening"],
    );
    assert.match(
      preview.violations[0]?.message ?? "",
      /^warning-hours: warnings are told in business hours alone: MO, TU, WE, TH, FR from 08:00 to 18:00, Europe\/Berlin/,
    );
    assert.deepEqual(changed(preview, "create"), [
      "maintenance-after-uptime-warning-monthly-1su-0200-120m-1440m",
      ...[...rows.map((row) => `warning-${row}`), quiet].sort(),
    ]);
    assert.deepEqual(
      changed(preview, "update").filter((name) => name.startsWith("monitor-")),
      rows.map((row) => `monitor-${row}`),
    );
  });

  it("is made so on a new stack, and left alone at another instant", async () => {
    const other = copyProject(join(temporaryFolder(), "other"));
    configureCopy(other, options["business hours for warnings"] ?? {});
    assert.ok(changed(await resultIn(other, 0, "up"), "create").includes(quiet));
    const again = await resultIn(other, 0, "up", "--now", "2026-02-04T03:00:00Z");
    assert.deepEqual(
      [changed(again, "create"), changed(again, "update"), changed(again, "delete")],
      [[], [], []],
    );
  });

  it("asks for a second person where a team is no longer made, and would take away all of it", async () => {
    configureCopy(project, options["teams that exist"] ?? {});
    const preview = await result(1, "preview");
    assert.match(
      preview.violations.map(({ rule, message }) => `${rule}: ${message}`).join("\n"),
      /^review-loosening: on-call\/fleet-rehearsal: the way of a page .* is taken away; /,
    );
    assert.equal(changed(preview, "delete").length, 4);
  });
});
