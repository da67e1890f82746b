// The page about adopting, as a reader follows it: every command that needs no account, run in a copy of the project.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { adoptingEverything } from "../support/adopting.ts";
import { commandsIn, missingIn } from "../support/docCommands.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const page = readFileSync(join(projectFolder, "docs/adopting.md"), "utf8");
const commands = commandsIn(page);
const free = commands.filter(({ needs }) => needs === "nothing");
const withAccount = commands.filter(({ needs }) => needs === "account");

describe("the page about adopting", function () {
  this.timeout(120_000);
  const project = join(temporaryFolder(), "project");
  before(function () {
    requireEngine.call(this);
    copyProject(project);
  });

  async function run(command: string): Promise<{ code: number | null; output: string }> {
    const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|MARSANA_|INIT_CWD$)/.test(name));
    const child = spawn("bash", ["-c", command], {
      cwd: project,
      env: Object.fromEntries(kept),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, output };
  }

  for (const { command, line, output: shown } of free) {
    it(`line ${line}: ${command}`, async () => {
      if (command.startsWith("sed")) namesWhatExists();
      const { code, output } = await run(command);
      assert.equal(code, 0, output);
      if (shown === undefined) return;
      assert.equal(missingIn(output, shown), undefined, output);
      // Where the page shows one operation alone, there is no other.
      const only = /stack rehearsal: … (\w+)\.$/m.exec(shown)?.[1];
      if (only !== undefined) assert.match(output, new RegExp(`stack rehearsal: \\d+ ${only}\\.$`, "m"));
    });
  }

  /** The ids of the example are those of the rehearsal. */
  function namesWhatExists(): void {
    const text = readFileSync(join(projectFolder, "docs/adopting.rehearsal.yaml"), "utf8");
    const { "marsana-fleet:adopt": named } = parse(text);
    const all = adoptingEverything(join(project, ".state/rehearsal"));
    const of = (names: object, from: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.keys(names).map((name) => [name, from[name]]));
    assert.deepEqual(
      {
        ...named,
        monitors: Object.fromEntries(Object.entries(named.monitors).map(([row, id]) => [row, String(id)])),
      },
      {
        ...all,
        monitors: of(named.monitors, all.monitors),
        vercelVariables: of(named.vercelVariables, all.vercelVariables),
      },
    );
  }

  it("leaves the rehearsal's config as it was", () => {
    assert.equal(
      readFileSync(join(project, "Pulumi.rehearsal.yaml"), "utf8"),
      readFileSync(join(projectFolder, "Pulumi.rehearsal.yaml"), "utf8"),
    );
  });

  it("gives, where an account is needed, commands and options that there are", async () => {
    for (const { command } of withAccount) {
      const flags = command.match(/--[a-z-]+/g) ?? [];
      const words = command.startsWith("npm run")
        ? `${command.split(" -- ")[0]} -- --help`
        : `${/^pulumi(?: [a-z]+)+/.exec(command)?.[0]} --help`;
      const { code, output } = await run(words);
      assert.equal(code, 0, `${words}\n${output}`);
      for (const flag of flags) assert.ok(output.includes(flag), `${words} does not know ${flag}`);
    }
  });
});
