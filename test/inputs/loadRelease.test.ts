// Reading the manifest of a release: the one that is there, and every way in which it cannot be read.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse, stringify } from "yaml";
import { InputError } from "../../inputs/inputError.ts";
import { knownReleases, loadRelease } from "../../inputs/loadRelease.ts";
import { releaseFileSchema } from "../../inputs/releaseFileSchema.ts";
import { projectFolder } from "../support/inputs.ts";
import { emergencyOf, migrationOf, releaseOf } from "../support/situations.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const samples = join(projectFolder, "releases");
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const fits = ajv.compile(releaseFileSchema());

/** What a manifest says, as it stands in the file. */
const good = (changes: object = {}) => JSON.parse(JSON.stringify({ ...releaseOf(), ...changes }));
const window = (start: unknown, minutes: unknown = 120) => ({ window: { start, minutes } });

describe("the manifest of a release", () => {
  const folder = temporaryFolder();
  const home = join(folder, "2.0.0");
  beforeEach(() => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home);
  });

  function problems(text: string): readonly string[] {
    writeFileSync(join(home, "release.yaml"), text);
    return refusal("2.0.0");
  }

  function refusal(version: string): readonly string[] {
    try {
      loadRelease(folder, version);
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
    return [];
  }

  it("is read for every sample release of the project, which names its schema for editors, and fits it", () => {
    for (const version of knownReleases(samples)) {
      assert.equal(loadRelease(samples, version).version, version);
      const text = readFileSync(join(samples, version, "release.yaml"), "utf8");
      const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      assert.ok(existsSync(join(samples, version, path ?? "nothing")));
      assert.ok(fits(parse(text)), JSON.stringify(fits.errors));
    }
    assert.deepEqual(knownReleases(samples), ["1.0.0-rc1", "1.1.0-rc1"]);
  });

  it("is missed with the versions that there are", () => {
    assert.throws(
      () => loadRelease(samples, "3.0.0"),
      /choose --release with one of 1\.0\.0-rc1, 1\.1\.0-rc1/,
    );
    assert.throws(() => loadRelease(join(folder, "nothing"), "3.0.0"), /none \(there is no release yet\)/);
  });

  for (const version of ["../x", "..", ".", "v2.0.0", "2.0", "2.0.0/../2.0.0", "/etc", "2.0.0\u0000", ""]) {
    it(`is looked for under no such name as ${JSON.stringify(version)}`, () => {
      const [problem, ...more] = refusal(version);
      assert.deepEqual(more, []);
      assert.match(
        problem ?? "",
        /^--release: found ".*"; required: a semantic version without a leading v, such as 1\.4\.0; mend: /,
      );
    });
  }

  it("is refused with every problem at once", () => {
    const missing = [
      "window",
      "changes",
      "rollback",
      "authors",
      "deployer",
      "verifier",
      "onCall",
      "channels",
    ];
    assert.deepEqual(
      problems("version: 2\ncommit: ''\napprover: x\n").map((problem) => problem.split(": found")[0]),
      ["version", "commit", ...missing]
        .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
        .map((name) => `releases/2.0.0/release.yaml: ${name}`),
    );
  });

  it("is refused when its version is not its folder's", () => {
    assert.deepEqual(problems(stringify(good({ version: "2.0.1" }))), [
      "releases/2.0.0/release.yaml: found version 2.0.1; required: 2.0.0, the folder's name; mend: rename one",
    ]);
  });

  const wrong: readonly [what: string, changes: object, place: string, inEditors?: "unseen"][] = [
    ["a date that is none", window("2026-02-30T09:00:00Z"), "window.start"],
    ["an instant without a time zone", window("2026-02-03T09:00:00"), "window.start"],
    ["a date without a time", window("2026-02-03"), "window.start"],
    ["a window of no length", window("2026-02-03T09:00:00Z", 0), "window.minutes"],
    ["a window of more than a day", window("2026-02-03T09:00:00Z", 1441), "window.minutes"],
    ["a commit that is an option", { commit: "--upload-pack=x y" }, "commit"],
    ["a control character", { changes: ["a\u001b[2Kb"] }, "changes.0"],
    ["text that is turned around", { rollback: { plan: "\u202eenon", database: false } }, "rollback.plan"],
    ["a name that is no account", { verifier: "Ada Lovelace" }, "verifier"],
    ["nobody on call", { onCall: [] }, "onCall"],
    [
      "a file outside the repository",
      { migrations: [{ ...migrationOf("expand"), file: "../x.sql" }] },
      "migrations.0.file",
    ],
    ["a key that means nothing", { colour: "blue" }, "the manifest"],
    ["an emergency without a trigger", { kind: "emergency" }, "emergency"],
    ["a trigger without an emergency", { emergency: emergencyOf().emergency }, "emergency"],
    [
      "an incident that is no address",
      { kind: "emergency", emergency: { ...emergencyOf().emergency, incident: "x" } },
      "emergency.incident",
    ],
    ["an approver who is an author", { authors: ["Lea"] }, "approver", "unseen"],
    ["an approver who deploys", { deployer: "@lea" }, "approver", "unseen"],
    ["a version that is none", { version: "2" }, "version", "unseen"],
  ];
  for (const [what, changes, place, inEditors] of wrong) {
    it(`is refused with ${what}${inEditors === undefined ? ", in an editor too" : ""}`, () => {
      const found = problems(stringify(good(changes)));
      assert.deepEqual(
        found.map((problem) => problem.split(": found")[0]),
        [`releases/2.0.0/release.yaml: ${place}`],
      );
      assert.equal(fits(good(changes)), inEditors === "unseen");
    });
  }

  for (const text of [
    "version: [",
    "",
    "- a list",
    "version: 1.0.0\nversion: 2.0.0\n",
    "\u0000",
    "&a *a",
    "!!js/function x",
  ]) {
    it(`is refused, never crashed on, when it is ${JSON.stringify(text)}`, () => {
      assert.ok(problems(text).length > 0);
    });
  }

  const levels = "abcdefghi".split("");
  const bombs: Readonly<Record<string, string>> = {
    "of aliases that multiply": [
      `a: &a [${"x,".repeat(9)}x]`,
      ...levels.slice(1).map((name, index) => `${name}: &${name} [${`*${levels[index]},`.repeat(9)}x]`),
    ].join("\n"),
    "of an alias in itself": "a: &a [*a, *a]\nb: *a",
    "of brackets without end": "[".repeat(65_000),
    "of braces without end": "{a: ".repeat(16_000),
    "of dashes without end": "- ".repeat(32_000),
    "of anchors": Array.from({ length: 2000 }, (_, index) => `k${index}: &k${index} 1`).join("\n"),
    "of merges": `a: &a {${Array.from({ length: 500 }, (_, index) => `k${index}: 1`).join(", ")}}\n${"<<: *a\n".repeat(500)}`,
  };
  for (const [what, text] of Object.entries(bombs)) {
    it(`is refused, before a test's time is over, when it is a bomb ${what}`, () => {
      // Mocha wants whole stacks, and those of a parser thousands of calls deep take longer than its work.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 10;
      const found = problems(text);
      Error.stackTraceLimit = stackTraceLimit;
      assert.ok(found.length > 0);
      assert.ok(found.join("").length < 100_000, `${found.join("").length} characters of problems`);
    });
  }

  it("is read from no link, no folder and no huge file", () => {
    const place = "releases/2.0.0/release.yaml: found";
    assert.deepEqual(problems(`# ${"x".repeat(64 * 1024)}`), [
      `${place} ${64 * 1024 + 2} bytes; required: a manifest, of at most ${64 * 1024}; mend: shorten it`,
    ]);
    rmSync(join(home, "release.yaml"));
    writeFileSync(join(folder, "outside.yaml"), stringify(good()));
    symlinkSync(join(folder, "outside.yaml"), join(home, "release.yaml"));
    const refused = [`${place} a link, or a folder; required: a plain file; mend: take it away`];
    assert.deepEqual(refusal("2.0.0"), refused);
    rmSync(join(home, "release.yaml"));
    mkdirSync(join(home, "release.yaml"));
    assert.deepEqual(refusal("2.0.0"), refused);
  });
});

const order = Object.keys(releaseOf());
