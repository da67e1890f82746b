// The benchmark itself: on the real engine, on input that it cannot use, and when it is interrupted.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { casesOf } from "../../bench/cases.ts";
import { makeLargerProject, rowsOf } from "../../bench/largerProject.ts";
import { measure } from "../../bench/measure.ts";
import { hasProcessAccounts } from "../../bench/processTree.ts";
import { loadRunbook } from "../../runbook/index.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const page = join(projectFolder, "docs", "measurements.md");
const pageText = () => (existsSync(page) ? readFileSync(page, "utf8") : undefined);

describe("npm run bench", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  function start(...args: string[]): ChildProcess {
    return spawn(process.execPath, ["bench/run.ts", ...args], {
      cwd: projectFolder,
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async function ended(
    child: ChildProcess,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const written = { stdout: "", stderr: "" };
    child.stdout?.on("data", (text) => (written.stdout += text));
    child.stderr?.on("data", (text) => (written.stderr += text));
    const [code] = await once(child, "close");
    return { code, ...written };
  }

  describe("on the real engine", () => {
    before(requireEngine);

    it("measures one case in one round, writes the page that it is given, and leaves the project's alone", async () => {
      const out = join(folder, "page.md");
      const before = pageText();
      const { code, stdout, stderr } = await ended(start("--runs", "1", "--only", "floor", "--out", out));
      assert.equal(code, 0, stderr);
      assert.deepEqual(stderr.trim().split("\n").slice(-2), ["warm-up: floor", "round 1 of 1: floor"]);
      assert.equal(readFileSync(out, "utf8"), stdout);
      const cell = hasProcessAccounts ? String.raw`\d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\)` : "";
      assert.match(
        stdout,
        new RegExp(String.raw`^\| \`floor\`: .* \| 1 \| \d+\.\d\d \(.*\) \| ${cell} \|`, "m"),
      );
      assert.equal(pageText(), before);
      assert.deepEqual(readdirSync(folder), ["page.md"]);
    });

    it("ends what it has started when it is interrupted, and writes nothing", async () => {
      const out = join(folder, "interrupted.md");
      const child = start("--runs", "1", "--only", "stack-pack", "--out", out);
      const result = ended(child);
      const engines = () => processesWith(folder).length;
      for (let waited = 0; engines() === 0 && waited < 30_000; waited += 50) await pause(50);
      assert.ok(engines() > 0, "no process of the case was seen");
      child.kill("SIGINT");
      const { code, stderr } = await result;
      assert.equal(code, 3, stderr);
      assert.match(stderr, /was interrupted.*Nothing was written\.\n$/s);
      assert.deepEqual(processesWith(folder), []);
      assert.ok(!existsSync(out));
    });
  });

  it("refuses a case that does not exist, and names those that do", async () => {
    const { code, stderr } = await ended(start("--only", "flor"));
    assert.equal(code, 2);
    assert.match(
      stderr,
      /--only: found flor; required: names of cases; mend: take some of floor, pack-floor, stack,/,
    );
  });

  it("refuses no rounds", async () => {
    const { code, stderr } = await ended(start("--runs", "0"));
    assert.equal(code, 2);
    assert.match(stderr, /whole number above 0/);
  });
});

describe("one measured command", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const order = (script: string, more: { limitMs?: number; signal?: AbortSignal } = {}) => ({
    words: [process.execPath, "--eval", script],
    folder,
    environment: process.env,
    limitMs: 20_000,
    signal: new AbortController().signal,
    ...more,
  });
  /** A program with a child that uses half a second of CPU and 200 MiB, neither of which is the program's own. */
  const withChild =
    "const work = 'const b = Buffer.alloc(200 * 2 ** 20, 1); const end = performance.now() + 500; while (performance.now() < end);';" +
    "require('node:child_process').spawnSync(process.execPath, ['--eval', work]); console.log('done')";

  it("counts what its children use, and keeps its own memory apart", async function () {
    if (!hasProcessAccounts) {
      console.log("      skipped: this system has no /proc");
      this.skip();
    }
    const { figures, stdout } = await measure(order(withChild));
    assert.equal(stdout, "done\n");
    assert.ok(figures.wallSeconds > 0.5, String(figures.wallSeconds));
    assert.ok((figures.accounts?.cpuSeconds ?? 0) > 0.4, JSON.stringify(figures));
    const { program = 0, other = 0 } = figures.accounts?.peakMiB ?? {};
    assert.ok(other > 200 && program < 150, JSON.stringify(figures));
  });

  it("fails with what a failing command wrote", async () => {
    await assert.rejects(measure(order("console.error('broken'); process.exit(4)")), /exit code 4.*broken/s);
  });

  it("ends a command that takes too long, and all that it has started", async () => {
    const mark = join(folder, "hanging");
    const script = `require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)', ${JSON.stringify(mark)}]); setInterval(() => {}, 1000)`;
    await assert.rejects(measure(order(script, { limitMs: 2_000 })), /took too long/);
    assert.deepEqual(processesWith(mark), []);
  });
});

describe("a larger project", () => {
  const folder = join(temporaryFolder(), "project");

  it("has as many rows as it was asked for, each with a signal, and quotes its settings as before", () => {
    const own = rowsOf(projectFolder);
    makeLargerProject(projectFolder, folder, own + 3);
    assert.equal(rowsOf(folder), own + 3);
    const ids = loadRunbook(join(folder, "RUNBOOK.md")).thresholds.map(({ id }) => id);
    assert.deepEqual(ids.slice(own), ["measurement-1", "measurement-2", "measurement-3"]);
    const settings = readFileSync(join(folder, "Pulumi.rehearsal.yaml"), "utf8");
    for (const id of ids.slice(own)) assert.ok(settings.includes(`${id}:`), id);
    assert.match(settings, /marsana-fleet:now: "2026-/);
  });

  it("is measured at four sizes, and without check where package.json has no such script", () => {
    const project = folder;
    writeFileSync(join(project, "package.json"), JSON.stringify({ scripts: {} }));
    const { cases, sizes } = casesOf(project, join(folder, "work"));
    assert.deepEqual(
      sizes.map(({ rows }) => rows),
      [rowsOf(project), rowsOf(project) * 10, 500, 1000],
    );
    const check = cases.find(({ name }) => name === "check");
    assert.equal(check?.args, undefined);
    assert.match(check?.leftOut ?? "", /no script `check`/);
  });
});

/** The processes that were started with a text among their words, by their id; none where there is no /proc. */
function processesWith(text: string): number[] {
  if (!hasProcessAccounts) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && pid !== process.pid && wordsOf(pid).some((word) => word.includes(text));
      } catch {
        return false;
      }
    });
}

/** Without the options of the benchmark itself. */
function wordsOf(pid: number): string[] {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return words.includes("bench/run.ts") ? [] : words;
}
