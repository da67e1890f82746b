// What every entry does with what was typed: options that npm kept, help with an example, refusals with what was meant.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { parse } from "shell-quote";
import { cli as bench } from "../../bench/run.ts";
import { helpful, parsed, pathOf, swallowedIn } from "../../cli/arguments.ts";
import { cli as check } from "../../cli/check.ts";
import { cli as docs } from "../../cli/docs.ts";
import { examples } from "../../cli/examples.ts";
import { cli as rehearse } from "../../cli/rehearse.ts";
import { cli as runbook } from "../../cli/runbook.ts";
import { cli as schemas } from "../../cli/schemas.ts";
import { cli as stack } from "../../cli/stack.ts";
import { cli as supabase } from "../../cli/supabase.ts";
import { cli as tests } from "../run.ts";
import { ended } from "../support/ended.ts";
import { projectFolder } from "../support/inputs.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const entries = [stack, check, runbook, rehearse, supabase, docs, schemas, bench, tests];
const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
const commands = entries.flatMap(leaves);

/** What npm 11 exports for a script of package.json. */
function underNpm(script: string, kept: Readonly<Record<string, string>>) {
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  return {
    npm_command: "run",
    npm_lifecycle_event: script,
    npm_lifecycle_script: scripts[script],
    npm_config_yes: "",
    npm_config_node_gyp: "/npm/node-gyp.js",
    ...kept,
  };
}

/** What a command writes while its arguments are read, and the exit code. */
async function read(command: Command, args: readonly string[], environment = {}) {
  let out = "";
  let err = "";
  const all = (each: Command): Command[] => [each, ...each.commands.flatMap(all)];
  // Each has an object of its own or shares its parent's: what is put back is what each was given.
  const before = all(command).map((each) => [each, { ...each.configureOutput() }] as const);
  for (const [each] of before)
    each.configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (err += text) });
  const code = await parsed(command, args, environment);
  for (const [each, output] of before) each.configureOutput(output);
  return { code, out, err };
}

describe("an option that npm kept for itself", () => {
  const line = (root: Command, args: string[], script: string, kept: Record<string, string>) =>
    /fix: (.*)/.exec(swallowedIn(root, args, underNpm(script, kept)) ?? "")?.[1];

  it("is refused with the line to type, by every command that has it", () => {
    const prod = { npm_config_stack: "prod" };
    assert.equal(line(check, [], "check", prod), "npm run check -- --stack prod");
    for (const name of ["preview", "up", "destroy", "outputs"])
      assert.equal(line(stack, [name], name, prod), `npm run ${name} -- --stack prod`);
    assert.equal(line(runbook, ["doctor"], "runbook", prod), "npm run runbook -- doctor --stack prod");
    assert.equal(line(supabase, ["status"], "supabase", prod), "npm run supabase -- status --stack prod");
    const release = { npm_config_release: "1.1.0-rc1" };
    assert.equal(line(rehearse, [], "rehearse", release), "npm run rehearse -- --release 1.1.0-rc1");
    assert.equal(line(bench, [], "bench", { npm_config_runs: "1" }), "npm run bench -- --runs 1");
    assert.equal(line(tests, ["docs"], "test", { npm_config_rest: "true" }), "npm test -- docs --rest");
  });

  it("takes back the word that npm has torn off it", () => {
    const torn = { npm_config_stack: "true" };
    assert.equal(line(check, ["prod"], "check", torn), "npm run check -- --stack prod");
    assert.equal(
      line(runbook, ["checklist", "1.1.0-rc1", "prod"], "runbook", torn),
      "npm run runbook -- checklist 1.1.0-rc1 prod --stack <name>",
      "which of the two words is the version, nobody knows",
    );
    assert.equal(line(check, [], "check", torn), "npm run check -- --stack <name>");
  });

  it("stands in the line beside what has reached the command", () => {
    assert.equal(
      line(stack, ["up", "--release", "none"], "up", { npm_config_yes: "true", npm_config_json: "true" }),
      "npm run up -- --release none --json --yes",
    );
    const runbooks = { npm_config_runbook: "my runbook.md" };
    assert.equal(line(check, [], "check", runbooks), "npm run check -- --runbook 'my runbook.md'");
  });

  it("is found where it is nearly one of the command's", () => {
    assert.match(
      String(swallowedIn(check, [], underNpm("check", { npm_config_stak: "prod" }))),
      /^--stak: .* fix: write --stack, behind --$/,
    );
  });

  it("is left alone where it is no option of the command, is off, or was not typed", () => {
    assert.equal(line(check, [], "check", { npm_config_yes: "true" }), undefined);
    assert.equal(line(stack, ["up"], "up", { npm_config_yes: "" }), undefined);
    assert.equal(
      line(stack, ["up"], "up", { npm_config_json: "true", NPM_CONFIG_JSON: "true" }),
      undefined,
      "an exported variable",
    );
    assert.equal(swallowedIn(check, [], { npm_config_stack: "prod" }), undefined, "no npm");
  });

  const folder = temporaryFolder();
  it("is left alone where a configuration of npm says it", () => {
    writeFileSync(join(folder, ".npmrc"), "json = true\n");
    const kept = { npm_config_json: "true", npm_config_local_prefix: folder };
    assert.equal(line(check, [], "check", kept), undefined);
    assert.equal(
      line(check, [], "check", { ...kept, npm_config_stack: "prod" }),
      "npm run check -- --stack prod",
    );
  });

  it("ends the real command with exit code 2 before it does anything", async function () {
    this.timeout(60_000);
    for (const args of [["--stack=prod"], ["--stack", "prod"]]) {
      const { code, stdout, stderr } = await ended("npm", ["run", "-s", "check", ...args], {
        cwd: projectFolder,
        env: process.env,
      });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /fix: npm run check -- --stack prod$/m);
    }
  });
});

