// Who may be told: the handles that the stack's config names.
import type { Settings } from "./settings.ts";

/** Every Datadog handle of the config, if it names one; an alert may go to these, and to no other. */
export function configuredHandles({ datadog }: Settings): ReadonlySet<string> {
  return new Set(datadog.handle === undefined ? [] : [datadog.handle]);
}
