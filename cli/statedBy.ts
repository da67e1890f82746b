// Whose a statement is: who started the run of GitHub Actions that makes it, and elsewhere whoever types it says.
import { InputError } from "../inputs/inputError.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import type { Settings } from "../inputs/settings.ts";
import type { Given, Stated } from "../operations/statementOfRun.ts";

/** @throws InputError where a run that may get GitHub's word of it does not, or does not fit */
export async function statedBy<Kind extends Given>(
  given: Kind,
  settings: Settings,
  stack: string,
  environment: NodeJS.ProcessEnv,
): Promise<Stated<Kind>> {
  const typed: Stated<Kind> = { ...given, by: given.by ?? "", identity: "typed" };
  // Nobody in a rehearsal is anybody's account.
  if (stack === rehearsalStack || !environment["ACTIONS_ID_TOKEN_REQUEST_URL"]) return typed;
  // Loaded where it is needed: a run of its own is seldom what types.
  const { actionsRun } = await import("../services/githubActions.ts");
  const { statementOfRun } = await import("../operations/statementOfRun.ts");
  const run = await actionsRun({ environment, now: () => new Date() }).catch((error: Error) => {
    const mend = "run it again, or take id-token: write from the workflow to record a typed name";
    throw new InputError("Nothing was recorded.", [`${error.message}; mend: ${mend}`]);
  });
  return run === undefined ? typed : statementOfRun(given, run, settings);
}
