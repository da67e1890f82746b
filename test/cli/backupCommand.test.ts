// `npm run runbook -- backup` as a process: one restore point for a release, made, recorded and found again.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { version } from "../support/proof.ts";
import { asConfigured, backup, projectRef, proofCommands, root } from "../support/proofCommands.ts";
import { lines } from "../support/supabase.ts";

describe("npm run runbook -- backup", function () {
  this.timeout(60_000);
  const { rehearsal, production, evidence, recordsIn } = proofCommands();

  it("makes one restore point, proves the item by it, and makes no second one", async () => {
    const { run, standIn } = await production({ pendingReads: 0 });
    const first = await run("backup", version, "--json");
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    const { name, made, item, completed, record } = JSON.parse(first.stdout);
    assert.deepEqual([made, item], [true, backup]);
    assert.match(name, /^1-0-0-rc1-[0-9a-f]{8}$/);
    assert.deepEqual(readdirSync(evidence), [record]);
    const [kept] = recordsIn(evidence);
    assert.deepEqual([kept?.result, kept?.source.kind], ["pass", "production-backup"]);
    // It ages from when it was made, however late it is found again.
    assert.deepEqual([kept?.asOf, typeof completed], [completed, "string"]);

    const second = await run("backup", version);
    assert.equal(second.code, 0);
    assert.match(
      second.stdout,
      new RegExp(`^found: restore point ${name} of Supabase project ${projectRef}, `),
    );
    assert.equal(lines(standIn).filter((line) => line.startsWith("POST ")).length, 1);
  });

  it("finds in the rehearsal what an earlier process has made", async () => {
    const outputs = [await rehearsal("backup", version), await rehearsal("backup", version)];
    assert.deepEqual(
      outputs.map(({ code, stdout }) => [code, stdout.split(" ")[0]]),
      [
        [0, "made"],
        [0, "found"],
      ],
    );
  });

  it("exits with 3 and what to do where the project has no restore points, and records nothing", async () => {
    const { run } = await production({ hasRestorePoints: false });
    const { code, stderr } = await run("backup", version);
    assert.equal(code, 3);
    assert.match(
      stderr,
      /^This Supabase project has no restore points; .*\n.*npm run runbook -- collect 1\.0\.0-rc1/,
    );
    assert.deepEqual(recordsIn(evidence), []);
  });

  it("makes none in a project of another region", async () => {
    const { run, standIn } = await production({
      projects: { [projectRef]: { ...asConfigured, region: "us-east-1" } },
    });
    const { code, stderr } = await run("backup", version);
    assert.equal(code, 3);
    assert.match(stderr, /region: found us-east-1; required: eu-central-1/);
    assert.deepEqual(lines(standIn), [`GET ${root}`]);
  });
});
