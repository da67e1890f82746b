// `npm run bench`: measures previews side by side, prints the page, and writes it to docs/measurements.md.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { entered } from "../cli/arguments.ts";
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { projectFolder } from "../inputs/inputs.ts";
import { type Case, casesOf } from "./cases.ts";
import { machineAt } from "./machine.ts";
import { measurementsPage } from "./page.ts";
import { hasProcessAccounts } from "./processTree.ts";
import { runRounds } from "./rounds.ts";

interface Arguments {
  runs: number;
  only?: string[];
  out?: string;
}

/** What a median needs to mean something on a machine that does other things too. */
const standardRuns = 7;

const noAccounts = "CPU and memory are left out: they are read from /proc, which this system does not have.";

export const cli = new Command("npm run bench --")
  .description("measure floor, stack, pack, check and set-up side by side; all of them: docs/measurements.md")
  .option("--runs <count>", "how many rounds count, after the one that warms up", count, standardRuns)
  .option("--only <names...>", "measure these cases alone, and write no page unless --out names it")
  .option("--out <file>", "write the page there (default: docs/measurements.md, unless --only is given)")
  .action(bench);
await entered(import.meta, cli);

async function bench({ runs, only, out }: Arguments): Promise<void> {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());
  const folder = mkdtempSync(join(tmpdir(), "marsana-bench-"));
  try {
    const { cases, sizes } = casesOf(projectFolder, folder);
    const chosen = only === undefined ? cases : named(cases, only);
    if (!hasProcessAccounts) console.error(noAccounts);
    const measured = await runRounds(chosen, {
      rounds: runs,
      stateFolder: join(folder, "state", "command"),
      compiledFolder: join(folder, "compiled"),
      onRun: (round, { name }) =>
        console.error(`${round === 0 ? "warm-up" : `round ${round} of ${runs}`}: ${name}`),
      signal: interruption.signal,
    });
    const page = measurementsPage({
      results: { cases: measured, sizes },
      machine: machineAt(projectFolder),
      now: new Date(),
      command: commandOf(runs, only),
      ...(!hasProcessAccounts && { noAccounts }),
    });
    process.stdout.write(page);
    const file = pageFile(only, out);
    if (file !== undefined) writeFileSync(file, page);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nNothing was written.`);
    process.exitCode = error instanceof InputError ? exitCodes.invalid : exitCodes.failed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws InputError if there is no case of a name */
function named(cases: readonly Case[], only: readonly string[]): Case[] {
  const known = cases.map(({ name }) => name);
  const problems = only
    .filter((name) => !known.includes(name))
    .map((name) => `--only: found ${name}; required: names of cases; mend: take some of ${known.join(", ")}`);
  if (problems.length > 0) throw new InputError("There are no such cases.", problems);
  return cases.filter(({ name }) => only.includes(name));
}

/** Only a full run may replace the project's own page without being told to. */
function pageFile(only: readonly string[] | undefined, out: string | undefined): string | undefined {
  if (out !== undefined) return resolve(process.env["INIT_CWD"] ?? ".", out);
  return only === undefined ? join(projectFolder, "docs", "measurements.md") : undefined;
}

function commandOf(runs: number, only: readonly string[] | undefined): string {
  const options = [
    ...(runs === standardRuns ? [] : [`--runs ${runs}`]),
    ...(only === undefined ? [] : [`--only ${only.join(" ")}`]),
  ];
  return ["npm run bench", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
