// Proves, without running any of it, that the runbook's rollbacks could run: their shell is sound, and what they use is there.
import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { type Inputs, projectFolder, rehearsalStack } from "../../inputs/inputs.ts";
import type { Runbook } from "../../runbook/index.ts";
import { type ShellUses, shellUses } from "../shellUses.ts";
import type { CollectContext, Collector } from "./collector.ts";

export const rollbackScripts: Collector = {
  name: "rollback-scripts",
  items: ["prepare-rollback-scripts"],
  needs: [],
  async collect({ inputs, environment, signal }) {
    const shell: Shell = { path: searchPath(inputs.stack, environment), signal };
    const scripts = inputs.runbook.rollbacks.map((rollback) => ({ ...rollback, uses: usesOf(rollback) }));
    const problems: string[] = [];
    for (const rollback of scripts) {
      const wrong = [
        ...(await syntaxProblems(rollback, shell)),
        ...(await missingPrograms(rollback.uses, shell)),
        ...unsetVariables(rollback.uses, inputs, environment),
      ];
      problems.push(...wrong.map((one) => `${rollback.title}: ${one}`));
    }
    if (problems.length > 0) return { result: "fail", detail: problems.join("; ") };
    const unread = scripts.flatMap(({ title, uses }) => uses.unread.map((one) => `${title}: ${one}`));
    if (unread.length > 0)
      return {
        result: "unknown",
        detail: `${unread.join("; ")}, which the dry run cannot follow; mend: write it plainly`,
      };
    const programs = new Set(scripts.flatMap(({ uses }) => uses.programs));
    return {
      result: "pass",
      detail: `dry run of ${scripts.map(({ title }) => title).join(", ")}: the shell takes them, and ${[...programs].join(", ")} are there`,
    };
  },
};

type Rollback = Runbook["rollbacks"][number];

interface Shell {
  /** Where programs are looked for. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/** How long the shell may take for each question, in milliseconds. */
const shellLimitMs = 10_000;

/** In a rehearsal nobody needs the services' own programs: stand-ins of them are there. */
function searchPath(stack: string, environment: CollectContext["environment"]): string {
  const folders = [
    ...(environment["PATH"] ? [environment["PATH"]] : []),
    join(projectFolder, "node_modules", ".bin"),
    ...(stack === rehearsalStack ? [join(projectFolder, "rehearsal", "programs")] : []),
  ];
  return folders.join(delimiter);
}

function commandsOf({ lines }: Rollback): string[] {
  return lines.filter(({ kind }) => kind === "command").map(({ text }) => text);
}

function usesOf(rollback: Rollback): ShellUses {
  return shellUses(commandsOf(rollback));
}

/** What bash says of the lines when it only reads them (`-n`). */
async function syntaxProblems(rollback: Rollback, shell: Shell): Promise<string[]> {
  const { code, stderr } = await bash(["-n"], commandsOf(rollback).join("\n"), shell);
  return code === 0 ? [] : [stderr.replaceAll(/\s+/g, " ").trim() || `bash -n ends with ${code}`];
}

const findPrograms = 'for one; do type -t -- "$one" >/dev/null || printf "%s\\n" "$one"; done';

/** Those that bash would not find, neither as a builtin nor as a file. They are words of the text that is run, not code. */
async function missingPrograms({ programs }: ShellUses, shell: Shell): Promise<string[]> {
  const { code, stdout, stderr } = await bash(["-c", findPrograms, "bash", ...programs], "", shell);
  if (code !== 0) throw new Error(`bash cannot say which programs there are: ${stderr.trim()}`);
  const missing = stdout.split("\n").filter((name) => name !== "");
  return missing.map((name) => `${name} is neither on PATH nor in node_modules/.bin; mend: install it`);
}

function unsetVariables(
  { variables }: ShellUses,
  { settings }: Inputs,
  environment: CollectContext["environment"],
): string[] {
  const known = new Set([...settings.rollback.givenThen, "SUPABASE_PROJECT_REF"]);
  return variables
    .filter((name) => !known.has(name) && !environment[name])
    .map(
      (name) =>
        `$${name} is not set; mend: export it, or name it in marsana-fleet:rollback.givenThen if only a rollback gives it`,
    );
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of the caller's environment it gets nothing: a shell may be told there to run a file first. */
function bash(args: readonly string[], input: string, { path, signal }: Shell): Promise<Ended> {
  const options = {
    cwd: projectFolder,
    env: { PATH: path, LC_ALL: "C" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(shellLimitMs)]),
    killSignal: "SIGKILL",
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile("bash", ["--noprofile", "--norc", ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
      else reject(new Error(`bash cannot be asked: ${error.code ?? error.message}`));
    });
    // It may end before it has read everything, and says why by its code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}
