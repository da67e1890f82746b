// The runner of the tests itself, on a small project of its own: what it counts, and what it says at the end.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ended } from "./support/ended.ts";
import { projectFolder } from "./support/inputs.ts";
import { temporaryFolder } from "./support/temporaryFolder.ts";
import { Tally } from "./tally.ts";
import { keepTimes, longestFirst } from "./times.ts";

const folder = temporaryFolder();
const own = [
  "test/run.ts",
  "test/tally.ts",
  "test/times.ts",
  "test/slowTests.ts",
  "cli/arguments.ts",
  "cli/examples.ts",
  ".mocharc.json",
];

const files = {
  "package.json": '{ "type": "module" }',
  "test/code.test.ts": 'it("is right", () => {});',
  "test/good.test.ts": 'it("passes", () => {}); it("is not written yet");',
  "test/page.rest.test.ts": 'it("passes too", () => {});',
  "test/wrong/one.test.ts": 'describe("one", () => it("fails", () => { throw new Error("on purpose"); }));',
  "test/wrong/hook.test.ts":
    'describe("two", () => { before(() => { throw new Error("too"); }); it("never runs", () => {}); });',
  "test/wrong/unloadable.test.ts": 'import "./nowhere.ts";',
  "test/wrong/killed.test.ts": 'it("ends its process", () => process.kill(process.pid, "SIGKILL"));',
};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function lastLines(count: number, ...args: string[]) {
  const { code, stdout } = await ended(process.execPath, ["test/run.ts", ...args], {
    cwd: folder,
    env: process.env,
  });
  return { code, lines: stdout.trimEnd().split("\n").slice(-count) };
}

describe("the runner of the tests", () => {
  before(() => {
    for (const [path, text] of Object.entries(files)) write(path, text);
    for (const path of own) cpSync(join(projectFolder, path), join(folder, path));
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  });

  it("runs what a filter names, from both tiers, and the checks of the code beside it", async () => {
    assert.deepEqual(await lastLines(1, "good.test.ts", "page.rest.test.ts"), {
      code: 0,
      lines: ["3 passed, 0 failed, 1 skipped"],
    });
  });

  it("leaves to the second tier what its name says", async () => {
    assert.deepEqual(await lastLines(1, "--rest"), { code: 0, lines: ["2 passed, 0 failed"] });
  });

  it("counts a hook that fails, a file that cannot be loaded and one whose process ends, and names them", async () => {
    const { code, lines } = await lastLines(30, "--all");
    assert.equal(code, 1);
    assert.deepEqual(lines.slice(-2), [
      "Run again: npm test -- wrong/hook.test.ts wrong/killed.test.ts wrong/one.test.ts wrong/unloadable.test.ts",
      "3 passed, 4 failed, 1 skipped",
    ]);
    const said = lines.join("\n");
    assert.match(said, /^test\/wrong\/killed\.test\.ts did not run to its end: .*terminated/m);
    assert.match(said, /^test\/wrong\/unloadable\.test\.ts did not run to its end: Cannot find module/m);
  });

  it("refuses a filter that matches nothing, and an option that it does not have", async () => {
    const { code, lines } = await lastLines(2, "good.test.ts", "nowhere");
    assert.deepEqual([code, lines[1]], [1, "0 passed, 1 failed"]);
    assert.match(String(lines[0]), /nowhere/);
    assert.deepEqual(await lastLines(2, "--fast"), { code: 2, lines: ["0 passed, 1 failed"] });
  });
});

describe("a test that takes longer than 20 s", () => {
  const timed = (title: string, milliseconds: number, isBusy = false) => {
    const tally = new Tally("/", () => isBusy);
    tally.time({ title, file: "test/slow.test.ts", milliseconds });
    return tally;
  };

  it("fails, unless the list has a reason, and as long as it allows", () => {
    assert.equal(timed("a test", 20_000).failed, 0);
    assert.equal(timed("a test", 20_001).failed, 1);
    assert.match(
      timed("a test", 20_001).tooSlow().join(),
      /^Too slow: {2}20\.0 s {2}test\/slow\.test\.ts: a test; fix: /,
    );
    assert.equal(timed("the code has no error of types", 60_000).failed, 0);
    const whole = new Tally("/");
    whole.time({ title: "any", file: "test/engine/staging.rest.test.ts", milliseconds: 180_000 });
    assert.equal(whole.failed, 0);
    whole.time({ title: "any", file: "test/engine/staging.rest.test.ts", milliseconds: 180_001 });
    assert.equal(whole.failed, 1);
  });

  it("is named, and does not fail, where the machine has too much else to do", () => {
    const busy = timed("a test", 20_001, true);
    assert.equal(busy.failed, 0);
    assert.match(busy.tooSlow().join(), /not counted: this machine has too much else to do$/);
  });
});

describe("the files of the tests", () => {
  it("are run in the order of what they took last, the longest first", () => {
    const all = ["test/good.test.ts", "test/code.test.ts", "test/page.rest.test.ts"];
    keepTimes(folder, { "test/good.test.ts": 5, "test/code.test.ts": 70, "test/page.rest.test.ts": 6 });
    assert.deepEqual(longestFirst(folder, all), [
      "test/code.test.ts",
      "test/page.rest.test.ts",
      "test/good.test.ts",
    ]);
  });
});
