// `npm run supabase`: the status of the project, the copy of its storage, and the workflow that makes it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ended } from "../support/ended.ts";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder, settingsOf } from "../support/inputs.ts";
import { lines, plantedToken, standInsPerTest } from "../support/supabase.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("npm run supabase", function () {
  this.timeout(20_000);
  const start = standInsPerTest();
  const folder = temporaryFolder();
  const { projectRef, region } = settingsOf("rehearsal").supabase;
  const services = ["auth", "db", "pooler", "realtime", "rest", "storage"];
  const health = Object.fromEntries(services.map((name) => [name, "ACTIVE_HEALTHY"]));

  async function command(args: readonly string[], extra: NodeJS.ProcessEnv = {}) {
    const env = { PATH: process.env["PATH"], MARSANA_STATE: folder, ...extra };
    return await inProcess("cli/supabase.ts", args, { cwd: projectFolder, env });
  }

  it("prints how the project is and what differs, exits with 1, and sets nothing", async () => {
    const { code, stdout } = await command(["status", "--json"]);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout), {
      projectRef,
      region,
      status: "ACTIVE_HEALTHY",
      health,
      differences: [
        { setting: "backupTime", found: "04:00:00", required: "00:30:00" },
        { setting: "pitrDays", found: "none", required: "pitr_7" },
      ],
    });
    const env = { PATH: process.env["PATH"], MARSANA_STATE: folder };
    const args = ["cli/supabase.ts", "status", "--json"];
    const told = await ended(process.execPath, args, { cwd: projectFolder, env });
    assert.deepEqual(told, { code, stdout, stderr: "" });
  });

  it("exits with 0 where all is as configured, and asks the service of a stack with accounts", async () => {
    const { projectRef: staging } = settingsOf("staging").supabase;
    const since = "2026-02-01T00:00:00.000Z";
    const asConfigured = { scheduleFor: "00:30:00", pitr: { variant: "pitr_7", since } } as const;
    const standIn = await start({ accessToken: plantedToken, projects: { [staging]: asConfigured } });
    const environment = { SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: standIn.url };
    const { code, stdout } = await command(["status", "--stack", "staging"], environment);
    assert.equal(code, 0);
    assert.deepEqual(stdout.split("\n"), [
      `project ${staging} in eu-central-1: ACTIVE_HEALTHY`,
      ...services.map((name) => `  ${name}: ACTIVE_HEALTHY`),
      "",
    ]);
    assert.deepEqual([...new Set(lines(standIn).map((line) => line.split(" ")[0]))], ["GET"]);
  });

  it("exits with 1 for a service in trouble", async () => {
    const file = join(folder, "supabase.json");
    const since = "2026-02-01T00:00:00.000Z";
    const project = {
      scheduleFor: "00:30:00",
      updatedAt: since,
      changedAt: [],
      pitr: { variant: "pitr_7", since },
      trouble: { rest: "slow" },
    };
    writeFileSync(file, JSON.stringify({ [projectRef]: project }));
    const { code, stdout } = await command(["status"]);
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}rest: UNHEALTHY$/m);
  });

  it("copies what is new in the storage, and nothing the second time", async () => {
    const first = await command(["copy-storage", "--json"]);
    assert.deepEqual([first.code, JSON.parse(first.stdout).copied], [0, 1]);
    const copies = join(folder, "storage-copy", "marsana-fleet-rehearsal-copy", "documents");
    assert.deepEqual(readdirSync(copies), ["example.txt"]);
    assert.equal(
      readFileSync(join(copies, "example.txt"), "utf8"),
      readFileSync(join(folder, "storage", "documents", "example.txt"), "utf8"),
    );
    writeFileSync(join(folder, "storage", "documents", "new.txt"), "new");
    const second = await command(["copy-storage"]);
    assert.match(second.stdout, /^2 copied \(31 bytes\), 0 unchanged, 0 kept that are gone .*, 0 failed$/m);
  });

  it("prints a workflow that runs on the config's schedule, with two secrets", async () => {
    const { code, stdout } = await command(["workflow"]);
    assert.equal(code, 0);
    const { on, permissions, jobs } = parse(stdout);
    assert.deepEqual(on.schedule, [{ cron: settingsOf("rehearsal").supabase.storageCopy?.schedule }]);
    assert.deepEqual(permissions, { contents: "read" });
    assert.deepEqual(jobs.copy.steps.at(-1), {
      run: "node cli/supabase.ts copy-storage --stack rehearsal",
      env: {
        SUPABASE_STORAGE_SECRET_KEY: `\${{ secrets.SUPABASE_STORAGE_SECRET_KEY_REHEARSAL }}`,
        STORAGE_COPY_SECRET_KEY: `\${{ secrets.STORAGE_COPY_SECRET_KEY_REHEARSAL }}`,
      },
    });
  });

  it("exits with 2 and the mend for a missing token, a stack with no copy and a stack that there is not", async () => {
    const refused = async (...args: string[]) => {
      const { code, stdout } = await command([...args, "--json"]);
      assert.equal(code, 2);
      return String(JSON.parse(stdout).problems);
    };
    assert.match(
      await refused("status", "--stack", "prod"),
      /SUPABASE_ACCESS_TOKEN: found nothing; .* mend: set/,
    );
    for (const name of ["copy-storage", "workflow"])
      assert.match(
        await refused(name, "--stack", "prod"),
        /supabase\.storageCopy: found nothing; .* Pulumi\.prod\.yaml/,
      );
    assert.match(await refused("status", "--stack", "nowhere"), /--stack: found nowhere/);
  });

  it("exits with 3 where the service refuses, and shows no token", async () => {
    const standIn = await start({ accessToken: "another" });
    const environment = { SUPABASE_ACCESS_TOKEN: plantedToken, SUPABASE_API_URL: standIn.url };
    const { code, stdout, stderr } = await command(["status", "--stack", "prod"], environment);
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(stderr, /401 .*Set SUPABASE_ACCESS_TOKEN/);
    assert.ok(!stderr.includes(plantedToken));
  });
});
