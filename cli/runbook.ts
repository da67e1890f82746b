// `npm run runbook -- show|lint`: prints what the runbook says, or what is wrong with it.
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { byPlace, formatProblem, lintRunbook, type Problem, readRunbook } from "../runbook/index.ts";
import { runbookText } from "./runbookText.ts";

interface Arguments {
  runbook?: string;
  json?: true;
}

const invalid = 2;

const cli = new Command("runbook").exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : invalid);
});
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
await cli.parseAsync();

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
  const date = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError("It must be an instant such as 2026-02-03T09:00:00Z.");
}
