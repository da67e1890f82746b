// `npm run check`: program and rules without an engine, for an answer while editing.
import { Command } from "commander";
import { check } from "../engine/check/check.ts";
import program from "../index.ts";
import { projectFolder } from "../inputs/inputs.ts";
import { entered } from "./arguments.ts";
import { end, handOn, type RunArguments, runOptions } from "./runOptions.ts";

export const cli = runOptions(
  new Command("npm run check --").description(
    "what a preview would say, as far as that takes no engine and no state",
  ),
).action(async (options: RunArguments) => {
  handOn(options);
  await end(await check({ stack: options.stack, folder: projectFolder, program }), options.json === true);
});
await entered(import.meta, cli);
