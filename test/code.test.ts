// What no single test sees: the format, the lint and the types of all that is committed.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ended } from "./support/ended.ts";
import { projectFolder } from "./support/inputs.ts";

describe("the code", function () {
  // A first check of all types takes half a minute of one core; later ones read what the first has kept.
  this.timeout(180_000);

  const checked = async (program: string, ...args: string[]) => {
    const bin = join(projectFolder, "node_modules", ".bin", program);
    const { code, stdout, stderr } = await ended(bin, args, { cwd: projectFolder, env: process.env });
    assert.equal(code, 0, `${stdout}${stderr}`);
  };

  it("is formatted, and the linter finds nothing", () => checked("biome", "check", "--error-on-warnings"));

  it("has no error of types", () =>
    checked(
      "tsc",
      ...["--noEmit", "--project", "."],
      ...["--incremental", "--tsBuildInfoFile", join(".state", "types.tsbuildinfo")],
    ));
});
