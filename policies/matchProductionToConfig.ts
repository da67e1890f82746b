// Requires production's domain and branch to be the configured ones, and no other.
import type { Inputs } from "../inputs/inputs.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const matchProductionToConfig: StackRule = {
  name: "match-production-to-config",
  description: "Production must have its configured domain, and be built from its configured branch.",
  mend:
    "Change the domain in `marsana-fleet:vercel.domain`, the branch in " +
    "`marsana-fleet:vercel.git`; take away what is not configured.",
  checkStack(resources, inputs, report) {
    const ofType = (type: string) => resources.filter((one) => one.type === type);
    const domains = ofType(types.vercelDomain);
    const own = domains.filter(({ props }) => props["domain"] === inputs.domain);
    if (own.length !== 1) {
      report(
        `the stack must declare the domain ${inputs.domain} exactly once, and does so ${own.length} times; mend: declare WebApplication once`,
      );
    }
    for (const domain of domains) {
      for (const problem of domainProblems(domain, inputs)) report(problem, domain.urn);
    }
    const projects = ofType(types.vercelProject);
    if (projects.length !== 1) {
      report(
        `the stack must declare exactly one Vercel project, and does so ${projects.length} times; mend: declare WebApplication once`,
      );
    }
    for (const project of projects) {
      for (const problem of branchProblems(project, inputs)) report(problem, project.urn);
    }
  },
};

function domainProblems({ props }: CheckedResource, { domain, settings }: Inputs): string[] {
  if (props["domain"] !== domain) {
    if (props["domain"] === settings.vercel.stagingEnvironment?.domain) return stagingProblems(props);
    return [
      `the domain ${String(props["domain"])} must be ${domain}, as configured; mend: take it away, or configure it`,
    ];
  }
  return ["customEnvironmentId", "gitBranch", "redirect"]
    .filter((name) => props[name])
    .map((name) => `${domain} must lead to production, and has a ${name}; mend: take that away`);
}

/** A domain that leads to no environment and no branch of its own leads to production. */
function stagingProblems(props: CheckedResource["props"]): string[] {
  if (isSet(props, "customEnvironmentId") || isSet(props, "gitBranch")) return [];
  return [
    `the domain ${String(props["domain"])} must lead to the staging environment, and leads to production; mend: set its customEnvironmentId`,
  ];
}

/** Whether a property has a value; one that is not known yet is going to have one. */
function isSet(props: CheckedResource["props"], name: string): boolean {
  try {
    return Boolean(props[name]);
  } catch {
    return true;
  }
}

function branchProblems({ props }: CheckedResource, { settings }: Inputs): string[] {
  const { git } = settings.vercel;
  const found = (props["gitRepository"] ?? {}) as Readonly<Record<string, unknown>>;
  const required = { type: git?.provider, repo: git?.repository, productionBranch: git?.productionBranch };
  return Object.entries(required)
    .filter(([name, value]) => (found[name] ?? undefined) !== value)
    .map(
      ([name, value]) =>
        `the repository's ${name} is ${String(found[name] ?? "not set")}, and must be ${value ?? "left away"}, as ` +
        "configured; mend: take it from marsana-fleet:vercel.git",
    );
}
