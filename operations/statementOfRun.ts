// A person's statement as the run of GitHub Actions in which they make it proves it theirs.
import { problem } from "../inputs/configPlace.ts";
import { InputError } from "../inputs/inputError.ts";
import type { Settings } from "../inputs/settings.ts";
import type { EvidenceRecord } from "../release/record.ts";
import type { ActionsRun } from "../services/githubActions.ts";

/** What is given by whoever types, of themselves and of where to look; a run says both. */
export interface Given {
  readonly by?: string;
  readonly link?: string;
}

/** Whose it is, and how that is known. */
export type Stated<Kind extends Given> = Omit<Kind, "by"> & {
  readonly by: string;
  readonly identity: EvidenceRecord["identity"];
  /** The commit that the run is of, where one says whose it is. */
  readonly commit?: string;
};

/**
 * The statement of who started the run, which is where to look.
 * @throws InputError where the run proves nothing of them: it is another repository's, no person started it by hand, it
 * was started again, by whomever, or they name somebody else or another place to look
 */
export function statementOfRun<Kind extends Given>(
  given: Kind,
  run: ActionsRun,
  settings: Settings,
): Stated<Kind> {
  const { actor, repository, event_name: event, run_attempt: attempt, run_id: id, sha } = run;
  const own = settings.vercel.git?.provider === "github" ? settings.vercel.git.repository : undefined;
  const by = given.by?.replace(/^@/, "") ?? actor;
  const problems = [
    ...(repository.toLowerCase() === own?.toLowerCase()
      ? []
      : [
          problem(
            "the run's repository",
            repository,
            own ?? "a repository on GitHub in marsana-fleet:vercel.git.repository",
            "run it there",
          ),
        ]),
    ...(event === "workflow_dispatch"
      ? []
      : [problem("the run's event", event, "workflow_dispatch", "start the workflow by hand")]),
    ...(attempt === "1"
      ? []
      : [problem("the run's attempt", attempt, "1, as anybody may start it again", "start a new run")]),
    ...(by.toLowerCase() === actor.toLowerCase()
      ? []
      : [problem("--by", by, `${actor}, who started the run`, "leave it away")]),
    ...(given.link === undefined
      ? []
      : [problem("--link", given.link, "none, as the run is where to look", "put it into --note")]),
  ];
  if (problems.length > 0) throw new InputError("Nothing was recorded.", problems);
  return {
    ...given,
    by: actor,
    identity: "oidc",
    commit: sha,
    link: `https://github.com/${repository}/actions/runs/${id}`,
  };
}
