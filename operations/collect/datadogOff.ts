// What the collectors that ask Datadog say where config switches it off: then a person looks, and says so.
import type { Inputs } from "../../inputs/inputs.ts";

/** Undefined where Datadog is on. */
export function datadogOff({ datadog }: Inputs): string | undefined {
  if (datadog !== undefined) return undefined;
  return "Datadog is off (marsana-fleet:datadog.enabled false): nothing was checked; mend: look, and attest the item";
}
