// Where the Pulumi engine comes from: each way in its turn, and what is said when none is left.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { downloadsPulumi, type Ended, FreshMachine, go, saysVersion } from "../support/freshMachine.ts";

const entry = "cli/stack.ts";
const pathOf = ({ stdout }: Ended): string[] => JSON.parse(stdout).path;
const shimsOf = (machine: FreshMachine) => join(machine.root, "toolchain", "shims");

describe("the engine", () => {
  it("is the one on PATH when that is recent, with the policy host's stand-in last on PATH", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "pulumi"), saysVersion("3.255.0"));
    assert.deepEqual(pathOf(await machine.run([entry])), [machine.bin, shimsOf(machine)]);
    assert.ok(existsSync(join(shimsOf(machine), "pulumi-analyzer-policy-nodejs")));
    assert.equal((await machine.run([entry])).stderr, "");
    assert.deepEqual(machine.calls, ["npm ci", "pulumi version"]);
  });

  it("is asked for its version again when the program on PATH has changed", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "pulumi"), saysVersion("3.255.0"));
    await machine.run([entry]);
    machine.program(join(machine.bin, "pulumi"), saysVersion("3.255.10"));
    await machine.run([entry]);
    assert.deepEqual(machine.calls, ["npm ci", "pulumi version", "pulumi version"]);
  });

  for (const version of ["3.255.0", "3.265.0"]) {
    it(`is ${version} of Pulumi's version cache when the one on PATH is too old`, async () => {
      const machine = new FreshMachine();
      const cached = join(machine.versions, version, "bin");
      machine.program(join(machine.bin, "pulumi"), saysVersion("3.254.9"));
      machine.program(join(cached, "pulumi"), saysVersion(version));
      assert.deepEqual(pathOf(await machine.run([entry])), [cached, machine.bin, shimsOf(machine)]);
      assert.deepEqual(machine.calls, ["npm ci", "pulumi version", "pulumi version"]);
    });
  }

  it("is the one its installer left in the user's folder, in PULUMI_HOME when that is set", async () => {
    const machine = new FreshMachine();
    machine.env["PULUMI_HOME"] = join(machine.folder, "elsewhere");
    machine.program(join(machine.folder, "elsewhere", "bin", "pulumi"), saysVersion("3.300.0"));
    assert.equal(pathOf(await machine.run([entry]))[0], join(machine.folder, "elsewhere", "bin"));
  });

  it("is downloaded by the official wrapper into the version cache", async () => {
    const machine = new FreshMachine();
    machine.wrapper = downloadsPulumi;
    const first = await machine.run([entry]);
    const second = await machine.run([entry]);
    const bin = join(machine.versions, "3.265.0", "bin");
    assert.deepEqual([pathOf(first)[0], pathOf(second)[0], second.stderr], [bin, bin, ""]);
    assert.deepEqual(machine.calls, ["npm ci", "npm install"]);
    assert.deepEqual(readdirSync(machine.versions), ["3.265.0"]);
  });

  it("is built when the download fails, and that is said", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "go"), go("1.26.8"));
    const first = await machine.run([entry]);
    const second = await machine.run([entry]);
    const bin = join(machine.versions, "3.255.0", "bin");
    assert.deepEqual([pathOf(first)[0], pathOf(second)[0], second.stderr], [bin, bin, ""]);
    assert.deepEqual(machine.calls, ["npm ci", "npm install", "go version", "go build"]);
    assert.match(first.stderr, /downloading Pulumi 3\.265\.0: failed: ended with exit code 1/);
    assert.match(first.stderr, /building Pulumi 3\.255\.0 from source.*: done/);
    assert.deepEqual(readdirSync(bin), ["pulumi"]);
  });

  it("is built when the download has no connection", async () => {
    const machine = new FreshMachine();
    machine.wrapper = "setTimeout(() => {}, 60_000);";
    machine.program(join(machine.bin, "go"), go("1.26.8"));
    const { code, stderr } = await machine.run([entry], { limits: { silence: 300 } });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /downloading Pulumi 3\.265\.0: failed: no sign of a connection for 0\.3 s, so it was stopped/,
    );
  });

  it("exits 3 when no way is left, with every way that was tried and what to install", async () => {
    const machine = new FreshMachine();
    machine.program(join(machine.bin, "pulumi"), saysVersion("3.100.0"));
    machine.program(join(machine.bin, "go"), go("1.21.0"));
    const { code, stdout, stderr } = await machine.run([entry]);
    assert.deepEqual([code, stdout], [3, ""]);
    const shown = stderr.slice(stderr.indexOf("No Pulumi")).replaceAll(machine.folder, "~");
    assert.deepEqual(
      shown
        .replaceAll(/\(after .*?\)/g, "")
        .trimEnd()
        .split(/ *\n/),
      nothingWorked,
    );
  });

  it("is not looked for by an entry that needs none", async () => {
    const machine = new FreshMachine();
    assert.deepEqual(pathOf(await machine.run(["cli/runbook.ts"])), [machine.bin]);
    assert.deepEqual(machine.calls, ["npm ci"]);
  });

  it("is said to be missing but does not hold up the tests, which skip what needs it", async () => {
    const machine = new FreshMachine();
    const { code, stdout, stderr } = await machine.run(["test/run.ts", "runbook"]);
    assert.deepEqual([code, JSON.parse(stdout).args], [0, ["runbook"]]);
    assert.match(stderr, /No Pulumi 3\.255\.0 or newer could be found, downloaded or built\./);
  });
});

const nothingWorked = [
  "No Pulumi 3.255.0 or newer could be found, downloaded or built.",
  "Tried:",
  "  1. pulumi on PATH: ~/bin/pulumi is 3.100.0",
  "  2. pulumi in ~/home/.pulumi/bin: not there",
  "  3. Pulumi's version cache in ~/home/.pulumi/versions: not there",
  "  4. the official download of 3.265.0: ended with exit code 1",
  "     | getaddrinfo ENOTFOUND",
  "  5. a build of 3.255.0 from its Go module: ~/bin/go is 1.21.0; Go 1.25.11 or newer is required",
  "     | go version go1.21.0 linux/amd64",
  "To mend it, do one of these and run the same command again:",
  "  - install Pulumi: https://www.pulumi.com/docs/install/",
  "  - install Go, so that it can be built here: https://go.dev/doc/install",
];
