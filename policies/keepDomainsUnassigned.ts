// Requires that a build never becomes production by itself.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const keepDomainsUnassigned: ResourceRule = {
  name: "keep-domains-unassigned",
  description: "The Vercel project must not assign its domains to a new build by itself.",
  appliesTo: [types.vercelProject],
  checkResource({ props }, _inputs, report) {
    if (props["autoAssignCustomDomains"] === false) return;
    report(
      "autoAssignCustomDomains must be false: a build becomes production when it is promoted; mend: set it",
    );
  },
};
