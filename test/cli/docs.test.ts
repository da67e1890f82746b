// The generated pages: as committed, complete, and every line of theirs sets what it says.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages } from "../../cli/generatedPages.ts";
import { fileOf } from "../../cli/rulesPage.ts";
import { namesAt, settingRows } from "../../inputs/settingsTable.ts";
import { rules } from "../../policies/rules.ts";
import { secretNames } from "../support/config.ts";
import { projectFolder } from "../support/inputs.ts";

describe("the generated pages", () => {
  for (const [path, text] of Object.entries(generatedPages())) {
    it(`hold what the code says: ${path} (if not: npm run docs)`, () => {
      assert.equal(readFileSync(join(projectFolder, path), "utf8"), text);
    });
  }

  it("give every setting a type, a meaning and an example", () => {
    for (const { path, type, meaning, example } of settingRows()) {
      assert.ok(!/^$|\bany\b/.test(type), `the type of ${path} is "${type}"`);
      assert.ok(meaning !== "", `${path} has no meaning`);
      assert.ok(example !== "", `${path} has no example`);
    }
  });

  it("name every top-level key, every secret and every credential", () => {
    const page = generatedPages()["docs/config.md"] ?? "";
    for (const name of namesAt([])) assert.match(page, new RegExp(`^\\| \`marsana-fleet:${name}\\b`, "m"));
    for (const key of secretNames)
      assert.ok(page.includes(`pulumi config set --stack <stack> --secret '${key}'`), key);
  });

  it("give every rule a mend, whose settings exist, and a link to its file", () => {
    const keys = settingRows().flatMap(({ path }) => {
      const parts = path.replaceAll(/\[\d+\]/g, "").split(".");
      return parts.map((_, index) => `marsana-fleet:${parts.slice(0, index + 1).join(".")}`);
    });
    for (const { name, mend } of rules) {
      assert.match(mend, /\.$/, `${name} has no mend`);
      for (const [, key = ""] of mend.matchAll(/`(marsana-fleet:[\w.]+)`/g))
        assert.ok(keys.includes(key), `the mend of ${name} names ${key}`);
      assert.ok(existsSync(join(projectFolder, "policies", fileOf(name))), name);
    }
  });
});
