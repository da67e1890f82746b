// The application on Vercel: its project, its domain and its environment variables.
import * as pulumi from "@pulumi/pulumi";
import { Project, type ProjectArgs } from "@pulumiverse/vercel/project.js";
import { ProjectDomain } from "@pulumiverse/vercel/projectDomain.js";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable.js";
import { adopting, kept } from "./adopting.ts";

/** A variable's value, and whether it may never be read back from Vercel. */
export interface Variable {
  value: pulumi.Input<string>;
  sensitive: boolean;
}

/** By config's word for a protection, the one that Vercel's provider takes; no schema lists these. */
export const deploymentTypes = {
  standardProtectionNew: "standard_protection_new",
  standardProtection: "standard_protection",
  allDeployments: "all_deployments",
  onlyPreviewDeployments: "only_preview_deployments",
  none: "none",
} as const;

/** How the project builds, runs and is guarded. */
export interface ProjectSettings {
  projectName: string;
  git?: { provider: string; repository: string; productionBranch: string } | undefined;
  nodeVersion: string;
  /** How long an outdated browser is served by the release it has loaded; or none. */
  skewProtection: string;
  protection: { deployments: keyof typeof deploymentTypes; trustedIps: readonly string[] };
  functions: { fluid: boolean; cpu: string; timeoutSeconds?: number | undefined };
}

export interface WebApplicationArgs extends ProjectSettings {
  teamId?: string | undefined;
  domain: string;
  /** Where the functions run, as Vercel names its regions. */
  functionRegions: readonly string[];
  /** By the name of the environment variable. */
  variables: Readonly<Record<string, Variable>>;
  /** The ids of what exists already and is adopted instead of made. */
  adopt: {
    vercelProject?: string | undefined;
    vercelDomain?: string | undefined;
    vercelVariables: Readonly<Record<string, string>>;
  };
}

export class WebApplication extends pulumi.ComponentResource {
  readonly project: Project;
  readonly domain: ProjectDomain;

  constructor(name: string, args: WebApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:WebApplication", name, {}, opts);
    const team = args.teamId === undefined ? {} : { teamId: args.teamId };
    const { adopt } = args;
    this.project = new Project(
      `${name}-project`,
      { ...projectArgs(args), ...team },
      // With the project go its deployments and its history of rollback candidates.
      { parent: this, protect: true, ...kept, ...adopting(adopt.vercelProject) },
    );
    this.domain = new ProjectDomain(
      `${name}-domain`,
      { projectId: this.project.id, domain: args.domain, ...team },
      // Without the domain the application is offline for everybody.
      { parent: this, protect: true, ...kept, ...adopting(adopt.vercelDomain) },
    );
    for (const [key, { value, sensitive }] of Object.entries(args.variables)) {
      new ProjectEnvironmentVariable(
        `${name}-variable-${key}`,
        { projectId: this.project.id, key, value, sensitive, targets: ["production"], ...team },
        { parent: this, ...adopting(adopt.vercelVariables[key]) },
      );
    }
    this.registerOutputs({});
  }
}

/** The project as Vercel takes it; what is left away keeps Vercel's own default. */
export function projectArgs(args: WebApplicationArgs): ProjectArgs {
  const { git, functions, skewProtection } = args;
  return {
    name: args.projectName,
    framework: "nextjs",
    // A build becomes production when the runbook's deployment step promotes it, never by being built.
    autoAssignCustomDomains: false,
    nodeVersion: args.nodeVersion,
    ...(git && {
      gitRepository: { type: git.provider, repo: git.repository, productionBranch: git.productionBranch },
    }),
    ...(skewProtection !== "none" && { skewProtection }),
    ...protectionArgs(args.protection),
    resourceConfig: {
      fluid: functions.fluid,
      functionDefaultCpuType: functions.cpu,
      functionDefaultRegions: [...args.functionRegions],
      ...(functions.timeoutSeconds !== undefined && { functionDefaultTimeout: functions.timeoutSeconds }),
    },
  };
}

function protectionArgs({ deployments, trustedIps }: ProjectSettings["protection"]): Partial<ProjectArgs> {
  const deploymentType = deploymentTypes[deployments];
  return {
    vercelAuthentication: { deploymentType },
    ...(trustedIps.length > 0 && {
      trustedIps: {
        addresses: trustedIps.map((value) => ({ value })),
        deploymentType,
        protectionMode: "trusted_ip_required",
      },
    }),
  };
}
