// Tells Datadog that a release has been deployed, so that its graphs show when: an event, which tells no person.
import { deploymentTag } from "../dashboard/overlays.ts";
import type { Inputs } from "../inputs/inputs.ts";
import type { Environment } from "../services/fromEnvironment.ts";
import { scopeTags } from "../signals/scope.ts";
import { datadogEventsOf } from "./collect/access.ts";

export interface Telling {
  readonly inputs: Inputs;
  readonly version: string;
  /** Has the key, `DATADOG_API_KEY`. */
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/**
 * Never an error: the deployment is done, and a graph without a line is no reason to call it failed.
 * @returns what came of it, as a sentence; undefined where Datadog is off
 */
export async function tellDeployment(telling: Telling): Promise<string | undefined> {
  const { inputs, version, environment } = telling;
  const { datadog, stack } = inputs;
  if (datadog === undefined) return undefined;
  const without = (why: string) =>
    `Datadog's graphs do not show this deployment: ${why}. docs/dashboard.md has the event, to be sent by hand.`;
  if (!environment["DATADOG_API_KEY"]) return without("DATADOG_API_KEY is not set");
  try {
    const events = await datadogEventsOf(telling, datadog.site);
    const tags = [...scopeTags(datadog.scope), deploymentTag];
    await events.post({
      title: `Deployed ${version}`,
      text: `The stack ${stack} was updated to it.`,
      tags,
      alertType: "info",
    });
    return "Datadog's graphs show this deployment.";
  } catch (error) {
    return without(error instanceof Error ? error.message : String(error));
  }
}
