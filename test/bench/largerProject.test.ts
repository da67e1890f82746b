// The larger project that the measurements are made of: with more rows, nothing in it is refused.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeLargerProject, rowsOf } from "../../bench/largerProject.ts";
import { ended } from "../support/ended.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("a larger project", function () {
  this.timeout(60_000);
  const folder = join(temporaryFolder(), "larger");

  it("has the rows that are asked for, and passes a check with all of its rules", async () => {
    mkdirSync(folder);
    makeLargerProject(projectFolder, folder, 70);
    assert.equal(rowsOf(folder), 70);
    const { code, stdout, stderr } = await ended(process.execPath, ["cli/check.ts"], {
      cwd: folder,
      env: process.env,
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^PASSED: check of stack rehearsal: 169 resources declared\./);
  });

  it("cannot have fewer rows than the project", () => {
    assert.throws(
      () => makeLargerProject(projectFolder, folder, 1),
      /the project has 6 rows already: it cannot have 1/,
    );
  });
});
