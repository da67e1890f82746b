// The repository from which production is built, as GitHub's client for it: what config names, with the token of the environment.
import { placeOf, problem, setLine } from "../inputs/configPlace.ts";
import { InputError } from "../inputs/inputError.ts";
import type { Settings } from "../inputs/settings.ts";
import { githubClient } from "../services/github.ts";
import type { GithubClient } from "../services/githubAnswers.ts";
import type { Transport } from "../services/request.ts";

export interface GithubAccess {
  readonly settings: Settings;
  readonly stack: string;
  /** `GITHUB_TOKEN`, and `GITHUB_API_URL` where the service is not the public one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly transport?: Partial<Transport> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GithubRepository {
  readonly github: GithubClient;
  /** `owner/name`. */
  readonly name: string;
  /** The branch whose builds become production. */
  readonly branch: string;
}

/** @throws InputError where config names no repository on GitHub, or there is no usable token */
export function githubRepository(access: GithubAccess): GithubRepository {
  const { settings, stack, environment, transport, signal } = access;
  const { git } = settings.vercel;
  const [owner, repo, ...rest] = git?.repository.split("/") ?? [];
  if (git === undefined || git.provider !== "github" || !owner || !repo || rest.length > 0) {
    const place = placeOf(["vercel", "git", "repository"]);
    const found = git === undefined ? "nothing" : `${git.repository} on ${git.provider}`;
    throw new InputError("GitHub cannot be asked.", [
      problem(place, found, "a repository on GitHub", setLine(stack, place, "--path", "<owner>/<name>")),
    ]);
  }
  const token = environment["GITHUB_TOKEN"] ?? "";
  if (token === "")
    throw new InputError("GitHub cannot be asked.", [
      problem("GITHUB_TOKEN", "nothing", "a token that may read the repository", "set GITHUB_TOKEN to it"),
    ]);
  const baseUrl = environment["GITHUB_API_URL"] || undefined;
  return {
    github: githubClient({ token, baseUrl, owner, repo, transport, signal }),
    name: git.repository,
    branch: git.productionBranch,
  };
}
