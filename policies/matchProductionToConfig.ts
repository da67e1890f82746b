// Requires production's domain and branch to be the configured ones, and no other.
import type { Inputs } from "../inputs/inputs.ts";
import { compare, isEmpty } from "./differences.ts";
import { isUnknown, partOf } from "./known.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule } from "./rule.ts";

export const matchProductionToConfig: ResourceRule = {
  name: "match-production-to-config",
  description: "Production must have its configured domain, and be built from its configured branch.",
  mend:
    "Change the domain in `marsana-fleet:vercel.domain`, the branch in " +
    "`marsana-fleet:vercel.git`; take away what is not configured.",
  appliesTo: [types.vercelDomain, types.vercelProject],
  checkResource(resource, inputs, report) {
    const check = resource.type === types.vercelDomain ? checkDomain : checkBranch;
    check(resource, inputs, report);
  },
  checkStack(resources, inputs, report) {
    const ofType = (type: string) => resources.filter((one) => one.type === type);
    const domains = ofType(types.vercelDomain);
    const own = domains.filter(({ props }) => props["domain"] === inputs.domain);
    if (own.length !== 1) {
      report(
        `the stack must declare the domain ${inputs.domain} exactly once, and does so ${own.length} times; mend: declare WebApplication once`,
      );
    }
    const projects = ofType(types.vercelProject);
    if (projects.length !== 1) {
      report(
        `the stack must declare exactly one Vercel project, and does so ${projects.length} times; mend: declare WebApplication once`,
      );
    }
  },
};

function checkDomain({ props }: CheckedResource, { domain, settings }: Inputs, report: Report): void {
  if (props["domain"] === domain) {
    for (const name of ["customEnvironmentId", "gitBranch", "redirect"])
      if (!isEmpty(props[name]))
        report(`${domain} must lead to production, and has a ${name}; mend: take that away`);
  } else if (props["domain"] === settings.vercel.stagingEnvironment?.domain) checkStaging(props, report);
  else
    report(
      `the domain ${String(props["domain"])} must be ${domain}, as configured; mend: take it away, or configure it`,
    );
}

/** A domain that leads to no environment and no branch of its own leads to production. */
function checkStaging(props: CheckedResource["props"], report: Report): void {
  // One that is not known yet is going to have a value.
  const isSet = (part: unknown) => isUnknown(part) || !isEmpty(part);
  if (isSet(partOf(props, "customEnvironmentId")) || isSet(partOf(props, "gitBranch"))) return;
  report(
    `the domain ${String(props["domain"])} must lead to the staging environment, and leads to production; mend: set its customEnvironmentId`,
  );
}

function checkBranch({ props }: CheckedResource, { settings }: Inputs, report: Report): void {
  const { git } = settings.vercel;
  const required = { type: git?.provider, repo: git?.repository, productionBranch: git?.productionBranch };
  compare(
    (props["gitRepository"] ?? {}) as Readonly<Record<string, unknown>>,
    required,
    ({ name, found, wanted }) =>
      report(
        `the repository's ${name} is ${String(found ?? "not set")}, and must be ${String(wanted ?? "left away")}, as ` +
          "configured; mend: take it from marsana-fleet:vercel.git",
      ),
  );
}
