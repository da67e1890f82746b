// What the page about adopting says of the config, without an engine: the keys that it sets and lists are those that there are.
import assert from "node:assert/strict";
import { namesAt, requirementAt, settingRows } from "../../inputs/settingsTable.ts";
import { commandsIn } from "../support/docCommands.ts";
import { pageOf } from "../support/pages.ts";

const page = pageOf("docs/adopting.md");
const withAccount = commandsIn(page).filter(({ needs }) => needs === "account");

describe("the page about adopting, on the config", () => {
  it("sets, where an account is needed, keys that there are, in their own form", () => {
    const sets = withAccount.flatMap(({ command }) => {
      const [, path, value] =
        /^pulumi config set .*--path 'marsana-fleet:([^']+)' '([^']+)'$/.exec(command) ?? [];
      // Of a list its first.
      return path === undefined ? [] : [[path.replace(/\[0\]$/, ".0"), value] as const];
    });
    assert.ok(sets.length > 0);
    for (const [path, value] of sets) assert.equal(requirementAt(path.split(".")).example, value, path);
    const shown = sets.map(([path]) => path.split(".")).filter(([section]) => section === "adopt");
    assert.deepEqual(shown.map(([, name]) => name).sort(), namesAt(["adopt"]).sort());
  });

  it("has a row for each key that adopts something", () => {
    const rows = settingRows().filter(({ path }) => path.startsWith("adopt."));
    assert.equal(rows.length, namesAt(["adopt"]).length);
    for (const name of namesAt(["adopt"])) assert.match(page, new RegExp(`^\\| \`${name}[.\`]`, "m"), name);
  });
});
