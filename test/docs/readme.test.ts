// The README as a reader meets it: every command is run, and prints what it shows; of the other pages, that a test runs them.
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { commandsIn } from "../support/docCommands.ts";
import { projectFolder } from "../support/inputs.ts";
import { describeFreePages, free, pageOf, withAccount } from "../support/pages.ts";

describeFreePages("the README", ["README.md"]);

describe("a page", () => {
  for (const path of ["README.md", ...free]) {
    it(`needs no account where it says so: ${path}`, () => {
      assert.deepEqual(
        commandsIn(pageOf(path)).filter(({ needs }) => needs === "account"),
        [],
      );
    });
  }

  it("has its commands run by a test: here, in the second tier, or in a test of its own", () => {
    const ownTest = ["docs/adopting.md"];
    const all = ["README.md", ...globSync("docs/*.md", { cwd: projectFolder })];
    const withCommands = all.filter((path) => commandsIn(pageOf(path)).length > 0);
    assert.deepEqual(withCommands.sort(), ["README.md", ...free, ...withAccount, ...ownTest].sort());
  });
});
