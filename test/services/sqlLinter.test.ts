// The SQL linter as a child process: it reads all, reads nothing around it, ends in time, and leaves nothing behind.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sqlRules } from "../../operations/collect/sqlRules.ts";
import { lintSql } from "../../services/sqlLinter.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const good = "create table parts (id bigint primary key);\n";

describe("the SQL linter, as a child process", function () {
  this.timeout(20_000);
  const rules = Object.keys(sqlRules);

  it("knows every rule of the table", async () => {
    assert.deepEqual(await lintSql(good, rules), []);
  });

  it("that does not know a rule is told from one that finds nothing", async () => {
    await assert.rejects(lintSql(good, [...rules, "banNothing"]), /the SQL linter gave no JSON/);
  });

  it("reads all of a large file", async () => {
    const large = `${good.repeat(40_000)}drop table parts;`;
    const found = await lintSql(large, ["banDropTable"], { timeoutMs: 15_000 });
    assert.deepEqual(
      found.map(({ category, line }) => [category, line]),
      [["lint/safety/banDropTable", 40_001]],
    );
  });

  const root = temporaryFolder();
  const { TMPDIR: usual } = process.env;
  before(() => {
    process.env["TMPDIR"] = root;
  });
  after(() => {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
  });

  /** A linter of these lines in place of the real one, and the file in which it may leave something. */
  function standIn(name: string, script: string) {
    const [program, kept] = [join(root, `${name}.mjs`), join(root, `${name}.json`)];
    writeFileSync(program, `const kept = ${JSON.stringify(kept)};\n${script}`);
    return { command: [process.execPath, program] as const, kept };
  }

  const hangs = `import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    const inner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    writeFileSync(kept, JSON.stringify([process.cwd(), process.pid, inner.pid]));
    setInterval(() => {}, 1000);`;

  async function assertGone(kept: string): Promise<void> {
    const [folder, ...processes] = JSON.parse(readFileSync(kept, "utf8"));
    assert.equal(existsSync(folder), false);
    for (const id of processes) {
      for (let tries = 0; isAlive(id) && tries < 100; tries++) await delay(20);
      assert.equal(isAlive(id), false, `process ${id} lives on`);
    }
  }

  it("is ended with all that it has started when its time is up", async () => {
    const { command, kept } = standIn("hangs", hangs);
    const linting = lintSql(good, rules, { command, timeoutMs: 3000 });
    await assert.rejects(linting, { message: "the SQL linter did not end within 3000 ms" });
    await assertGone(kept);
  });

  it("is ended with the command, and is not started after its end", async () => {
    const { command, kept } = standIn("stopped", hangs);
    const control = new AbortController();
    const linting = lintSql(good, rules, { command, signal: control.signal });
    const rejected = assert.rejects(linting, { message: "the SQL linter was stopped" });
    while (!existsSync(kept) || readFileSync(kept, "utf8") === "") await delay(20);
    control.abort();
    await rejected;
    await assertGone(kept);
    await assert.rejects(lintSql(good, rules, { signal: control.signal }), /was stopped/);
  });

  it("is told nothing of the database or of anything else around it", async () => {
    const { command, kept } = standIn(
      "told",
      'import { writeFileSync } from "node:fs"; writeFileSync(kept, JSON.stringify(process.env));',
    );
    process.env["PGHOST"] = "production";
    try {
      await assert.rejects(lintSql(good, rules, { command }), { message: "the SQL linter gave no JSON" });
    } finally {
      delete process.env["PGHOST"];
    }
    const told = JSON.parse(readFileSync(kept, "utf8"));
    assert.deepEqual(Object.keys(told).sort(), ["HOME", "PATH", "TMPDIR"]);
    assert.equal(dirname(told.HOME), root);
  });

  const answers: readonly [what: string, script: string, message: RegExp][] = [
    ["another form", 'console.log("{}")', /has not read all of the file, or answered in another form/],
    [
      "a file left out",
      "console.log(JSON.stringify({ summary: { unchanged: 0, skipped: 1, skippedDiagnostics: 0 }, diagnostics: [] }))",
      /has not read all of the file/,
    ],
    [
      "findings left out",
      "console.log(JSON.stringify({ summary: { unchanged: 1, skipped: 0, skippedDiagnostics: 3 }, diagnostics: [] }))",
      /has not read all of the file/,
    ],
    [
      "words without end",
      'const much = "x".repeat(2 ** 20); for (let i = 0; i < 20; i++) console.log(much)',
      /says too much/,
    ],
    ["no word", "", /gave no JSON/],
  ];
  for (const [what, script, message] of answers) {
    it(`is not believed with ${what}`, async () => {
      const { command } = standIn(what.replaceAll(" ", "-"), script);
      await assert.rejects(lintSql(good, rules, { command }), message);
    });
  }

  it("that cannot be run is told", async () => {
    const command = [join(root, "nothing")] as const;
    await assert.rejects(lintSql(good, rules, { command }), /the SQL linter cannot be run: .*ENOENT/);
  });

  it("leaves no folder behind", () => {
    assert.deepEqual(globSync("marsana-sql-*", { cwd: root }), []);
  });
});

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
