// Asks GitHub whether people's records and reviews are theirs, and makes confirmations of those that are.
import { type Confirmable, canBeConfirmed, withConfirmations } from "../release/confirmations.ts";
import type { GateSettings } from "../release/gateSettings.ts";
import {
  isOutdated,
  type LooseningReview,
  type ReviewRecord,
  reviewRecordSchema,
} from "../release/looseningReview.ts";
import {
  type EvidenceRecord,
  recordDigest,
  recordName,
  recordSchema,
  recordText,
} from "../release/record.ts";
import { broughtIn, type Shown } from "./broughtIn.ts";
import { authorObjection } from "./changeAuthors.ts";
import type { GithubRepository } from "./githubRepository.ts";

/** How one record that lacks a confirmation stands. */
export interface Confirmed {
  /** The file's name. */
  readonly name: string;
  /** What raises it; undefined where GitHub does not show that it is theirs. */
  readonly confirmation?: EvidenceRecord | ReviewRecord;
  /** Why not, and what to do, where so. */
  readonly objection?: string;
}

/**
 * Looks at each record of a person that is not confirmed yet: whether its file came to the branch by a pull request that
 * the person themself opened and somebody else approved.
 * @throws Error where GitHub cannot say: nothing is then known of any of them
 */
export async function confirmRecords(
  records: readonly EvidenceRecord[],
  repository: GithubRepository,
  now: Date,
): Promise<Confirmed[]> {
  return await confirmEach(unconfirmed(records), async (record, name) => {
    const { by, release } = record;
    const path = `releases/${release.version}/evidence/${name}`;
    const shown = await broughtIn({ path, text: recordText(record), opener: by }, repository);
    if (typeof shown === "string") return shown;
    return recordSchema.parse({ ...confirmationOf(record, name, shown, now), release });
  });
}

/** Of which stack, and by what settings, reviews are confirmed. */
export interface Counting {
  readonly stack: string;
  readonly settings: GateSettings;
  readonly now: Date;
}

/**
 * Looks at each review of what weakens the stack that is not confirmed yet and not too old to count: whether its file
 * came to the branch by a pull request that its author opened and who has looked at it approved, and in which no commit
 * is of the latter. Whoever approves that has approved the very file that says so.
 * @throws Error where GitHub cannot say: nothing is then known of any of them
 */
export async function confirmReviews(
  records: readonly ReviewRecord[],
  repository: GithubRepository,
  { stack, settings, now }: Counting,
): Promise<Confirmed[]> {
  const open = unconfirmed(records).filter(
    (one): one is LooseningReview =>
      one.type === "loosening-review" && one.stack === stack && !isOutdated(one, settings, now),
  );
  return await confirmEach(open, async (review, name) => {
    const { author, by } = review;
    const file = { path: `reviews/${name}`, text: recordText(review), opener: author, approver: by };
    const shown = await broughtIn(file, repository);
    if (typeof shown === "string") return shown;
    const objection = await authorObjection(shown.pull, review, repository.github);
    return objection ?? reviewRecordSchema.parse(confirmationOf(review, name, shown, now));
  });
}

function unconfirmed<Kind extends Confirmable>(records: readonly Kind[]): Kind[] {
  const raised = withConfirmations(records);
  return records.filter((_, at) => {
    const record = raised[at];
    return record !== undefined && canBeConfirmed(record);
  });
}

/** One after the other. @param confirm what raises one, or why nothing does */
async function confirmEach<Kind extends Confirmable>(
  records: readonly Kind[],
  confirm: (record: Kind, name: string) => Promise<EvidenceRecord | ReviewRecord | string>,
): Promise<Confirmed[]> {
  const all: Confirmed[] = [];
  for (const record of records) {
    const name = recordName(record);
    const found = await confirm(record, name);
    all.push(typeof found === "string" ? { name, objection: found } : { name, confirmation: found });
  }
  return all;
}

/** What any confirmation says. */
function confirmationOf(record: Confirmable, name: string, { pull, approvers }: Shown, now: Date): object {
  const opener = pull.user?.login.toLowerCase();
  const detail = `${name} came in by pull request ${pull.number} of ${opener}, approved by ${approvers.join(", ")}`;
  return {
    type: "confirmation",
    of: recordDigest(record),
    at: now.toISOString(),
    by: "confirm",
    identity: "reviewed",
    source: { kind: "github", url: pull.html_url },
    detail: detail.slice(0, 500),
  };
}
