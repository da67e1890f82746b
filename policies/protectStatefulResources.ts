// Requires what cannot be made again to be protected from deletion.
import { isWithin, types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const protectStatefulResources: ResourceRule = {
  name: "protect-stateful-resources",
  description: "A resource that holds data, history or the production address must be protected.",
  mend: "Set `protect: true` in the resource's options.",
  staging: "advisory",
  appliesTo: [types.vercelProject, types.vercelDomain, types.sentryProject, types.command],
  checkResource({ type, urn, protect }, _inputs, report) {
    if (protect || (type === types.command && !isWithin(urn, types.backups))) return;
    report("must be protected from deletion; mend: set protect: true in its options");
  },
};
