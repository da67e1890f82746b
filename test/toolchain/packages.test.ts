// That node_modules is what the lock file says, and is installed only when it is not.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FreshMachine, until } from "../support/freshMachine.ts";

const entry = "cli/runbook.ts";

describe("the packages", () => {
  it("are installed in a fresh clone, with progress on stderr only", async () => {
    const machine = new FreshMachine();
    const { code, stdout, stderr } = await machine.run([entry, "show"]);
    assert.deepEqual([code, JSON.parse(stdout).args, machine.calls], [0, ["show"], ["npm ci"]]);
    assert.match(stderr, /^installing the packages .* …\ninstalling the packages .*: done \(\d+ s\)\n$/);
  });

  it("are left alone, in silence, when nothing has changed", async () => {
    const machine = new FreshMachine();
    await machine.run([entry]);
    const { code, stderr } = await machine.run([entry]);
    assert.deepEqual([code, stderr, machine.calls], [0, "", ["npm ci"]]);
  });

  it("are installed again when the lock file has changed or node_modules is gone", async () => {
    const machine = new FreshMachine();
    await machine.run([entry]);
    machine.file("package-lock.json", '{ "packages": { "": {} } }');
    await machine.run([entry]);
    rmSync(join(machine.root, "node_modules"), { recursive: true });
    await machine.run([entry]);
    assert.deepEqual(machine.calls, ["npm ci", "npm ci", "npm ci"]);
  });

  it("are installed again after an installation that was killed half-way", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "npm"), slowNpm);
    const { child, ended } = machine.start([entry]);
    await until(() => existsSync(join(machine.root, "node_modules", "half")));
    child.kill("SIGTERM");
    assert.equal((await ended).signal, "SIGTERM");
    machine.program(join(machine.bin, "npm"), "");
    assert.equal((await machine.run([entry])).code, 0);
    assert.deepEqual(machine.calls, ["npm ci", "npm ci"]);
  });

  const locked = { version: "1.0.0", integrity: "sha512-a" };
  const lock = (packages: object) => JSON.stringify({ packages });

  it("are not installed again after somebody's own npm ci", async () => {
    const machine = new FreshMachine();
    const foreign = { ...locked, optional: true, os: ["plan9"] };
    machine.file("package-lock.json", lock({ "": {}, "node_modules/a": locked, "node_modules/b": foreign }));
    machine.file("node_modules/.package-lock.json", lock({ "node_modules/a": locked }));
    machine.file("node_modules/a/package.json", "{}");
    assert.deepEqual([(await machine.run([entry])).code, machine.calls], [0, []]);
  });

  for (const [what, installed] of [
    ["another version", { "node_modules/a": { ...locked, version: "1.0.1" } }],
    ["another content", { "node_modules/a": { ...locked, integrity: "sha512-b" } }],
    ["less", {}],
  ] as const) {
    it(`are installed again when somebody's own npm install left ${what}`, async () => {
      const machine = new FreshMachine();
      machine.file("package-lock.json", lock({ "": {}, "node_modules/a": locked }));
      machine.file("node_modules/.package-lock.json", lock(installed));
      machine.file("node_modules/a/package.json", "{}");
      assert.deepEqual([(await machine.run([entry])).code, machine.calls], [0, ["npm ci"]]);
    });
  }

  it("exit 3 with npm's own words when they cannot be installed, and try again the next time", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "npm"), 'console.error("npm error code E404"); process.exit(1);');
    const first = await machine.run([entry]);
    const second = await machine.run([entry]);
    assert.deepEqual([first.code, first.stdout, second.code], [3, "", 3]);
    assert.match(
      first.stderr,
      /npm could not install the packages\.\nTried:\n {2}1\. npm ci .*exit code 1.*\n.*E404/,
    );
    assert.deepEqual(machine.calls, ["npm ci", "npm ci"]);
  });

  it("exit 3 when there is no npm", async () => {
    const machine = new FreshMachine();
    rmSync(join(machine.bin, "npm"));
    const { code, stderr } = await machine.run([entry]);
    assert.equal(code, 3);
    assert.match(stderr, /could not be started: spawn npm ENOENT/);
  });

  it("are installed without scripts and with what the tests need, whatever the user's settings", async () => {
    const machine = new FreshMachine();
    machine.program(
      join(machine.bin, "npm"),
      'require("node:fs").writeFileSync("args", process.argv.join(" "));',
    );
    await machine.run([entry]);
    const args = readFileSync(join(machine.root, "args"), "utf8");
    assert.match(args, /ci --include=dev .*--loglevel=error --ignore-scripts/);
  });
});

const slowNpm = `
require("node:fs").mkdirSync("node_modules/half", { recursive: true });
setTimeout(() => {}, 60_000);
`;
