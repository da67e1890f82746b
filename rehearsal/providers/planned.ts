// What a preview would show of one resource, said without an engine and without a server.
import { checked } from "./checked.ts";
import { resourceOf } from "./packages.ts";
import { plannedOutputs } from "./service.ts";
import type { Problem } from "./table.ts";
import type { Values } from "./value.ts";

export interface Planned {
  /** As the provider would take them: with a name of their own where the program gives none. */
  readonly inputs: Values;
  /** The inputs and what the service adds, which is not known yet. */
  readonly outputs: Values;
  /** What the provider would refuse. */
  readonly problems: readonly Problem[];
}

/** @throws Error for a token that nothing stands in for */
export function planned(token: string, urn: string, news: Values): Planned {
  const resource = resourceOf(token);
  if (resource === undefined) throw new Error(`${urn}: nothing stands in for ${token}`);
  const { inputs, problems } = checked({ token, resource, urn }, news);
  return { inputs, outputs: plannedOutputs(token, resource, inputs), problems };
}
