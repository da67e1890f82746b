// Requires a login for every deployment that is not production itself.
import { deploymentTypes } from "../components/WebApplication.ts";
import { isEmpty } from "./differences.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** The protections that cover previews and builds that wait to be promoted, as config writes them. */
const protecting = ["standardProtectionNew", "standardProtection", "allDeployments"] as const;

export const requireDeploymentProtection: ResourceRule = {
  name: "require-deployment-protection",
  description: "Deployments that are not production's own must be protected, as configured.",
  mend: "Set `marsana-fleet:vercel.protection.deployments` to one that protects.",
  appliesTo: [types.vercelProject, types.vercelException],
  checkResource({ type, props }, { settings, domain }, report) {
    const { exceptions } = settings.vercel.protection;
    if (type === types.vercelException) {
      const alias = String(props["alias"]);
      if (alias === domain || exceptions.includes(alias)) return;
      report(
        `${alias} is reached without a login, and must not be, as configured; mend: take the exception away, or add the ` +
          "host to marsana-fleet:vercel.protection.exceptions",
      );
      return;
    }
    for (const opening of ["optionsAllowlist", "trustedSources"]) {
      if (isEmpty(props[opening])) continue;
      report(`${opening} lets requests pass without a login, and must not be set; mend: take it away`);
    }
    const found = (props["vercelAuthentication"] as Readonly<Record<string, unknown>> | undefined)?.[
      "deploymentType"
    ];
    const configured = deploymentTypes[settings.vercel.protection.deployments];
    const accepted = protecting.map((one) => deploymentTypes[one]);
    if (!accepted.some((one) => one === found)) {
      report(
        `deployment protection is ${String(found ?? "not set")}, and must be one of ${accepted.join(", ")}; mend: set ` +
          `marsana-fleet:vercel.protection.deployments to one of ${protecting.join(", ")}`,
      );
    } else if (found !== configured) {
      report(`deployment protection is ${String(found)}, and must be ${configured}, as configured`);
    }
  },
};
