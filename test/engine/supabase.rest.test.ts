// What an update does about a Supabase project that somebody has changed, on the real engine.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../engine/result.ts";
import { requireEngine } from "../support/engine.ts";
import { settingsOf } from "../support/inputs.ts";
import { rehearse } from "../support/rehearsal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("an update of a stack whose Supabase project was changed by hand", function () {
  this.timeout(120_000);
  before(requireEngine);
  const stateFolder = temporaryFolder();
  const file = join(stateFolder, "supabase.json");
  const { projectRef, region, backupTime, pitrDays } = settingsOf("rehearsal").supabase;
  const healthy = Object.fromEntries(
    ["auth", "db", "pooler", "realtime", "rest", "storage"].map((name) => [name, "ACTIVE_HEALTHY"]),
  );
  const asConfigured = {
    projectRef,
    region,
    backupTime,
    pitrDays,
    status: "ACTIVE_HEALTHY",
    health: healthy,
  };

  const read = (): Record<string, object> => JSON.parse(readFileSync(file, "utf8"))[projectRef];
  /** Changes the project as somebody would in its dashboard. */
  const change = (changes: object) =>
    writeFileSync(file, JSON.stringify({ [projectRef]: { ...read(), ...changes } }));
  const update = async () => await rehearse({ command: "up", stateFolder });
  const onSupabase = ({ warnings }: RunResult) => warnings.filter((text) => text.startsWith("Supabase"));
  const untouched = ({ changes }: RunResult) => ({ ...changes, same: 0 });
  const nothing = { create: 0, import: 0, update: 0, replace: 0, delete: 0, same: 0 };

  it("puts out what it reads, warns of nothing, and leaves the environment as it was", async () => {
    const before = process.env["SUPABASE_API_URL"];
    const result = await update();
    assert.equal(result.result, "passed", String(result.problems));
    assert.deepEqual(result.outputs["supabase"], asConfigured);
    assert.deepEqual(result.outputs["notBackedUp"], [
      `storage objects of Supabase project ${projectRef}: no part of its database backups; the buckets documents are to ` +
        "be copied to marsana-fleet-rehearsal-copy/ at https://s3.eu-west-1.amazonaws.com at 0 3 * * * (UTC), and no others",
    ]);
    assert.deepEqual(result.warnings, []);
    assert.equal(process.env["SUPABASE_API_URL"], before);
  });

  it("sets right what has drifted, says what it was, and changes no resource", async () => {
    change({ scheduleFor: "05:00:00", pitr: undefined });
    const result = await update();
    assert.equal(result.result, "passed", String(result.problems));
    assert.deepEqual(untouched(result), nothing);
    assert.deepEqual(
      onSupabase(result).map((text) => text.split(", as configured")[0]),
      [
        `Supabase project ${projectRef} has drifted: backupTime was 05:00:00, and has been set to ${backupTime}`,
        `Supabase project ${projectRef} has drifted: pitrDays was none, and has been set to pitr_${pitrDays}`,
      ],
    );
    assert.deepEqual(result.outputs["supabase"], asConfigured);
    assert.equal(read()["scheduleFor"], backupTime);
    assert.equal(Object(read()["pitr"])["variant"], `pitr_${pitrDays}`);
  });

  it("warns of a service in trouble, and goes on", async () => {
    change({ trouble: { realtime: "no heartbeat" } });
    const result = await update();
    assert.equal(result.result, "passed", String(result.problems));
    assert.deepEqual(untouched(result), nothing);
    assert.match(
      onSupabase(result).join("\n"),
      /^Supabase.*: the service realtime is UNHEALTHY \(no heartbeat\); look at \S+ and \S+$/,
    );
    assert.deepEqual(Object(result.outputs["supabase"])["health"], { ...healthy, realtime: "UNHEALTHY" });
  });

  it("fails where the database does not answer", async () => {
    change({ trouble: { db: "connection refused" } });
    const { result, problems } = await update();
    assert.equal(result, "failed");
    assert.match(String(problems), /the service db is UNHEALTHY \(connection refused\); look at/);
  });

  it("fails where the project is paused and elsewhere, with both mends, and sets nothing", async () => {
    change({ trouble: {}, status: "INACTIVE", region: "us-east-1", scheduleFor: "05:00:00" });
    const { result, problems } = await update();
    assert.equal(result, "failed");
    const text = String(problems);
    assert.match(text, /cannot be used, and nothing was set in it/);
    assert.match(text, /region: found us-east-1; required: eu-central-1, .*mend: correct that key/);
    assert.match(text, /status: found INACTIVE; .*mend: resume it/);
    assert.doesNotMatch(text, /\bat .*\.ts:\d+/, "no stack trace");
    assert.equal(read()["scheduleFor"], "05:00:00");
  });

  it("is previewed all the same: a preview asks Supabase nothing", async () => {
    const preview = await rehearse({ command: "preview", stateFolder });
    assert.equal(preview.result, "passed", String(preview.problems));
    assert.deepEqual(untouched(preview), nothing);
  });
});
