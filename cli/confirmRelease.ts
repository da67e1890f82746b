// `npm run runbook -- confirm`: asks GitHub whose records are whose, and writes a confirmation of each that it shows.
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { type Inputs, rehearsalStack } from "../inputs/inputs.ts";
import { confirmRecords } from "../operations/confirmRecords.ts";
import { githubRepository } from "../operations/githubRepository.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { startServices } from "../rehearsal/services/index.ts";

/** Writes nothing at all where GitHub cannot say. @returns the exit code: 0 where every record is confirmed */
export async function confirmRelease(
  { gate, settings, stack, now }: Inputs,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  if (gate.situation === undefined)
    throw new InputError("Nothing was confirmed.", [
      "<version>: found none; required: a release; mend: name one",
    ]);
  // A rehearsal is about nobody's account: it never asks the real service.
  const standIn = stack === rehearsalStack ? await startServices({ now: () => now }) : undefined;
  try {
    const repository = githubRepository({
      settings,
      stack,
      environment: standIn?.environment ?? environment,
    });
    const all = await confirmRecords(gate.situation.records, repository, now);
    for (const { name, confirmation, objection } of all) {
      if (confirmation !== undefined) process.stdout.write(`${writeRecord(folder, confirmation)}\n`);
      else process.stderr.write(`${name} is not confirmed: ${objection}\n`);
    }
    if (all.length === 0)
      process.stderr.write("There is no record of a person that is still to be confirmed.\n");
    return all.some(({ objection }) => objection !== undefined) ? exitCodes.blocked : exitCodes.passed;
  } catch (error) {
    if (error instanceof InputError || !(error instanceof Error)) throw error;
    process.stderr.write(`Nothing was confirmed. ${error.message}\n`);
    return exitCodes.failed;
  } finally {
    await standIn?.close();
  }
}
