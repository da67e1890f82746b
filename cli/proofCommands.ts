// The verbs of `npm run runbook` that prove a release by machine. What each needs is loaded when it is called: the SDKs
// of all services would make every other command late.
import { type Command, InvalidArgumentError, Option } from "commander";
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
  releaseOptions(cli.command("test-page <version>"))
    .description("send one labelled test through the page route, and wait until somebody answers to it")
    .option("--send", "page; without it, only say who would be paged")
    .option("--again", "page although a test of this version has been sent before")
    .addOption(
      new Option("--wait <span>", "how long to wait for the answer, from 10s to 15m")
        .argParser(waitOption)
        .default(10 * 60_000, "10m"),
    )
    .option("--json", "print one JSON object and nothing else")
    .action(async (version, options) =>
      (await import("./testPageCommand.ts")).testPageCommand(version, options),
    );
  cli
    .command("doctor")
    .description("print per stack which plans, tokens and scopes are there, and what goes without each")
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--runbook <path>", "the runbook", process.env["MARSANA_RUNBOOK"])
    .option("--json", "print one JSON object and nothing else")
    .action(async (options) => (await import("./doctorCommand.ts")).doctorCommand(options));
}

/** A span such as `90s` or `10m`, in milliseconds; the command itself ends after 20 minutes. */
function waitOption(text: string): number {
  const [, amount, unit] = /^(\d{1,3})([sm])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (unit === "m" ? 60_000 : 1000);
  if (milliseconds >= 10_000 && milliseconds <= 15 * 60_000) return milliseconds;
  throw new InvalidArgumentError("A span from 10s to 15m is required.");
}
