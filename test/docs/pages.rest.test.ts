// The pages that need no account as a reader meets them: every command is run, ends as the page says, and prints what it shows.
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { commandsIn } from "../support/docCommands.ts";
import { projectFolder } from "../support/inputs.ts";
import { describeFreePages, free, pageOf, withAccount } from "../support/pages.ts";

describeFreePages("the pages that need no account", free);

describe("a page", () => {
  for (const path of ["README.md", ...free]) {
    it(`needs no account where it says so: ${path}`, () => {
      assert.deepEqual(
        commandsIn(pageOf(path)).filter(({ needs }) => needs === "account"),
        [],
      );
    });
  }

  it("has its commands run by a test: here, or in a test of its own", () => {
    const ownTest = ["docs/adopting.md"];
    const all = ["README.md", ...globSync("docs/*.md", { cwd: projectFolder })];
    const withCommands = all.filter((path) => commandsIn(pageOf(path)).length > 0);
    assert.deepEqual(withCommands.sort(), ["README.md", ...free, ...withAccount, ...ownTest].sort());
  });
});
