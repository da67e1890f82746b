// The names that a resource had while what it derives from had other ids: under them the engine finds its state.
import type { Alias } from "@pulumi/pulumi";
import type { Identity } from "../runbook/model.ts";

/** One alias for each former id, for a resource that is named `<prefix>-<id><suffix>`. */
export function formerNames(prefix: string, { was = [] }: Identity, suffix = ""): Alias[] {
  return was.map((id) => ({ name: `${prefix}-${id}${suffix}` }));
}
