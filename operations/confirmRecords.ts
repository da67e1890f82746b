// Asks GitHub whether people's records are theirs, and makes confirmations of those that are.
import { canBeConfirmed, withConfirmations } from "../release/confirmations.ts";
import {
  type EvidenceRecord,
  recordDigest,
  recordName,
  recordSchema,
  recordText,
} from "../release/record.ts";
import type { PullRequest } from "../services/githubAnswers.ts";
import type { GithubRepository } from "./githubRepository.ts";
import { reviewVerdict } from "./reviewVerdict.ts";

/** How one record that lacks a confirmation stands. */
export interface Confirmed {
  /** The file's name. */
  readonly name: string;
  /** What raises it; undefined where GitHub does not show that it is theirs. */
  readonly confirmation?: EvidenceRecord;
  /** Why not, and what to do, where so. */
  readonly objection?: string;
}

/**
 * Looks at each record of a person that is not confirmed yet: whether its file is on the branch as it is here, by one
 * commit and one merged pull request, which the person themself opened and somebody else approved as it was merged.
 * GitHub does not tell who pushed to a pull request: whoever approves one looks at whose commits are in it.
 * @throws Error where GitHub cannot say: nothing is then known of any of them
 */
export async function confirmRecords(
  records: readonly EvidenceRecord[],
  repository: GithubRepository,
  now: Date,
): Promise<Confirmed[]> {
  const raised = withConfirmations(records);
  const open = records.filter((_, at) => {
    const record = raised[at];
    return record !== undefined && canBeConfirmed(record);
  });
  const all: Confirmed[] = [];
  for (const record of open) {
    const name = recordName(record);
    const shown = await reviewOf(record, name, repository);
    all.push(
      typeof shown === "string"
        ? { name, objection: shown }
        : { name, confirmation: confirmationOf(record, name, shown, now) },
    );
  }
  return all;
}

interface Shown {
  readonly pull: PullRequest;
  readonly approvers: readonly string[];
}

/** The pull request that shows whose record it is, or why there is none. */
async function reviewOf(
  record: EvidenceRecord,
  name: string,
  { github, branch }: GithubRepository,
): Promise<Shown | string> {
  const path = `releases/${record.release.version}/evidence/${name}`;
  const content = await github.file(path, branch);
  if (content === undefined)
    return `it is not on ${branch}: commit it, open a pull request as ${record.by}, and have somebody else approve it`;
  if (content.toString("utf8") !== recordText(record)) return `on ${branch} it says something else`;
  const commits = await github.commitsOf(path, branch);
  const [commit, ...more] = commits;
  if (commit === undefined || more.length > 0)
    return `${commits.length} commits of ${branch} changed it; required: one, as records are never changed`;
  if (!isBy(commit.author?.login, record))
    return `its commit is by ${commit.author?.login ?? "no account"}, and the record by ${record.by}`;
  const pulls = await github.pullRequestsOf(commit.sha);
  const merged = pulls.filter(({ merged_at, base }) => merged_at !== null && base.ref === branch);
  const pull = merged.find(({ user }) => isBy(user?.login, record));
  if (pull === undefined)
    return merged[0] === undefined
      ? `it came to ${branch} by no pull request`
      : `pull request ${merged[0].number} is by ${merged[0].user?.login ?? "an account that is gone"}, and the record by ${record.by}`;
  const { approvers, objectors } = reviewVerdict(pull, await github.reviews(pull.number), [record.by]);
  if (objectors.length > 0) return `in pull request ${pull.number} ${objectors.join(", ")} asks for changes`;
  if (approvers.length === 0) return `nobody else has approved pull request ${pull.number} as it was merged`;
  return { pull, approvers };
}

/** Accounts are the same in capital and small letters. */
function isBy(login: string | undefined, { by }: EvidenceRecord): boolean {
  return login?.toLowerCase() === by;
}

function confirmationOf(
  record: EvidenceRecord,
  name: string,
  { pull, approvers }: Shown,
  now: Date,
): EvidenceRecord {
  return recordSchema.parse({
    type: "confirmation",
    of: recordDigest(record),
    at: now.toISOString(),
    by: "confirm",
    identity: "reviewed",
    source: { kind: "github", url: pull.html_url },
    detail:
      `${name} came in by pull request ${pull.number} of ${record.by}, approved by ${approvers.join(", ")}`.slice(
        0,
        500,
      ),
    release: record.release,
  });
}
