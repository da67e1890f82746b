// The commit of a release on GitHub: what the collectors that ask GitHub start from.
import { isFullCommit } from "../../release/release.ts";
import type { Commit, GithubClient } from "../../services/githubAnswers.ts";
import { githubRepository } from "../githubRepository.ts";
import type { CollectContext } from "./collector.ts";

export interface ReleasedCommit {
  readonly github: GithubClient;
  readonly commit: Commit;
}

/**
 * Asks for the commit itself first: GitHub answers 404 both for what is not there and for what the token may not see.
 * @throws Error where it cannot be asked, or has no such commit that the token may see
 */
export async function releasedCommit(context: CollectContext): Promise<ReleasedCommit> {
  const { inputs, release } = context;
  const { settings, stack } = inputs;
  const { github } = githubRepository({ ...context, settings, stack });
  if (!isFullCommit(release.commit))
    throw new Error(
      `the release names ${release.commit}, which is no full commit hash and can come to mean another commit`,
    );
  const commit = await github.commit(release.commit);
  if (commit.sha !== release.commit)
    throw new Error(`GitHub was asked for commit ${release.commit} and answered with another`);
  return { github, commit };
}
