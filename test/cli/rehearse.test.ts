// `npm run rehearse` as a process: what it prints, how it ends, and that it leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inProcess } from "../support/inProcess.ts";
import { projectFolder } from "../support/inputs.ts";
import { plantedToken } from "../support/supabase.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("npm run rehearse", function () {
  this.timeout(60_000);
  const root = temporaryFolder();
  let count = 0;

  /** With a folder of its own for what is temporary, and a real token and clock that it must not see. */
  function environment(): { env: NodeJS.ProcessEnv; temporary: string } {
    const temporary = join(root, `${count++}`);
    mkdirSync(temporary);
    const env = {
      PATH: process.env["PATH"],
      TMPDIR: temporary,
      SUPABASE_ACCESS_TOKEN: plantedToken,
      SUPABASE_API_URL: "http://127.0.0.1:9",
      MARSANA_NOW: "2030-01-01T00:00:00Z",
      MARSANA_EVIDENCE: join(temporary, "nowhere"),
    };
    return { env, temporary };
  }

  async function rehearse(...args: string[]) {
    const { env, temporary } = environment();
    const result = await inProcess("cli/rehearse.ts", args, { cwd: projectFolder, env });
    assert.deepEqual(readdirSync(temporary), [], "nothing is left behind");
    return result;
  }

  it("shows the gate shut, proven and open, and exits with 0", async () => {
    const { code, stdout, stderr } = await rehearse();
    assert.deepEqual([code, stderr], [0, ""]);
    const heads = stdout.split("\n").filter((line) => /^T/.test(line));
    assert.deepEqual(heads, [
      "T-49h  2026-02-01T08:00:00.000Z  WAITING",
      "T-25h  2026-02-02T08:00:00.000Z  WAITING",
      "T-1h10m  2026-02-03T07:50:00.000Z  WAITING",
      "T  2026-02-03T09:00:00.000Z  READY",
      "The gate was shut until the window, and is open in it.",
    ]);
    assert.match(
      stdout,
      /^ {2}backed up 1-0-0-rc1-[0-9a-f]{8} \(backup\): AVAILABLE since 2026-02-02T08:00:00/m,
    );
    assert.doesNotMatch(stdout, / FAIL /);
  });

  it("prints one object, the same each time", async () => {
    const { code, stdout } = await rehearse("--json");
    assert.equal(code, 0);
    const { release, opened, steps } = JSON.parse(stdout);
    assert.deepEqual([release, opened, steps.length], ["1.0.0-rc1", true, 4]);
    const withoutPorts = (text: string) => text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1");
    assert.equal(withoutPorts((await rehearse("--json")).stdout), withoutPorts(stdout));
  });

  it("exits with 1 where the gate stays shut, and says what holds it", async () => {
    const { code, stdout } = await rehearse("--release", "1.1.0-rc1");
    assert.equal(code, 1);
    assert.match(stdout, /The gate did not do what it must.*\n {2}- require-full-commit /);
  });

  it("exits with 2 for a release that there is not", async () => {
    const { code, stderr } = await rehearse("--release", "9.9.9");
    assert.equal(code, 2);
    assert.match(stderr, /There is no release 9\.9\.9/);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends on ${signal}, and leaves nothing behind`, async () => {
      const { env, temporary } = environment();
      const child = spawn(process.execPath, ["cli/rehearse.ts"], { cwd: projectFolder, env, stdio: "pipe" });
      let stderr = "";
      child.stderr.on("data", (text) => (stderr += text));
      child.stdout.once("data", () => child.kill(signal));
      child.stdout.resume();
      const code = await new Promise((resolve) => child.on("close", resolve));
      assert.deepEqual([code, stderr], [3, `The command was ended by ${signal}.\n`]);
      assert.deepEqual(readdirSync(temporary), []);
    });
  }
});