describe("the help of a command", () => {
  for (const command of commands) {
    const path = pathOf(command);
    it(`shows an example that the command accepts, in 80 columns: ${path}`, async () => {
      const example = examples[path] ?? "";
      const words = parse(example).filter((word) => typeof word === "string");
      const typed = words.slice(words.indexOf("--") + 1);
      const below = path.split(" ").length === 2 ? typed.slice(1) : typed;
      // Tests of the commands in this process find no value of the example in them.
      command.saveStateBeforeParse();
      const { operands, unknown } = command.parseOptions(words.includes("--") ? below : []);
      command.restoreStateBeforeParse();
      assert.deepEqual(unknown, []);
      const required = command.registeredArguments.filter((argument) => argument.required);
      assert.ok(operands.length >= required.length, example);

      helpful(command);
      const { out, code } = await read(command, ["--help"]);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^Usage: npm (run )?${path.replace(" ", " -- ")}( --)? `, "m"));
      assert.ok(out.replaceAll(" \\\n    ", " ").includes(`Example:\n  ${example}\n`), out);
      assert.deepEqual(
        out.split("\n").filter((text) => text.length > 80),
        [],
      );
    });
  }

  it("lists the command's own options alone", () => {
    const listed = (name: string) =>
      stack.commands.find((each) => each.name() === name)?.options.map(({ long }) => long);
    assert.deepEqual(listed("preview"), [
      "--stack",
      "--json",
      "--runbook",
      "--release",
      "--now",
      "--verbose",
    ]);
    assert.deepEqual(listed("up"), [
      "--stack",
      "--json",
      "--runbook",
      "--release",
      "--now",
      "--yes",
      "--verbose",
    ]);
    assert.deepEqual(listed("destroy"), ["--stack", "--json", "--yes", "--verbose"]);
    assert.deepEqual(listed("outputs"), ["--stack", "--json"]);
  });

  it("has an example for every command, and for nothing else", () => {
    assert.deepEqual(Object.keys(examples).sort(), commands.map(pathOf).sort());
  });

  it("changes nothing, and is plain text where it is no terminal", async function () {
    this.timeout(60_000);
    for (const entry of ["cli/docs.ts", "cli/schemas.ts", "bench/run.ts", "test/run.ts", "cli/rehearse.ts"]) {
      const env = { ...process.env, FORCE_COLOR: undefined };
      const { code, stdout, stderr } = await ended(process.execPath, [entry, "--help"], {
        cwd: projectFolder,
        env,
      });
      assert.deepEqual([code, stderr], [0, ""], entry);
      assert.match(stdout, /^Usage: npm .*\n\n/);
      assert.ok(!stdout.includes("\u001b"));
    }
  });
});

describe("arguments that a command does not have", () => {
  it("are refused by name, with what was meant", async () => {
    const refused = async (root: Command, ...args: string[]) => {
      const { code, out, err } = await read(root, args);
      assert.deepEqual([code, out], [2, ""]);
      return err;
    };
    assert.equal(
      await refused(check, "--stak", "prod"),
      "error: unknown option '--stak'\n(Did you mean --stack?)\n",
    );
    assert.equal(await refused(runbook, "lnt"), "error: unknown command 'lnt'\n(Did you mean lint?)\n");
    assert.match(await refused(check, "prod"), /too many arguments\. Expected 0 arguments but got 1: prod\./);
    for (const entry of [docs, schemas, rehearse, bench]) {
      assert.match(await refused(entry, "--prod"), /unknown option '--prod'/);
      assert.match(await refused(entry, "prod"), /got 1: prod\./);
    }
    assert.match(await refused(tests, "--prod"), /unknown option '--prod'/);
    assert.match(await refused(stack, "outputs", "--yes"), /unknown option '--yes'/);
  });
});
