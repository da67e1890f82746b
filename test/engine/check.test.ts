// A check without an engine: what it says of stack files, runbooks and releases; check.rest.test.ts, that a preview says the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { cannotTell, check } from "../../engine/check/check.ts";
import type { RunResult } from "../../engine/result.ts";
import program from "../../index.ts";
import { projectFolder } from "../../inputs/inputs.ts";
import { withEnvironment } from "../support/environment.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const folder = temporaryFolder();

/** A folder with a stack file of the rehearsal that has one edit. */
function stackFolder(name: string, edit: (text: string) => string): string {
  const own = join(folder, name);
  mkdirSync(own);
  const text = readFileSync(join(projectFolder, "Pulumi.rehearsal.yaml"), "utf8");
  writeFileSync(join(own, "Pulumi.rehearsal.yaml"), edit(text));
  return own;
}

const checked = async (variables = {}, from = projectFolder, stack = "rehearsal"): Promise<RunResult> =>
  await withEnvironment(variables, () => check({ stack, folder: from, program }));

describe("a check without an engine", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("declares what a preview declares, and says what it cannot tell", async () => {
    const { result, command, resources, violations, changes, ...rest } = await checked();
    assert.deepEqual([result, command, violations], ["passed", "check", []]);
    assert.ok(resources.length > 30 && resources.every(({ op }) => op === "declare"));
    assert.deepEqual(changes, { create: 0, import: 0, update: 0, replace: 0, delete: 0, same: 0 });
    const [known, notes] = [cannotTell.length, rest.cannotTell ?? []];
    assert.deepEqual(notes.slice(0, known), cannotTell);
    assert.ok(
      notes.includes(
        "match-incident-monitors: the query of a composite monitor is not known yet; judged during the update, before the resource is touched",
      ),
    );
    assert.deepEqual(Object.keys(rest.outputs).sort().slice(0, 2), ["dashboards", "links"]);
  });

  it("shows no secret, not even an encrypted one", async () => {
    const text = JSON.stringify(await checked());
    assert.ok(text.includes('"[secret]"'));
    assert.doesNotMatch(text, /v1:[\w+/]{12,}|"encrypted"/);
  });

  it("finds a secret that stands in the stack file in plain text", async () => {
    const from = stackFolder("plain", (text) =>
      text.replace(/(mapboxToken:)\n {4}secure: .*/, "$1 pk.in-plain-text"),
    );
    const { result, problems } = await checked({}, from);
    assert.equal(result, "invalid");
    assert.match(
      String(problems),
      /^marsana-fleet:mapboxToken: found plain text; required: an encrypted value/,
    );
    assert.ok(!String(problems).includes("pk.in-plain-text"));
  });

  it("says where a stack file is no stack file", async () => {
    for (const [name, text] of [
      ["broken", "config: [unclosed"],
      ["list", "- one\n- two\n"],
      ["scalar", "config: 7\n"],
    ] as const) {
      const { result, problems } = await checked(
        {},
        stackFolder(name, () => text),
      );
      assert.equal(result, "invalid");
      assert.match(String(problems), /Pulumi\.rehearsal\.yaml: found .*; required: the settings of a stack/);
    }
  });

  it("says that there is no such stack", async () => {
    const { result, problems } = await checked({}, projectFolder, "nowhere");
    assert.equal(result, "invalid");
    assert.match(String(problems), /--stack: found nowhere/);
  });

  it("does what a preview does with a mistake in the program: it says so, and does not pass", async () => {
    const mistaken = async () => {
      await program();
      throw new Error("a mistake in the program");
    };
    const { result, problems } = await check({
      stack: "rehearsal",
      folder: projectFolder,
      program: mistaken,
    });
    assert.deepEqual([result, problems], ["failed", ["a mistake in the program"]]);
  });
});

describe("the command npm run check", function () {
  this.timeout(60_000);

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["cli/check.ts", ...args], {
      cwd: projectFolder,
      encoding: "utf8",
      // An engine that could be found would be asked in vain: there is none on this PATH.
      env: { HOME: folder, PATH: folder },
    });

  it("needs no engine, exits with the result's code, and prints one JSON object", () => {
    const passed = run("--json");
    assert.equal(passed.status, 0, passed.stderr);
    assert.equal(JSON.parse(passed.stdout).result, "passed");
    const blocked = run("--json", "--release", "1.1.0-rc1");
    assert.deepEqual([blocked.status, JSON.parse(blocked.stdout).result], [1, "blocked"]);
    assert.equal(run("--release", "9.9.9").status, 2);
    assert.equal(run("--now", "yesterday").status, 2);
  });

  it("says for people what it found, and what it cannot tell", () => {
    const { stderr, stdout } = run();
    assert.equal(stderr, "");
    assert.match(stdout, /^PASSED: check of stack rehearsal: \d+ resources declared\.$/m);
    for (const what of cannotTell) assert.ok(stdout.includes(what), what);
  });
});
