// What the commands on a stack refuse before anything is touched: an input that cannot be, and to destroy production.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireEngine } from "../support/engine.ts";
import { commandIn, copyProject, resultIn } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the commands on a stack, given what cannot be", function () {
  this.timeout(120_000);
  before(requireEngine);
  const project = copyProject(join(temporaryFolder(), "project"));
  const command = (...args: string[]) => commandIn(project, ...args);
  const result = (code: number, ...args: string[]) => resultIn(project, code, ...args);

  it("exits with 2 and the place of a row that has no signal", async () => {
    const runbook = readFileSync(join(project, "RUNBOOK.md"), "utf8");
    const row = "| Uptime <!--";
    assert.ok(runbook.includes(row));
    const file = join(project, "EDITED.md");
    writeFileSync(file, runbook.replace(row, `| Queue Latency | < 1s | > 2s |\n${row}`));
    const invalid = await result(2, "preview", "--runbook", file);
    assert.equal(invalid.result, "invalid");
    assert.match(
      String(invalid.problems),
      /EDITED\.md:\d+:\d+: "Queue Latency": found no signal .*marsana-fleet:signals\.queue-latency\.query/,
    );
  });

  it("exits with 2 for a stack, a release and an instant that cannot be", async () => {
    assert.match(
      String((await result(2, "preview", "--stack", "nowhere")).problems),
      /--stack: found nowhere/,
    );
    assert.match(
      String((await result(2, "preview", "--release", "9.9.9")).problems),
      /choose --release with one of 1\.0\.0-rc1/,
    );
    assert.equal((await command("preview", "--now", "yesterday")).code, 2);
    assert.equal((await command("preview", "--nonsense")).code, 2);
  });

  it("refuses to destroy production", async () => {
    const refused = await result(1, "destroy", "--stack", "prod");
    assert.match(String(refused.problems), /prod is production/);
  });
});
