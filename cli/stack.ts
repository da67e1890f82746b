// `npm run preview|up|destroy|outputs`: reads the arguments, runs the engine, prints what came of it.
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type CommandName, exitCodes, type RunResult } from "../engine/result.ts";
import { run } from "../engine/run.ts";
import { projectFolder } from "../engine/session.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { askToConfirm } from "./confirm.ts";
import { summaryOf } from "./summary.ts";

interface Arguments {
  stack: string;
  runbook?: string;
  release?: string;
  now?: string;
  yes?: true;
  json?: true;
}

const descriptions: Readonly<Record<CommandName, string>> = {
  preview: "show what an update would change, and whether a rule blocks it",
  up: "update the stack: a preview first, then the deployment",
  destroy: "delete what the stack has created (never on prod)",
  outputs: "print the stack's outputs: dashboards, created addresses, monitors, maintenance windows",
};

const cli = new Command("stack").exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : exitCodes.invalid);
});
for (const [name, description] of Object.entries(descriptions)) {
  cli
    .command(name)
    .description(description)
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--runbook <path>", "the runbook to execute", process.env["MARSANA_RUNBOOK"])
    .option("--release <version>", "the release to deploy, or none", process.env["MARSANA_RELEASE"])
    .addOption(new Option("--now <instant>", "the instant of a rehearsal").argParser(instant))
    .option("--yes", "update or destroy without asking")
    .option("--json", "print one JSON object and nothing else")
    .action(async (options: Arguments) => execute(name as CommandName, options));
}
await cli.parseAsync();

async function execute(command: CommandName, options: Arguments): Promise<void> {
  // Program, pack and the stack's commands read the same three variables, in this process and in the engine's.
  if (options.runbook !== undefined)
    process.env["MARSANA_RUNBOOK"] = resolve(process.env["INIT_CWD"] ?? ".", options.runbook);
  if (options.release !== undefined) process.env["MARSANA_RELEASE"] = options.release;
  if (options.now !== undefined) process.env["MARSANA_NOW"] = options.now;
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());
  const json = options.json === true;
  const result = await run({
    command,
    stack: options.stack,
    stateFolder: process.env["MARSANA_STATE"] ?? resolve(projectFolder, ".state", rehearsalStack),
    program: async () => (await import("../index.ts")).default(),
    confirm: async () => {
      if (options.yes !== true && options.stack !== rehearsalStack)
        await askToConfirm(command, options.stack);
    },
    onOutput: (text) => void (json || process.stdout.write(text)),
    color: !json && process.stdout.isTTY && !process.env["NO_COLOR"] ? "always" : "never",
    signal: interruption.signal,
  });
  print(result, json);
  process.exit(exitCodes[result.result]);
}

function print(result: RunResult, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  else process.stderr.write(summaryOf(result));
}

function instant(text: string): string {
  if (Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("It must be an instant such as 2026-02-03T09:00:00Z.");
  return new Date(text).toISOString();
}
