// `npm run preview|up|destroy|outputs`: reads the arguments, runs the engine, prints what came of it.
import { Command } from "commander";
import type { CommandName } from "../engine/result.ts";
import { run } from "../engine/run.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { entered } from "./arguments.ts";
import { askToConfirm } from "./confirm.ts";
import { progressOn } from "./progress.ts";
import { openLog } from "./runLog.ts";
import {
  end,
  handOn,
  logFile,
  type RunArguments,
  runOptions,
  screenOf,
  stackOptions,
  stateFolder,
} from "./runOptions.ts";
import { endless, summaryOf } from "./summary.ts";

interface Arguments extends RunArguments {
  yes?: true;
  verbose?: true;
}

const descriptions: Readonly<Record<CommandName, string>> = {
  preview: "show what an update would change, and whether a rule blocks it",
  up: "update the stack: a preview first, then the deployment",
  destroy: "delete what the stack has created (never on prod)",
  outputs: "print the stack's outputs: dashboards, links, monitors, maintenance windows",
};

/** What a command reads is what it lists: the engine runs the program for preview and update alone. */
const runsProgram = (name: string) => name === "preview" || name === "up";
const asks = (name: string) => name === "up" || name === "destroy";

export const cli = new Command("npm run");
for (const [name, description] of Object.entries(descriptions)) {
  const command = cli.command(name).description(description).usage("-- [options]");
  (runsProgram(name) ? runOptions : stackOptions)(command);
  if (asks(name)) command.option("--yes", `${name === "up" ? "update" : "destroy"} without asking`);
  if (name !== "outputs") command.option("--verbose", "show what the engine says while it runs");
  command.action(async (options: Arguments) => execute(name as CommandName, options));
}
await entered(import.meta, cli);

async function execute(command: CommandName, options: Arguments): Promise<void> {
  handOn(options);
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());
  // Loaded while the engine starts and loads the rules.
  const index = runsProgram(command) ? import("../index.ts") : undefined;
  index?.catch(() => {});
  const json = options.json === true;
  const { stderr } = process;
  const say = (text: string) => void stderr.write(text);
  const progress = progressOn(stderr, options.stack);
  const log = command === "outputs" ? undefined : openLog(logFile(), (why) => say(`${why}\n`));
  const result = await run({
    command,
    stack: options.stack,
    stateFolder: stateFolder(),
    program: async () => (await (index ?? import("../index.ts"))).default(),
    confirm: async (preview) => {
      if (options.yes === true || options.stack === rehearsalStack) return;
      progress.clear();
      // What is asked about is part of the question; what comes of it is the result.
      if (preview !== undefined) say(summaryOf({ ...preview, command: "preview" }, screenOf(stderr)));
      await askToConfirm(command, options.stack);
    },
    onOutput: (text) => {
      log?.write(text);
      if (options.verbose === true) say(text);
    },
    // Who reads the object alone waits for nothing; who sits at a terminal does.
    onProgress: (phase, event) => {
      if (options.verbose !== true && (!json || stderr.isTTY)) progress.note(phase, event);
    },
    color: options.verbose === true && stderr.isTTY && !process.env["NO_COLOR"] ? "always" : "never",
    signal: interruption.signal,
  });
  progress.clear();
  log?.write(`\n${summaryOf(result, endless)}`);
  log?.close();
  await end({ ...result, ...(log?.path !== undefined && { log: log.path }) }, json);
}
