// Evidence on disk: whole or not there, also when a process dies or several write at once.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../../inputs/inputError.ts";
import { loadEvidence } from "../../inputs/loadEvidence.ts";
import { writeRecord } from "../../operations/writeRecord.ts";
import { recordName, recordText } from "../../release/record.ts";
import { projectFolder } from "../support/inputs.ts";
import { instantAt, pass, recordOf, releaseOf } from "../support/situations.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const release = releaseOf();
const record = (at: string, more: object = {}) =>
  recordOf(pass("48h/verify-all-staging-tests-pass", at, more), release);
const expected = { version: release.version, instant: instantAt("T") };

/** Runs a script in a process of its own, in which `writeRecord`, `record` and the folder are known. */
async function run(folder: string, script: string): Promise<{ signal: string | null; code: number | null }> {
  const text = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const folder = ${JSON.stringify(folder)};
    const { pass, recordOf, releaseOf } = await import(${JSON.stringify(join(projectFolder, "test/support/situations.ts"))});
    const record = (at) => recordOf(pass("48h/verify-all-staging-tests-pass", at), releaseOf());
    const { writeRecord } = await import(${JSON.stringify(join(projectFolder, "operations/writeRecord.ts"))});
    ${script}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", text], {
    cwd: projectFolder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return await new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
}

describe("a record that is written", () => {
  const root = temporaryFolder();
  let folder = "";
  let count = 0;
  beforeEach(() => {
    folder = join(root, `${count++}`, "evidence");
  });

  it("is one file with the record's name and text, in a folder that is made for it", () => {
    const one = record("T-50h");
    assert.equal(writeRecord(folder, one), recordName(one));
    assert.deepEqual(readdirSync(folder), [recordName(one)]);
    assert.equal(readFileSync(join(folder, recordName(one)), "utf8"), recordText(one));
  });

  it("is one file when it is written twice", () => {
    const names = [record("T-50h"), record("T-50h")].map((one) => writeRecord(folder, one));
    assert.deepEqual(readdirSync(folder), names.slice(0, 1));
  });

  it("never takes the place of what is there", () => {
    const one = record("T-50h");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, recordName(one)), "somebody's edit");
    writeRecord(folder, one);
    assert.equal(readFileSync(join(folder, recordName(one)), "utf8"), "somebody's edit");
  });

  it("is refused, with nothing written, when it is none", () => {
    assert.throws(() => writeRecord(folder, { ...record("T-50h"), by: "Ada Lovelace" }), /an account name/);
    assert.throws(() => readdirSync(folder), { code: "ENOENT" });
  });

  const others: readonly [what: string, found: string, make: (outside: string) => void][] = [
    ["a link", "a link", (outside) => symlinkSync(outside, folder)],
    ["a link to nothing", "a link", () => symlinkSync(join(dirname(folder), "nothing"), folder)],
    ["a file", "a file", () => writeFileSync(folder, "")],
  ];
  for (const [what, found, make] of others) {
    it(`is refused, with nothing written, where ${what} has the folder's place`, () => {
      const outside = join(dirname(folder), "outside");
      mkdirSync(outside, { recursive: true });
      make(outside);
      assert.throws(
        () => writeRecord(folder, record("T-50h")),
        (error) => {
          assert.ok(error instanceof InputError);
          assert.deepEqual(error.problems, [
            `${folder}: found ${found}; required: a folder of records; mend: take it away; the folder is made where there is none`,
          ]);
          return true;
        },
      );
      assert.deepEqual(
        [readdirSync(outside), readdirSync(dirname(folder)).sort()],
        [[], ["evidence", "outside"]],
      );
    });
  }

  it("leaves nothing behind when the disk is full", async () => {
    const { code } = await run(
      folder,
      `fs.writeFileSync = () => { throw Object.assign(new Error("no space"), { code: "ENOSPC" }); };
       syncBuiltinESMExports();
       try { writeRecord(folder, record("T-50h")); } catch (error) { process.exit(error.code === "ENOSPC" ? 7 : 1); }`,
    );
    assert.equal(code, 7);
    assert.deepEqual(readdirSync(folder), []);
  });

  for (const step of ["fsyncSync", "linkSync", "rmSync"]) {
    it(`is whole or not there after a crash at ${step}, and can be written again`, async () => {
      const { signal } = await run(
        folder,
        `fs.${step} = () => process.kill(process.pid, "SIGKILL"); syncBuiltinESMExports();
         writeRecord(folder, record("T-50h"));`,
      );
      assert.equal(signal, "SIGKILL");
      const left = readdirSync(folder).filter((name) => name.startsWith("."));
      assert.equal(left.length, 1, "the crash came too late to leave a half");
      assert.equal(loadEvidence([folder], expected).records.length, step === "rmSync" ? 1 : 0);
      writeRecord(folder, record("T-50h"));
      assert.deepEqual(loadEvidence([folder], expected), { records: [record("T-50h")], problems: [] });
    });
  }

  it("is lost by nobody when four processes write at once, and read whole meanwhile", async function () {
    this.timeout(60_000);
    const each = 40;
    const writers = [0, 1, 2, 3].map(
      async (writer) =>
        await run(
          folder,
          `for (let index = 0; index < ${each}; index++) {
             writeRecord(folder, record("T-50h+" + index + "ms"));
             writeRecord(folder, record("T-60h+" + (${writer} * ${each} + index) + "ms"));
           }`,
        ),
    );
    let running = true;
    const ended = Promise.all(writers).finally(() => {
      running = false;
    });
    let reads = 0;
    while (running) {
      assert.deepEqual(loadEvidence([folder], expected).problems, []);
      reads++;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (const { code } of await ended) assert.equal(code, 0);
    assert.ok(reads > 10, `only ${reads} reads`);
    assert.equal(loadEvidence([folder], expected).records.length, 5 * each);
    assert.equal(readdirSync(folder).length, 5 * each);
  });
});
