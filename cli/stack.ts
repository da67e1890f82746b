// `npm run preview|up|destroy|outputs`: reads the arguments, runs the engine, prints what came of it.
import { Command } from "commander";
import type { CommandName } from "../engine/result.ts";
import { run } from "../engine/run.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { entered } from "./arguments.ts";
import { askToConfirm } from "./confirm.ts";
import { end, handOn, type RunArguments, runOptions, stackOptions, stateFolder } from "./runOptions.ts";
import { removalLines } from "./summary.ts";

interface Arguments extends RunArguments {
  yes?: true;
}

const descriptions: Readonly<Record<CommandName, string>> = {
  preview: "show what an update would change, and whether a rule blocks it",
  up: "update the stack: a preview first, then the deployment",
  destroy: "delete what the stack has created (never on prod)",
  outputs: "print the stack's outputs: dashboards, created addresses, monitors, maintenance windows",
};

/** What a command reads is what it lists: the engine runs the program for preview and update alone. */
const runsProgram = (name: string) => name === "preview" || name === "up";
const asks = (name: string) => name === "up" || name === "destroy";

export const cli = new Command("npm run");
for (const [name, description] of Object.entries(descriptions)) {
  const command = cli.command(name).description(description).usage("-- [options]");
  (runsProgram(name) ? runOptions : stackOptions)(command);
  if (asks(name)) command.option("--yes", `${name === "up" ? "update" : "destroy"} without asking`);
  command.action(async (options: Arguments) => execute(name as CommandName, options));
}
await entered(import.meta, cli);

async function execute(command: CommandName, options: Arguments): Promise<void> {
  handOn(options);
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());
  const json = options.json === true;
  const result = await run({
    command,
    stack: options.stack,
    stateFolder: stateFolder(),
    program: async () => (await import("../index.ts")).default(),
    confirm: async (preview) => {
      if (options.yes === true || options.stack === rehearsalStack) return;
      for (const line of removalLines(preview?.removedAlerts ?? [])) process.stderr.write(`${line}\n`);
      await askToConfirm(command, options.stack);
    },
    onOutput: (text) => void (json || process.stdout.write(text)),
    color: !json && process.stdout.isTTY && !process.env["NO_COLOR"] ? "always" : "never",
    signal: interruption.signal,
  });
  await end(result, json);
}
