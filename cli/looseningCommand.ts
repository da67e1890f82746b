// `npm run runbook -- accept-loosening <digest>`: a second person's review of what a change weakens, recorded.
import type { Command } from "commander";
import { settingsIn } from "../engine/check/settings.ts";
import { InputError } from "../inputs/inputError.ts";
import { instantOf, projectFolder, reviewsFolder } from "../inputs/inputs.ts";
import type { Settings } from "../inputs/settings.ts";
import { looseningReviewOf } from "../operations/attest.ts";
import type { Given } from "../operations/statementOfRun.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import type { LooseningReview } from "../release/looseningReview.ts";
import { answered, type ReleaseOptions, releaseOptions } from "./releaseInputs.ts";
import { rehearsedEvidence } from "./runOptions.ts";
import { statedBy } from "./statedBy.ts";
import { warnOfWeakness } from "./warnOfWeakness.ts";

interface Reviewed extends ReleaseOptions {
  author: string;
  by?: string;
  link?: string;
  note?: string;
}

export function looseningCommand(cli: Command): void {
  releaseOptions(cli.command("accept-loosening <digest>"))
    .description(
      "record that a second person has looked at what a change weakens; the preview gives its digest",
    )
    .requiredOption("--author <account>", "who makes the change, as the person who records it says")
    .option("--by <account>", "who has looked at it; a run of GitHub Actions knows who started it")
    .option("--link <address>", "where the review is; a run of GitHub Actions is that itself")
    .option("--note <text>", "what was found, or why")
    .action((digest: string, options: Reviewed) => answered(() => acceptLoosening(digest, options)));
}

/** Asks nothing of any release: what weakens is changed without one too. */
async function acceptLoosening(digest: string, options: Reviewed): Promise<void> {
  const { stack, at, author, by, link, note } = options;
  const settings = settingsIn(projectFolder, stack);
  const now = instantOf(settings, stack, at === undefined ? {} : { MARSANA_NOW: at }, () => new Date());
  const given: Given & { readonly note?: string } = {
    ...(by !== undefined && { by }),
    ...(link !== undefined && { link }),
    ...(note !== undefined && { note }),
  };
  const stated = await statedBy(given, settings, stack, process.env);
  const review = looseningReviewOf({ ...stated, author, link: stated.link ?? "" }, stack, digest, now);
  if (stated.commit !== undefined) await assertNotOwn(review, stated.commit, settings);
  process.stdout.write(`${writeRecord(reviewsFolder(stack, rehearsedEvidence()), review)}\n`);
  warnOfWeakness(review, settings.gate, stack);
}

/**
 * A run of GitHub Actions says who has looked; GitHub also says whose the run's commit is.
 * @throws InputError where it is not shown to be the author's, and nothing of it the reviewer's
 */
async function assertNotOwn(review: LooseningReview, commit: string, settings: Settings): Promise<void> {
  const { authorObjectionOf } = await import("../operations/changeAuthors.ts");
  const { githubRepository } = await import("../operations/githubRepository.ts");
  const repository = githubRepository({ settings, stack: review.stack, environment: process.env });
  const objection = await authorObjectionOf(commit, review, repository).catch((error: Error) => {
    throw new InputError("Nothing was recorded.", [`${error.message}; mend: run it again`]);
  });
  if (objection === undefined) return;
  throw new InputError("Nothing was recorded.", [
    `the run's commit: found that ${objection}; required: the end of a pull request of ${review.author} that has no ` +
      `commit of ${review.by}; mend: start the run on the branch of the pull request that makes the change`,
  ]);
}
