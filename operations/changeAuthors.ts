// Whether GitHub shows that a change is of who is said to make it, and that nothing of it is of who has looked at it.
import type { GithubClient, PullRequest } from "../services/githubAnswers.ts";
import { isBy } from "./broughtIn.ts";
import type { GithubRepository } from "./githubRepository.ts";
import { isEndedBy } from "./reviewVerdict.ts";

/** Accounts in small letters, as `person` makes them. */
export interface Looked {
  /** Who makes the change, as is claimed. */
  readonly author: string;
  /** Who has looked at it. */
  readonly by: string;
}

/** What it commits under where a change is made on GitHub's own pages: who did it is the author. */
const ownCommitter = "web-flow";

/**
 * Why a pull request is not shown to be the author's, and free of commits of who has looked at it; undefined where it
 * is. Who is only named in the text of a commit (`Co-authored-by`), and who pushed it, GitHub does not tell.
 * @throws Error where GitHub cannot say
 */
export async function authorObjection(
  pull: PullRequest,
  { author, by }: Looked,
  github: GithubClient,
): Promise<string | undefined> {
  const name = `pull request ${pull.number}`;
  if (!isBy(pull.user, author))
    return `${name} is by ${pull.user?.login ?? "an account that is gone"}, and must be by ${author}`;
  const { commits, isWhole } = await github.commitsIn(pull.number);
  if (!isWhole || !commits.some(({ sha }) => sha === pull.head.sha))
    return `GitHub does not name every commit of ${name}: nobody knows that none is of ${by}`;
  for (const { sha, author: written, committer } of commits) {
    const commit = `commit ${sha.slice(0, 7)} of ${name}`;
    if (!written?.login || !committer?.login)
      return `${commit} is of no account: nobody knows that it is not of ${by}`;
    const isOwn = isBy(written, by) || (committer.login !== ownCommitter && isBy(committer, by));
    if (isOwn) return `${commit} is of ${by}, who cannot be the one to look at it`;
  }
  return undefined;
}

/**
 * The same of a commit: of each pull request to the branch that it ends, or that was merged as it. There must be one.
 * @throws Error where GitHub cannot say
 */
export async function authorObjectionOf(
  commit: string,
  looked: Looked,
  { github, branch }: GithubRepository,
): Promise<string | undefined> {
  const all = await github.pullRequestsOf(commit);
  const pulls = all.filter((pull) => pull.base.ref === branch && isEndedBy(pull, commit));
  if (pulls.length === 0)
    return `no pull request to ${branch} ends with commit ${commit.slice(0, 7)}, or was merged as it: nobody knows whose change it is`;
  for (const pull of pulls) {
    const objection = await authorObjection(pull, looked, github);
    if (objection !== undefined) return objection;
  }
  return undefined;
}
