// The pages as a reader meets them: every command is run, ends as the page says, and prints what the page shows.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Accounts, openAccounts } from "../support/accounts.ts";
import { commandsIn, type DocCommand, missingIn } from "../support/docCommands.ts";
import { type Ended, ended } from "../support/ended.ts";
import { requireEngine } from "../support/engine.ts";
import { projectFolder } from "../support/inputs.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** Pages whose commands need no account, and pages that build on each other with one. */
const free = [
  "README.md",
  "docs/editing-the-runbook.md",
  "docs/reading-a-violation.md",
  "docs/proving-a-release.md",
  "docs/replay.md",
  "docs/synthetics.md",
  "docs/objectives.md",
  "docs/routing.md",
];
const withAccount = [
  "docs/taking-it-to-prod.md",
  "docs/plain-cli.md",
  "docs/signals.md",
  "docs/sentry.md",
  "docs/incidents.md",
];

/** What is typed wherever something is asked for: a passphrase, a secret. */
const typed = "madeupmadeupmadeupmadeup\n";

const pageOf = (path: string): string => readFileSync(join(projectFolder, path), "utf8");

/** Runs one command in a shell. */
type Shell = (script: string) => Promise<Ended>;

/** Runs a page's commands in one shell after the other, each with the variables that the one before has left. */
function runs(path: string, folder: string, shell: () => Shell): void {
  const variables = join(folder, "variables");
  const script = (command: string) =>
    `set -a; [ ! -e ${variables} ] || . ${variables}; ${command}\ncode=$?; export -p > ${variables}; exit $code`;
  for (const one of commandsIn(pageOf(path)).filter(runnable)) {
    it(`${path}:${one.line}: ${one.command}`, async () => {
      const { code, stdout, stderr } = await shell()(script(answered(one.command)));
      const output = stdout + stderr;
      assert.equal(code, one.exitCode, output);
      const missing = one.output === undefined ? undefined : missingIn(output, one.output);
      assert.equal(
        missing,
        undefined,
        `the page shows what is not printed:\n${missing}\n\nprinted:\n${output}`,
      );
      for (const mend of setLinesIn(output)) assert.equal((await shell()(script(mend))).code, 0, mend);
    });
  }
}

/** What a test cannot run: itself. CI runs it, and the page's other commands. */
function runnable({ command, run }: DocCommand): boolean {
  return run && !command.startsWith("npm test");
}

/** The command as it is given where nobody can be asked. */
function answered(command: string): string {
  const asks = /^(?:pulumi (?:up|import|state delete)|npm run up -- --stack)\b/.test(command);
  return asks ? `${command} --yes` : command;
}

/** The lines that set what a preview has missed, which the page tells the reader to run. */
function setLinesIn(output: string): string[] {
  return [...output.matchAll(/(?:mend|fix): (pulumi config set .* --secret '\S+')$/gm)].map(
    ([, line = ""]) => line,
  );
}

describe("the pages that need no account", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const project = join(folder, "project");
  before(function () {
    requireEngine.call(this);
    copyProject(project);
  });
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|MARSANA_|INIT_CWD$)/.test(name));
  const shell: Shell = async (script) =>
    await ended("bash", ["-c", script], { cwd: project, env: Object.fromEntries(kept) });
  for (const path of free) runs(path, folder, () => shell);
});

describe("the pages that need an account", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let accounts: Accounts;
  before(async function () {
    requireEngine.call(this);
    accounts = await openAccounts(folder, copyProject(join(folder, "project")), {
      HOME: folder,
      INIT_CWD: undefined,
      PULUMI_BACKEND_URL: undefined,
      PULUMI_CONFIG_PASSPHRASE: undefined,
    });
  });
  after(async () => await accounts?.close());
  const shell: Shell = async (script) => await accounts.runWith({}, typed, "bash", "-c", script);
  for (const path of withAccount) runs(path, folder, () => shell);
});

describe("a page", () => {
  for (const path of free) {
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
    assert.deepEqual(withCommands.sort(), [...free, ...withAccount, ...ownTest].sort());
  });
});
