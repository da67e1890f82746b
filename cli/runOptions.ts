// The options that preview, update and check share, how they reach program and pack, and how a result ends a command.
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { exitCodes, type RunResult } from "../engine/result.ts";
import { projectFolder, rehearsalStack } from "../inputs/inputs.ts";
import { instantText } from "../release/release.ts";
import { mostRows, type Screen } from "./screen.ts";
import { page, summaryOf } from "./summary.ts";

export interface RunArguments {
  stack: string;
  runbook?: string;
  release?: string;
  now?: string;
  json?: true;
}

/** Of a command that reads neither runbook nor release. */
export function stackOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--json", "print one JSON object and nothing else");
}

export function runOptions(command: Command): Command {
  return stackOptions(command)
    .option("--runbook <path>", "the runbook to execute", process.env["MARSANA_RUNBOOK"])
    .option("--release <version>", "the release to deploy, or none", process.env["MARSANA_RELEASE"])
    .addOption(new Option("--now <instant>", "the instant of a rehearsal").argParser(instantOption));
}

/** Where the rehearsal keeps its state; nothing in it is real. */
export function stateFolder(): string {
  return process.env["MARSANA_STATE"] ?? resolve(projectFolder, ".state", rehearsalStack);
}

/** Where a run leaves what the engine said: beside the rehearsal's state, or in the folder that was given for it. */
export function logFile(): string {
  return resolve(process.env["MARSANA_STATE"] ?? resolve(projectFolder, ".state"), "last.log");
}

/** Where a rehearsal's own evidence is, a folder for each version. */
export function rehearsedEvidence(): string {
  return resolve(stateFolder(), "evidence");
}

/** Program, pack and the stack's commands read the same variables, in this process and in the engine's. */
export function handOn({ runbook, release, now }: RunArguments): void {
  if (runbook !== undefined)
    process.env["MARSANA_RUNBOOK"] = resolve(process.env["INIT_CWD"] ?? ".", runbook);
  if (release !== undefined) process.env["MARSANA_RELEASE"] = release;
  if (now !== undefined) process.env["MARSANA_NOW"] = now;
  process.env["MARSANA_EVIDENCE"] = rehearsedEvidence();
}

/**
 * Prints what a command came to, and ends the process with the exit code of it: whatever is left open may not hold it up.
 * What the command has found is its result, on stdout; that it could find nothing is a complaint.
 */
export async function end(result: RunResult, json: boolean): Promise<never> {
  const isComplaint = !json && (result.result === "invalid" || result.result === "failed");
  const stream = isComplaint ? process.stderr : process.stdout;
  const text = json
    ? `${JSON.stringify({ ...result, summary: summaryOf(result).trimEnd().split("\n") }, undefined, 2)}\n`
    : summaryOf(result, screenOf(stream));
  await new Promise<void>((resolve) => void stream.write(text, () => resolve()));
  process.exit(exitCodes[result.result]);
}

/** A terminal's own size, with a row left for its prompt; elsewhere, and where it does not know its size, no line is broken. */
export function screenOf({ isTTY, columns, rows }: Partial<NodeJS.WriteStream>): Screen {
  if (isTTY !== true || !columns || !rows) return page;
  return { columns, rows: Math.min(rows - 1, mostRows) };
}

/** An instant that is typed, in UTC. A time of day without its zone would be another instant on another machine. */
export function instantOption(text: string): string {
  const { data, error } = instantText.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It must be ${error?.issues[0]?.message}.`);
  return new Date(data).toISOString();
}
