// The application on Vercel: its project, its domain and its environment variables.
import * as pulumi from "@pulumi/pulumi";
import { Project } from "@pulumiverse/vercel/project.js";
import { ProjectDomain } from "@pulumiverse/vercel/projectDomain.js";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable.js";

/** A variable's value, and whether it may never be read back from Vercel. */
export interface Variable {
  value: pulumi.Input<string>;
  sensitive: boolean;
}

export interface WebApplicationArgs {
  projectName: string;
  teamId?: string;
  domain: string;
  /** By the name of the environment variable. */
  variables: Readonly<Record<string, Variable>>;
}

export class WebApplication extends pulumi.ComponentResource {
  readonly project: Project;
  readonly domain: ProjectDomain;

  constructor(name: string, args: WebApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:WebApplication", name, {}, opts);
    const team = args.teamId === undefined ? {} : { teamId: args.teamId };
    this.project = new Project(
      `${name}-project`,
      {
        name: args.projectName,
        framework: "nextjs",
        // A build becomes production when the runbook's deployment step promotes it, never by being built.
        autoAssignCustomDomains: false,
        ...team,
      },
      // With the project go its deployments and its history of rollback candidates.
      { parent: this, protect: true },
    );
    this.domain = new ProjectDomain(
      `${name}-domain`,
      { projectId: this.project.id, domain: args.domain, ...team },
      // Without the domain the application is offline for everybody.
      { parent: this, protect: true },
    );
    for (const [key, { value, sensitive }] of Object.entries(args.variables)) {
      new ProjectEnvironmentVariable(
        `${name}-variable-${key}`,
        { projectId: this.project.id, key, value, sensitive, targets: ["production"], ...team },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
