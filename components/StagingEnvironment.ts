// An environment of the project beside production and preview, built from a branch of its own.
import * as pulumi from "@pulumi/pulumi";
import { CustomEnvironment } from "@pulumiverse/vercel/customEnvironment.js";
import { ProjectDomain } from "@pulumiverse/vercel/projectDomain.js";

export interface StagingEnvironmentArgs {
  projectId: pulumi.Input<string>;
  teamId?: string | undefined;
  environmentName: string;
  /** The one branch whose builds go there. */
  branch: string;
  domain?: string | undefined;
}

/** It is given none of production's variables: what it needs is set for it alone. */
export class StagingEnvironment extends pulumi.ComponentResource {
  /** Undefined where the environment has none of its own. */
  readonly domain: ProjectDomain | undefined;

  constructor(name: string, args: StagingEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:StagingEnvironment", name, {}, opts);
    const { projectId } = args;
    const team = args.teamId === undefined ? {} : { teamId: args.teamId };
    const environment = new CustomEnvironment(
      `${name}-environment`,
      {
        projectId,
        name: args.environmentName,
        branchTracking: { type: "equals", pattern: args.branch },
        ...team,
      },
      { parent: this },
    );
    if (args.domain !== undefined) {
      this.domain = new ProjectDomain(
        `${name}-domain`,
        { projectId, domain: args.domain, customEnvironmentId: environment.id, ...team },
        { parent: this, protect: true },
      );
    }
    this.registerOutputs({});
  }
}
