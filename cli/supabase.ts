// `npm run supabase -- status|copy-storage|workflow`: how the project is, a copy of its storage, and its schedule.
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Command } from "commander";
import { readSettings } from "../config.ts";
import { readStackFile } from "../engine/check/stackFile.ts";
import { requireStackFile } from "../engine/mends.ts";
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { projectFolder, rehearsalStack } from "../inputs/inputs.ts";
import type { Settings } from "../inputs/settings.ts";
import type { StorageCopy } from "../inputs/supabaseSettings.ts";
import { copyStorage } from "../operations/copyStorage.ts";
import { healthy, projectStatus } from "../operations/verifySupabase.ts";
import { entered } from "./arguments.ts";
import { copyWorkflow } from "./copyWorkflow.ts";
import { stateFolder } from "./runOptions.ts";
import { openStores, openSupabase } from "./supabaseServices.ts";

interface Arguments {
  stack: string;
  json?: true;
}

/** What a command says: for people, for programs, and whether all is well. */
interface Answer {
  text: string;
  json: object;
  well: boolean;
}

export const cli = new Command("npm run supabase --");
const commands = [
  [
    "status",
    "print how the project and its services are, and what differs from the config; sets nothing",
    status,
  ],
  ["copy-storage", "copy new and changed storage objects to the bucket that the config names", copy],
  ["workflow", "print the GitHub Actions workflow that does so on the config's schedule", workflow],
] as const;
for (const [name, description, run] of commands) {
  cli
    .command(name)
    .description(description)
    .option("--stack <name>", "the stack", rehearsalStack)
    .option("--json", "print one JSON object and nothing else")
    .action(async (options: Arguments) => await answer(options, run));
}
await entered(import.meta, cli);

async function answer(
  { stack, json }: Arguments,
  run: (stack: string, settings: Settings["supabase"]) => Promise<Answer>,
): Promise<void> {
  try {
    const said = await run(stack, settingsOf(stack).supabase);
    process.stdout.write(json ? `${JSON.stringify(said.json, undefined, 2)}\n` : said.text);
    process.exitCode = said.well ? exitCodes.passed : exitCodes.blocked;
  } catch (error) {
    const invalid = error instanceof InputError;
    const problems = invalid ? error.problems : [error instanceof Error ? error.message : String(error)];
    process.exitCode = invalid ? exitCodes.invalid : exitCodes.failed;
    if (json) process.stdout.write(`${JSON.stringify({ problems }, undefined, 2)}\n`);
    else process.stderr.write(problems.map((problem) => `${problem}\n`).join(""));
  }
}

/** The stack's plain settings, read off its file: neither engine nor secrets are needed. */
function settingsOf(stack: string): Settings {
  requireStackFile(projectFolder, stack);
  const { texts, encrypted } = readStackFile(join(projectFolder, `Pulumi.${stack}.yaml`), stack);
  pulumi.runtime.setAllConfig({ ...texts }, [...encrypted]);
  return readSettings(stack);
}

async function status(stack: string, { projectRef, region, backupTime, pitrDays }: Settings["supabase"]) {
  const { service, close } = await openSupabase(stack, stateFolder(), process.env);
  try {
    const found = await projectStatus(service, { projectRef, region, backupTime, pitrDays });
    const services = Object.entries(found.health);
    const lines = [
      `project ${projectRef} in ${region}: ${found.status}`,
      ...services.map(([name, word]) => `  ${name}: ${word}`),
      ...found.differences.map(
        ({ setting, found: is, required }) =>
          `${setting}: found ${is}; required: ${required}; mend: npm run up -- --stack ${stack}`,
      ),
    ];
    const well = found.differences.length === 0 && services.every(([, word]) => word === healthy);
    return { text: `${lines.join("\n")}\n`, json: found, well };
  } finally {
    await close();
  }
}

async function copy(stack: string, settings: Settings["supabase"]) {
  const plan = planIn(stack, settings);
  const { service, close } = await openStores(stack, settings, plan, stateFolder(), process.env);
  try {
    const report = await copyStorage(service.source, service.destination, plan);
    const { copied, bytes, unchanged, kept, failures } = report;
    const counts = `${copied} copied (${bytes} bytes), ${unchanged} unchanged, ${kept} kept that are gone from the storage`;
    const lines = [`${counts}, ${failures.length} failed`, ...failures.map((failure) => `  - ${failure}`)];
    return { text: `${lines.join("\n")}\n`, json: report, well: failures.length === 0 };
  } finally {
    await close();
  }
}

async function workflow(stack: string, settings: Settings["supabase"]) {
  const text = copyWorkflow(stack, planIn(stack, settings));
  return { text, json: { workflow: text }, well: true };
}

function planIn(stack: string, { storageCopy }: Settings["supabase"]): StorageCopy {
  if (storageCopy !== undefined) return storageCopy;
  throw new InputError(`Stack ${stack} has no copy of its storage.`, [
    `marsana-fleet:supabase.storageCopy: found nothing; required: what is copied where, and when; mend: set its keys ` +
      `in Pulumi.${stack}.yaml (docs/config.md)`,
  ]);
}
