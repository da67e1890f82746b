// A copy of the project for commands that write into it, such as those that set config.
import assert from "node:assert/strict";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import type { RunResult } from "../../engine/result.ts";
import { type Ended, ended } from "./ended.ts";
import { projectFolder } from "./inputs.ts";

const leftOut = ["node_modules", ".git", ".state"];

/** Copies the project to a folder that does not exist yet; the copy shares the packages. @returns the folder */
export function copyProject(folder: string): string {
  cpSync(projectFolder, folder, {
    recursive: true,
    filter: (file) => !leftOut.includes(basename(file)),
  });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Gives the copy a stack's config, the rehearsal's unless told, with these keys changed or, as undefined, left out. */
export function configureCopy(
  project: string,
  changes: Readonly<Record<string, unknown>>,
  stack = "rehearsal",
): void {
  const name = `Pulumi.${stack}.yaml`;
  const file = parse(readFileSync(join(projectFolder, name), "utf8"));
  const config = Object.entries({ ...file.config, ...changes }).filter(([, value]) => value !== undefined);
  const changed = { ...file, config: Object.fromEntries(config) };
  // Quoted: the engine takes a bare instant for a time of its own, in another form.
  writeFileSync(join(project, name), stringify(changed, { defaultStringType: "QUOTE_DOUBLE" }));
}

/** Runs a command on the rehearsal stack of the copy, which keeps its state beside it. */
export async function commandIn(project: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, MARSANA_STATE: join(project, ".state") };
  return await ended(process.execPath, ["cli/stack.ts", ...args], { cwd: project, env });
}

/** The same with --json: the one object that it prints, after the exit code that is expected. */
export async function resultIn(project: string, code: number, ...args: string[]): Promise<RunResult> {
  const { code: found, stdout, stderr } = await commandIn(project, ...args, "--json");
  assert.equal(found, code, `${stdout}\n${stderr}`);
  return JSON.parse(stdout);
}
