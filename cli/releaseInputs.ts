// What the commands about one release share: their options, the release as it is judged, and where its evidence is kept.
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { settingsIn } from "../engine/check/settings.ts";
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, projectFolder, readInputs, rehearsalStack } from "../inputs/inputs.ts";
import type { Situation } from "../release/situation.ts";
import { instantOption, rehearsedEvidence } from "./runOptions.ts";

export interface ReleaseOptions {
  stack: string;
  runbook?: string;
  at?: string;
}

export function releaseOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack whose rules apply", rehearsalStack)
    .option("--runbook <path>", "the runbook", process.env["MARSANA_RUNBOOK"])
    .addOption(new Option("--at <instant>", "the instant of a rehearsal").argParser(instantOption));
}

/** A rehearsal's evidence is made up, and never stands among the project's own. */
export function evidenceFolder(version: string, stack: string): string {
  if (stack === rehearsalStack) return join(rehearsedEvidence(), version);
  return join(projectFolder, "releases", version, "evidence");
}

export function readRelease(version: string, { stack, runbook, at }: ReleaseOptions): Inputs {
  // As a variable, an empty one would stand for the release of the stack's config.
  if (version === "")
    throw new InputError("There is no release without a version.", [
      "<version>: found nothing; required: a folder below releases/; mend: name one",
    ]);
  const environment = {
    MARSANA_RELEASE: version,
    MARSANA_EVIDENCE: rehearsedEvidence(),
    ...(runbook !== undefined && { MARSANA_RUNBOOK: resolve(process.env["INIT_CWD"] ?? ".", runbook) }),
    ...(at !== undefined && { MARSANA_NOW: at }),
  };
  return readInputs(settingsIn(projectFolder, stack), stack, environment, () => new Date());
}

/** Ends with the exit code of bad input, and every problem, where that is what came. */
export async function answered(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCodes.invalid;
  }
}

/** @throws InputError where there is no release */
export function situationIn({ gate }: Inputs): Situation {
  if (gate.situation !== undefined) return gate.situation;
  throw new InputError("There is no release to look at.", [
    "<version>: found none; required: a release; mend: name one",
  ]);
}
