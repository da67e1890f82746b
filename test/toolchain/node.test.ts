// Which Node an entry runs on, and that a right one is never paid for.
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Ended, FreshMachine, saysVersion } from "../support/freshMachine.ts";

const entry = "cli/runbook.ts";
const pathOf = ({ stdout }: Ended): string[] => JSON.parse(stdout).path;

/** A machine whose only Node is 20. */
function oldMachine(): FreshMachine {
  const machine = new FreshMachine();
  rmSync(join(machine.bin, "node"));
  machine.program(join(machine.bin, "node"), saysVersion("20.20.2"));
  return machine;
}
const old = { nodeVersion: "20.20.2", platform: "linux" };

/** An npm that leaves a folder of the package behind, without the program, and dies. */
const diesHalfWay = `
const { mkdirSync } = require("node:fs");
const [verb, ...args] = process.argv.slice(2);
const modules = args[args.indexOf("--prefix") + 1] + "/node_modules";
mkdirSync(modules, { recursive: true });
if (verb === "install") {
  mkdirSync(modules + "/" + args.find((arg) => /^[a-z0-9-]+@\\d/.test(arg)).split("@")[0] + "/bin", { recursive: true });
  process.exit(1);
}
`;

describe("the right Node", () => {
  it("is the running one, with PATH as it was", async () => {
    const machine = new FreshMachine();
    assert.deepEqual(pathOf(await machine.run([entry])), [machine.bin]);
    assert.deepEqual(machine.calls, ["npm ci"]);
  });

  it("stands first on PATH when it is not what `node` starts there", async () => {
    const machine = oldMachine();
    assert.deepEqual(pathOf(await machine.run([entry])), [dirname(process.execPath), machine.bin]);
    assert.deepEqual(machine.calls, ["npm ci"]);
  });

  it("is one from PATH when the running one is too old", async () => {
    const machine = new FreshMachine();
    const { code, stdout } = await machine.run([entry, "show"], old);
    assert.deepEqual([code, JSON.parse(stdout)], [0, { args: ["show"], path: [machine.bin] }]);
    assert.deepEqual(machine.calls, ["npm ci"]);
  });

  it("is fetched once, into the user's cache, when there is none", async () => {
    const machine = oldMachine();
    const first = await machine.run([entry, "show"], old);
    const second = await machine.run([entry, "show"], old);
    const [bin = "", ...rest] = pathOf(first);
    assert.ok(bin.startsWith(machine.cache) && existsSync(join(bin, "node")), bin);
    assert.deepEqual([rest, pathOf(second), second.stderr], [[machine.bin], [bin, machine.bin], ""]);
    assert.deepEqual(machine.calls, ["npm ci", "node --version", "npm install"]);
    assert.match(first.stderr, /fetching a newer Node, node-\S+ \(this one is 20\.20\.2\): done/);
  });

  it("is fetched into the folder that the user names", async () => {
    for (const [name, folder] of [
      ["XDG_CACHE_HOME", "marsana-toolchain"],
      ["MARSANA_TOOLCHAIN_HOME", "."],
    ] as const) {
      const machine = oldMachine();
      machine.env[name] = join(machine.folder, "elsewhere");
      const [bin = ""] = pathOf(await machine.run([entry], old));
      assert.ok(bin.startsWith(join(machine.folder, "elsewhere", folder)), bin);
    }
  });

  it("is not taken from what was fetched half", async () => {
    const machine = oldMachine();
    machine.program(join(machine.bin, "npm"), diesHalfWay);
    const { code, stderr } = await machine.run([entry], old);
    assert.equal(code, 3);
    assert.match(
      stderr,
      /1\. the running Node: .* is 20\.20\.2\n {2}2\. node on PATH: .*\n {2}3\. a Node from npm/,
    );
    assert.match(stderr, /- install a current Node: https:\/\/nodejs\.org/);
  });

  it("says so where npm has none for the machine", async () => {
    const { code, stderr } = await oldMachine().run([entry], { ...old, platform: "plan9" });
    assert.equal(code, 3);
    assert.match(stderr, /a Node from npm: there is none for plan9-/);
  });

  it("says plainly that Windows is not supported", async () => {
    const { code, stderr, stdout } = await new FreshMachine().run([entry], { platform: "win32" });
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(stderr, /^Windows is not supported\. Use WSL 2/);
  });
});
