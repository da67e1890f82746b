// Requires that a build never becomes production by itself.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

export const keepDomainsUnassigned: ResourceRule = {
  name: "keep-domains-unassigned",
  description: "Neither the Vercel project nor an alias may give production's domain to a build.",
  mend: "Set `autoAssignCustomDomains: false` on the project, and promote deployments by hand.",
  appliesTo: [types.vercelProject, types.vercelAlias],
  checkResource({ type, props }, { domain }, report) {
    if (type === types.vercelAlias) {
      if (props["alias"] !== domain) return;
      report(`no alias may give ${domain} to a deployment: promotion does; mend: take the alias away`);
      return;
    }
    if (props["autoAssignCustomDomains"] === false) return;
    report(
      "autoAssignCustomDomains must be false: a build becomes production when it is promoted; mend: set it",
    );
  },
};
