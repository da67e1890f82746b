// Proves that the release goes where it is meant to: to the domain, from the branch and into the regions that config says.
import type { Inputs } from "../../inputs/inputs.ts";
import type { ProjectDomain, VercelProject } from "../../services/vercel.ts";
import type { Collector } from "./collector.ts";
import { dashboardOf, vercelOf, vercelToken } from "./vercelOf.ts";

export const environment: Collector = {
  name: "environment",
  items: ["confirm-deployment-environment"],
  needs: [vercelToken],
  async collect(context) {
    const { inputs } = context;
    const vercel = vercelOf(context);
    const problems = [
      ...projectProblems(inputs, await vercel.project()),
      ...domainProblems(inputs, await vercel.domain(inputs.domain)),
    ];
    const url = dashboardOf(inputs.settings, "settings");
    if (problems.length > 0) return { result: "fail", detail: problems.join("; "), url };
    return { result: "pass", detail: "domain, production branch and regions are as config says", url };
  },
};

function projectProblems(
  { settings, functionRegions }: Inputs,
  { productionBranch, functionRegions: regions }: VercelProject,
): string[] {
  const branch = settings.vercel.git?.productionBranch;
  const same =
    regions.length === functionRegions.length && functionRegions.every((one) => regions.includes(one));
  return [
    ...(branch === undefined || branch === productionBranch
      ? []
      : [`the production branch is ${productionBranch ?? "none"}; required: ${branch}`]),
    ...(same
      ? []
      : [`functions run in ${regions.join(", ") || "no region"}; required: ${functionRegions.join(", ")}`]),
  ];
}

function domainProblems({ domain }: Inputs, found: ProjectDomain | undefined): string[] {
  if (found === undefined) return [`the project does not have the domain ${domain}`];
  return [
    ...(found.verified ? [] : [`the domain ${domain} is not verified`]),
    ...(found.redirect === undefined ? [] : [`the domain ${domain} sends visitors on to ${found.redirect}`]),
    ...(found.assignedTo === undefined
      ? []
      : [`the domain ${domain} shows ${found.assignedTo}; required: production`]),
  ];
}
