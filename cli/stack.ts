// `npm run preview|up|destroy|outputs`: reads the arguments, runs the engine, prints what came of it.
import { Command } from "commander";
import { type CommandName, exitCodes } from "../engine/result.ts";
import { run } from "../engine/run.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { askToConfirm } from "./confirm.ts";
import { end, handOn, type RunArguments, runOptions, stateFolder } from "./runOptions.ts";
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

const cli = new Command("stack").exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : exitCodes.invalid);
});
for (const [name, description] of Object.entries(descriptions)) {
  runOptions(cli.command(name).description(description))
    .option("--yes", "update or destroy without asking")
    .action(async (options: Arguments) => execute(name as CommandName, options));
}
await cli.parseAsync();

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
