// Runs the commands of a page as its reader would, and holds what they print to what the page shows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandsIn, type DocCommand, missingIn } from "./docCommands.ts";
import { type Ended, ended } from "./ended.ts";
import { requireEngine } from "./engine.ts";
import { projectFolder } from "./inputs.ts";
import { copyProject } from "./projectCopy.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Pages whose commands need no account, and pages that build on each other with one. */
export const free = [
  "docs/editing-the-runbook.md",
  "docs/reading-a-violation.md",
  "docs/proving-a-release.md",
  "docs/replay.md",
  "docs/synthetics.md",
  "docs/objectives.md",
  "docs/routing.md",
];
export const withAccount = [
  "docs/taking-it-to-prod.md",
  "docs/plain-cli.md",
  "docs/signals.md",
  "docs/sentry.md",
  "docs/incidents.md",
];

/** What is typed wherever something is asked for: a passphrase, a secret. */
export const typed = "madeupmadeupmadeupmadeup\n";

export const pageOf = (path: string): string => readFileSync(join(projectFolder, path), "utf8");

/** Runs one command in a shell. */
export type Shell = (script: string) => Promise<Ended>;

/** Runs a page's commands in one shell after the other, each with the variables that the one before has left. */
export function runs(path: string, folder: string, shell: () => Shell): void {
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

/** Runs pages that need no account, one after the other, in one copy of the project. */
export function describeFreePages(title: string, paths: readonly string[]): void {
  describe(title, function () {
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
    for (const path of paths) runs(path, folder, () => shell);
  });
}
