// The options that preview, update and check share, how they reach program and pack, and how a result ends a command.
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { exitCodes, type RunResult } from "../engine/result.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { summaryOf } from "./summary.ts";

export interface RunArguments {
  stack: string;
  runbook?: string;
  release?: string;
  now?: string;
  json?: true;
}

export function runOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--runbook <path>", "the runbook to execute", process.env["MARSANA_RUNBOOK"])
    .option("--release <version>", "the release to deploy, or none", process.env["MARSANA_RELEASE"])
    .addOption(new Option("--now <instant>", "the instant of a rehearsal").argParser(instant))
    .option("--json", "print one JSON object and nothing else");
}

/** Program, pack and the stack's commands read the same three variables, in this process and in the engine's. */
export function handOn({ runbook, release, now }: RunArguments): void {
  if (runbook !== undefined)
    process.env["MARSANA_RUNBOOK"] = resolve(process.env["INIT_CWD"] ?? ".", runbook);
  if (release !== undefined) process.env["MARSANA_RELEASE"] = release;
  if (now !== undefined) process.env["MARSANA_NOW"] = now;
}

/** Prints what a command came to, and ends the process with the exit code of it: whatever is left open may not hold it up. */
export async function end(result: RunResult, json: boolean): Promise<never> {
  const [stream, text] = json
    ? [process.stdout, `${JSON.stringify(result, undefined, 2)}\n`]
    : [process.stderr, summaryOf(result)];
  await new Promise<void>((resolve) => void stream.write(text, () => resolve()));
  process.exit(exitCodes[result.result]);
}

function instant(text: string): string {
  if (Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("It must be an instant such as 2026-02-03T09:00:00Z.");
  return new Date(text).toISOString();
}
