// Commands that no test can run, and those in the middle of a sentence, exist with the flags that the pages give them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages } from "../../cli/generatedPages.ts";
import { commandsIn, inlineCommandsIn } from "../support/docCommands.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";

const written = (path: string) => !(path in generatedPages());
const paths = ["README.md", ...globSync("docs/*.md", { cwd: projectFolder })].filter(written).sort();
const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));

const mentioned = paths.flatMap((path) => {
  const page = readFileSync(join(projectFolder, path), "utf8");
  const unrun = commandsIn(page).filter(({ run }) => !run);
  return [...unrun.map(({ command }) => command.replace(/\s+#.*$/s, "")), ...inlineCommandsIn(page)].map(
    (command) => ({ path, command }),
  );
});

describe("a command that is mentioned", function () {
  this.timeout(30_000);
  before(requireEngine);

  for (const { path, command } of mentioned.filter((one) => one.command.startsWith("pulumi "))) {
    it(`is one of Pulumi's, with its flags: ${command} (${path})`, () => {
      const words = command.split(/\s+/).slice(1);
      const { status, stdout, stderr } = spawnSync("pulumi", [...words, "--help"], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.match(stdout, new RegExp(`^ +pulumi ${words[0]}\\b`, "m"));
    });
  }

  for (const { path, command } of mentioned.filter((one) => one.command.startsWith("npm run "))) {
    it(`is one of this project's: ${command} (${path})`, () => {
      const [name = ""] = command.split(/\s+/).slice(2);
      for (const one of name.split("|")) assert.ok(one in scripts, `package.json has no script ${one}`);
    });
  }
});
