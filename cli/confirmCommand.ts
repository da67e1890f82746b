// `npm run runbook -- confirm`: asks GitHub whose records or reviews are whose, and writes a confirmation of each that it shows.
import { settingsIn } from "../engine/check/settings.ts";
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { instantOf, projectFolder, rehearsalStack, reviewsFolder } from "../inputs/inputs.ts";
import { loadReviews } from "../inputs/loadEvidence.ts";
import type { Settings } from "../inputs/settings.ts";
import { type Confirmed, confirmRecords, confirmReviews } from "../operations/confirmRecords.ts";
import { type GithubRepository, githubRepository } from "../operations/githubRepository.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { startServices } from "../rehearsal/services/index.ts";
import { evidenceFolder, type ReleaseOptions, readRelease, situationIn } from "./releaseInputs.ts";
import { rehearsedEvidence } from "./runOptions.ts";

/** What is confirmed, and where the confirmations go. */
interface Asked {
  readonly settings: Settings;
  readonly stack: string;
  readonly now: Date;
  readonly folder: string;
  /** As a reader calls one of them. */
  readonly kind: string;
  readonly confirm: (repository: GithubRepository) => Promise<Confirmed[]>;
}

/** @returns the exit code: 0 where every record of the release is confirmed */
export async function confirmRelease(version: string, options: ReleaseOptions): Promise<number> {
  const inputs = readRelease(version, options);
  const { settings, stack, now } = inputs;
  const { records } = situationIn(inputs);
  return await confirmed({
    settings,
    stack,
    now,
    folder: evidenceFolder(version, stack),
    kind: "record",
    confirm: (repository) => confirmRecords(records, repository, now),
  });
}

/**
 * Asks nothing of any release: what weakens is changed without one too. A file that cannot be believed holds up no other.
 * @returns the exit code: 0 where every review of the stack that is not too old to count is confirmed
 */
export async function confirmLoosenings({ stack, at }: ReleaseOptions): Promise<number> {
  const settings = settingsIn(projectFolder, stack);
  const latest = new Date();
  const now = instantOf(settings, stack, at === undefined ? {} : { MARSANA_NOW: at }, () => latest);
  const folder = reviewsFolder(stack, rehearsedEvidence());
  const { records, problems } = loadReviews([folder], { instant: now, latest });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const code = await confirmed({
    settings,
    stack,
    now,
    folder,
    kind: "review of what weakens",
    confirm: (repository) => confirmReviews(records, repository, { stack, settings: settings.gate, now }),
  });
  return code === exitCodes.passed && problems.length > 0 ? exitCodes.blocked : code;
}

/** Writes nothing at all where GitHub cannot say. @returns the exit code: 0 where all are confirmed */
async function confirmed({ settings, stack, now, folder, kind, confirm }: Asked): Promise<number> {
  // A rehearsal is about nobody's account: it never asks the real service.
  const standIn = stack === rehearsalStack ? await startServices({ now: () => now }) : undefined;
  try {
    const environment = standIn?.environment ?? process.env;
    const all = await confirm(githubRepository({ settings, stack, environment }));
    for (const { name, confirmation, objection } of all) {
      if (confirmation !== undefined) process.stdout.write(`${writeRecord(folder, confirmation)}\n`);
      else process.stderr.write(`${name} is not confirmed: ${objection}\n`);
    }
    if (all.length === 0)
      process.stderr.write(`There is no ${kind} of a person that is still to be confirmed.\n`);
    return all.some(({ objection }) => objection !== undefined) ? exitCodes.blocked : exitCodes.passed;
  } catch (error) {
    if (error instanceof InputError || !(error instanceof Error)) throw error;
    process.stderr.write(`Nothing was confirmed. ${error.message}\n`);
    return exitCodes.failed;
  } finally {
    await standIn?.close();
  }
}
