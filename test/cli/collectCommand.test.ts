// `npm run runbook -- collect` as a process: what it proves, records, refuses, and keeps when it is ended.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { version } from "../support/proof.ts";
import { asConfigured, backup, projectRef, proofCommands, root, strategy } from "../support/proofCommands.ts";
import { lines } from "../support/supabase.ts";

describe("npm run runbook -- collect", function () {
  this.timeout(60_000);
  const { rehearsal, production, inCopy, copy, evidence, recordsIn, stateFolder } = proofCommands();

  it("proves in the rehearsal what it can, keeps it in the rehearsal's folder, and exits with 0", async () => {
    const { code, stdout, stderr } = await rehearsal("collect", version);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Release 1\.0\.0-rc1, stack rehearsal \(made up: every service is a stand-in\):\n/);
    assert.match(stdout, new RegExp(`^  pass {5}${strategy} \\(backup-strategy\\): project `, "m"));
    assert.match(stdout, new RegExp(`^  pass {5}${backup} \\(production-backup\\): project `, "m"));
    assert.match(stdout, /^The release is READY: /m);
    const records = recordsIn(join(stateFolder(), "evidence", version));
    assert.deepEqual(
      records.filter(({ result }) => result !== undefined && result !== "pass"),
      [],
    );
    assert.ok(records.some(({ item, by }) => item === strategy && by === "backup-strategy"));
  });

  it("prints one object, of the items that are asked for", async () => {
    const { code, stdout } = await rehearsal("collect", version, "--json", "--item", backup);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {
      release: version,
      at: "2026-02-03T09:00:00.000Z",
      items: [
        {
          item: backup,
          collector: "production-backup",
          result: "pass",
          detail:
            "project rehearsalrehearsalre: the newest backup is the continuous one of 2026-02-03T09:00:00.000Z",
          url: "https://supabase.com/dashboard/project/rehearsalrehearsalre/database/backups",
          skipped: null,
        },
      ],
      verdict: "ready",
    });
  });

  it("asks production's services for production, keeps it with the release, and exits with 1 for what failed", async () => {
    const { run, standIn } = await production({
      projects: { [projectRef]: { ...asConfigured, scheduleFor: "05:00:00" } },
    });
    const { code, stdout } = await run("collect", version, "--item", strategy, backup);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^ {2}fail {5}48h\S+ \(backup-strategy\): backupTime: found 05:00:00; required: 00:30:00; /m,
    );
    assert.match(stdout, /^ {2}pass {5}24h\S+ \(production-backup\): /m);
    assert.deepEqual(
      recordsIn(evidence)
        .map(({ item, result }) => `${item} ${result}`)
        .sort(),
      [`${backup} pass`, `${strategy} fail`],
    );
    assert.ok(lines(standIn).every((line) => line.startsWith("GET ")));
  });

  it("exits with 1 for what nobody can say", async () => {
    const { run } = await production({ accessToken: "another" });
    const { code, stdout } = await run("collect", version, "--json", "--item", strategy);
    assert.equal(code, 1);
    const [item] = JSON.parse(stdout).items;
    assert.equal(item.result, "unknown");
    assert.match(item.detail, /401 .*Set SUPABASE_ACCESS_TOKEN/);
  });

  it("skips what it has no credentials for, and exits with 0", async () => {
    const args = ["collect", version, "--stack", "prod", "--item", strategy];
    const { code, stdout } = await inCopy(...args);
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}skipped {2}\S+ \(backup-strategy\): SUPABASE_ACCESS_TOKEN not set$/m);
    assert.deepEqual(recordsIn(evidence), []);
  });

  it("keeps on Ctrl-C what was found until then, and records nothing of the rest", async () => {
    // The first collector asks for the backups once; the second hangs.
    const { env, standIn } = await production({
      faults: ({ path }, nth) => (path === `${root}/database/backups` && nth > 1 ? "hang" : undefined),
    });
    const args = [
      "cli/runbook.ts",
      "collect",
      version,
      "--stack",
      "prod",
      "--json",
      "--item",
      strategy,
      backup,
    ];
    const child = spawn(process.execPath, args, { cwd: copy, env, stdio: "pipe" });
    let stdout = "";
    child.stdout.on("data", (text) => (stdout += text));
    const hangs = () => lines(standIn).filter((line) => line === `GET ${root}/database/backups`).length > 1;
    while (!hangs()) await new Promise((resolve) => setTimeout(resolve, 20));
    const killed = Date.now();
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, 3);
    assert.ok(Date.now() - killed < 10_000, "at once");
    const items = JSON.parse(stdout).items.map(
      (one: { result: string; skipped: string }) => one.result ?? one.skipped,
    );
    assert.deepEqual(items, ["pass", "the command was ended before it was done"]);
    assert.deepEqual(
      recordsIn(evidence).map(({ item }) => item),
      [strategy],
    );
  });

  const refused: readonly [what: string, args: readonly string[], stderr: RegExp][] = [
    [
      "evidence of another stack than production's",
      ["collect", version, "--stack", "staging"],
      /--stack: found staging, whose environment is staging; required: the stack of production, or rehearsal; mend: choose --stack prod/,
    ],
    ["a backup of it", ["backup", version, "--stack", "staging"], /--stack: found staging/],
    [
      "an item that there is not",
      ["collect", version, "--item", "48h/verify-backup-stratgy"],
      /--item: found "48h\/verify-backup-stratgy"; required: an item of the runbook; the nearest is 48h\/verify-backup-strategy/,
    ],
    ["no release", ["collect", "none"], /<version>: found none; required: a release; mend: name one/],
    ["a release that there is not", ["backup", "9.9.9"], /There is no release 9\.9\.9/],
    [
      "no token",
      ["backup", version, "--stack", "prod"],
      /SUPABASE_ACCESS_TOKEN: found nothing; required: the secret/,
    ],
    [
      "an instant where the clock decides",
      ["collect", version, "--stack", "prod", "--at", "2026-02-03T09:00:00Z"],
      /The instant of stack prod is the clock's/,
    ],
    [
      "a backup that would be too old",
      ["backup", version, "--at", "2026-02-01T12:00:00Z"],
      /<version>: found 1\.0\.0-rc1, whose backup would be too old when it is deployed; required: one from 2026-02-02T03:00:00\.000Z on/,
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`refuses ${what}, with exit code 2 and nothing written`, async () => {
      const { code, stdout, stderr } = await inCopy(...args);
      assert.match(stderr, expected);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.deepEqual(recordsIn(evidence), []);
      assert.ok(!existsSync(join(stateFolder(), "evidence")));
    });
  }
});
