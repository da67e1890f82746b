// `npm run check`: program and rules without an engine, for an answer while editing.
import { Command } from "commander";
import { check } from "../engine/check/check.ts";
import { exitCodes } from "../engine/result.ts";
import program from "../index.ts";
import { projectFolder } from "../inputs/inputs.ts";
import { end, handOn, type RunArguments, runOptions } from "./runOptions.ts";

await runOptions(
  new Command("check").description("what a preview would say, as far as that takes no engine and no state"),
)
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : exitCodes.invalid);
  })
  .action(async (options: RunArguments) => {
    handOn(options);
    await end(await check({ stack: options.stack, folder: projectFolder, program }), options.json === true);
  })
  .parseAsync();
