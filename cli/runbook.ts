// `npm run runbook`: prints what the runbook says, or what is wrong with it, and keeps the evidence of releases.
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { z } from "zod";
import { byPlace, formatProblem, lintRunbook, type Problem, readRunbook } from "../runbook/index.ts";
import { entered } from "./arguments.ts";
import { looseningCommand } from "./looseningCommand.ts";
import type { ObjectivesArguments } from "./objectivesCommand.ts";
import { proofCommands } from "./proofCommands.ts";
import { releaseCommands } from "./releaseCommands.ts";
import { answered, releaseOptions } from "./releaseInputs.ts";
import type { ReplayArguments } from "./replayCommand.ts";
import type { ReplayFormat } from "./replayText.ts";
import { runbookText } from "./runbookText.ts";
import { instantOption } from "./runOptions.ts";

interface Arguments {
  runbook?: string;
  json?: true;
}

const invalid = 2;

export const cli = new Command("npm run runbook --");
const runbookOption = () => new Option("--runbook <path>", "the runbook to read (default: RUNBOOK.md)");
cli
  .command("show")
  .description("print everything that the runbook says, section by section")
  .addOption(runbookOption())
  .option("--json", "print the model as one JSON object and nothing else")
  .action(show);
cli
  .command("lint")
  .description("print what is wrong with the runbook, and what a person should look at again")
  .addOption(runbookOption())
  .addOption(new Option("--now <instant>", "the instant at which to judge (default: now)").argParser(instant))
  .option("--json", "print the problems as one JSON object and nothing else")
  .action(lint);
releaseCommands(cli);
looseningCommand(cli);
proofCommands(cli);
releaseOptions(cli.command("replay"))
  .description(
    "say when each declared monitor would warn, fire and clear, in scenarios and in what was recorded",
  )
  .option("--metric <id>", "replay the monitor and the burn alerts of this row alone")
  .option("--scenario <file>", "replay what was recorded in this file, too")
  .option("--history <from..to>", "replay what Datadog has measured between two dates or instants, too")
  .addOption(
    new Option("--format <format>", "how (default: screen; table with --metric)").choices([
      "screen",
      "table",
      "json",
      "svg",
    ] satisfies ReplayFormat[]),
  )
  .option("--json", "the same as --format json")
  // Loaded when it is called: the monitors' arguments need the SDK.
  .action(async (options: ReplayArguments) => {
    const { replayCommand } = await import("./replayCommand.ts");
    await answered(() => replayCommand(options));
  });
releaseOptions(cli.command("objectives"))
  .description("say which rows have an objective, its budget, and after how long each burn alert would tell")
  .option("--json", "print one JSON object and nothing else")
  .action(async (options: ObjectivesArguments) => {
    const { objectivesCommand } = await import("./objectivesCommand.ts");
    await answered(() => objectivesCommand(options));
  });
await entered(import.meta, cli);

function show(options: Arguments): void {
  const { runbook, problems } = readRunbook(pathOf(options));
  if (runbook === undefined) fail(problems, options);
  else write(options.json ? json(runbook) : runbookText(runbook));
}

function lint(options: Arguments & { now?: Date }): void {
  const { runbook, problems, file } = readRunbook(pathOf(options));
  if (runbook === undefined) {
    fail(problems, options);
    return;
  }
  const all = [...problems, ...lintRunbook(runbook, file, options.now ?? new Date())].sort(byPlace);
  write(options.json ? json({ problems: all }) : findingsText(file, all));
}

function findingsText(file: string, findings: readonly Problem[]): string {
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  return [...findings.map(formatProblem), `${file}: no errors, ${count}`, ""].join("\n");
}

/** Says why the document cannot be used. Findings are said too: who mends it may as well see them. */
function fail(problems: readonly Problem[], options: Arguments): void {
  process.exitCode = invalid;
  if (options.json) write(json({ problems }));
  else for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
}

/** A relative path is meant from where the command was typed, which npm keeps in a variable. */
function pathOf({ runbook }: Arguments): string {
  const path = runbook ?? (process.env["MARSANA_RUNBOOK"] || undefined);
  if (path === undefined) return join(import.meta.dirname, "..", "RUNBOOK.md");
  return resolve(process.env["INIT_CWD"] ?? ".", path);
}

function write(text: string): void {
  process.stdout.write(text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function instant(text: string): Date {
  // A day alone begins in UTC wherever it is typed; a time of day needs its zone.
  if (!z.iso.date().safeParse(text).success) return new Date(instantOption(text));
  return new Date(text);
}
