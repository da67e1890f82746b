// The verbs of `npm run runbook` that prove a release by machine. What each needs is loaded when it is called: the SDKs
// of all services would make every other command late.
import type { Command } from "commander";
import { rehearsalStack } from "../inputs/inputs.ts";
import { releaseOptions } from "./releaseInputs.ts";

export function proofCommands(cli: Command): void {
  releaseOptions(cli.command("collect <version>"))
    .description("prove by machine what can be proven of a release, and record it")
    .option("--item <item...>", "look at these items only, such as 48h/verify-backup-strategy")
    .option("--send", "run those collectors too that send a message to people")
    .option("--json", "print one JSON object and nothing else")
    .action(async (version, options) =>
      (await import("./collectCommand.ts")).collectCommand(version, options),
    );
  releaseOptions(cli.command("backup <version>"))
    .description("make the restore point of production that a release goes back to, and record it")
    .option("--json", "print one JSON object and nothing else")
    .action(async (version, options) => (await import("./backupCommand.ts")).backupCommand(version, options));
  cli
    .command("doctor")
    .description("print per stack which plans, tokens and scopes are there, and what goes without each")
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--runbook <path>", "the runbook", process.env["MARSANA_RUNBOOK"])
    .option("--json", "print one JSON object and nothing else")
    .action(async (options) => (await import("./doctorCommand.ts")).doctorCommand(options));
}
