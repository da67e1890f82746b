// Which pull request brought a file to the branch from which production is built, and who approved it.
import type { PullRequest } from "../services/githubAnswers.ts";
import type { GithubRepository } from "./githubRepository.ts";
import { reviewVerdict } from "./reviewVerdict.ts";

/** A file as it must stand on the branch, and whose it must be. Accounts are in small letters, as `person` makes them. */
export interface Brought {
  readonly path: string;
  readonly text: string;
  /** Who must have opened the pull request. */
  readonly opener: string;
  /** Who must have approved it. Default: anybody else. */
  readonly approver?: string;
}

export interface Shown {
  readonly pull: PullRequest;
  readonly approvers: readonly string[];
}

/**
 * The pull request by which the file came to the branch, as it is here: by one commit and one merged pull request, which
 * the opener opened and the approver approved as it was merged. GitHub does not tell who pushed to a pull request:
 * whoever approves one looks at whose commits are in it.
 * @returns it, or why there is none
 * @throws Error where GitHub cannot say
 */
export async function broughtIn(
  file: Brought,
  { github, branch }: GithubRepository,
): Promise<Shown | string> {
  const { path, text, opener, approver } = file;
  const content = await github.file(path, branch);
  if (content === undefined)
    return `it is not on ${branch}: commit it, open a pull request as ${opener}, and have ${approver ?? "somebody else"} approve it`;
  if (content.toString("utf8") !== text) return `on ${branch} it says something else`;
  const commits = await github.commitsOf(path, branch);
  const [commit, ...more] = commits;
  if (commit === undefined || more.length > 0)
    return `${commits.length} commits of ${branch} changed it; required: one, as records are never changed`;
  if (!isBy(commit.author, opener))
    return `its commit is by ${commit.author?.login ?? "no account"}, and must be by ${opener}`;
  const pulls = await github.pullRequestsOf(commit.sha);
  const merged = pulls.filter(({ merged_at, base }) => merged_at !== null && base.ref === branch);
  const pull = merged.find(({ user }) => isBy(user, opener));
  if (pull === undefined)
    return merged[0] === undefined
      ? `it came to ${branch} by no pull request`
      : `pull request ${merged[0].number} is by ${merged[0].user?.login ?? "an account that is gone"}, and must be by ${opener}`;
  const { approvers, objectors } = reviewVerdict(pull, await github.reviews(pull.number), [opener]);
  if (objectors.length > 0) return `in pull request ${pull.number} ${objectors.join(", ")} asks for changes`;
  const isApproved = approver === undefined ? approvers.length > 0 : approvers.includes(approver);
  if (!isApproved)
    return `${approver ?? "nobody else"} has ${approver === undefined ? "" : "not "}approved pull request ${pull.number} as it was merged`;
  return { pull, approvers };
}

/** Accounts are the same in capital and small letters. */
export function isBy(account: { login?: string | undefined } | null | undefined, person: string): boolean {
  return account?.login?.toLowerCase() === person;
}
