// Reading the manifest of a release: the one that is there, and every way in which it cannot be read.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../inputs/inputError.ts";
import { knownReleases, loadRelease } from "../../inputs/loadRelease.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the manifest of a release", () => {
  const folder = temporaryFolder();

  function problems(text: string, version = "2.0.0"): readonly string[] {
    mkdirSync(join(folder, version), { recursive: true });
    writeFileSync(join(folder, version, "release.yaml"), text);
    try {
      loadRelease(folder, version);
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
    return [];
  }

  it("is read for every sample release of the project", () => {
    const releases = join(projectFolder, "releases");
    for (const version of knownReleases(releases))
      assert.equal(loadRelease(releases, version).version, version);
    assert.deepEqual(knownReleases(releases), ["1.0.0-rc1", "1.1.0-rc1"]);
  });

  it("is missed with the versions that there are", () => {
    assert.throws(
      () => loadRelease(join(projectFolder, "releases"), "3.0.0"),
      /choose --release with one of 1\.0\.0-rc1, 1\.1\.0-rc1/,
    );
    assert.throws(() => loadRelease(join(folder, "nothing"), "3.0.0"), /none \(there is no release yet\)/);
  });

  it("is refused with every problem at once", () => {
    const found = problems("version: 2\ncommit: ''\napprover: x\n");
    assert.deepEqual(
      found.map((problem) => problem.split(": found")[0]),
      [
        "releases/2.0.0/release.yaml: version",
        "releases/2.0.0/release.yaml: commit",
        "releases/2.0.0/release.yaml: the manifest",
      ],
    );
  });

  it("is refused when its version is not its folder's", () => {
    assert.deepEqual(problems("version: 2.0.1\ncommit: main\n"), [
      "releases/2.0.0/release.yaml: found version 2.0.1; required: 2.0.0, the folder's name; mend: rename one",
    ]);
  });

  for (const text of ["version: [", "", "- a list", "version: 1.0.0\nversion: 2.0.0\n", "\u0000"]) {
    it(`is refused, never crashed on, when it is ${JSON.stringify(text)}`, () => {
      assert.ok(problems(text).length > 0);
    });
  }
});
