// How deployments live and die: how long each kind is kept, and how a release reaches more and more visitors.
import * as pulumi from "@pulumi/pulumi";
import { ProjectDeploymentRetention } from "@pulumiverse/vercel/projectDeploymentRetention.js";
import {
  ProjectRollingRelease,
  type ProjectRollingReleaseArgs,
} from "@pulumiverse/vercel/projectRollingRelease.js";

export interface RollingRelease {
  advancement: string;
  stages: readonly { percentage: number; minutes?: number | undefined }[];
}

export interface DeploymentLifecycleArgs {
  projectId: pulumi.Input<string>;
  teamId?: string | undefined;
  /** Each as Vercel writes spans: 1d, 1w, 1m, 2m, 3m, 6m or 1y. */
  retention: { production: string; preview: string; errored: string; canceled: string };
  rollingRelease?: RollingRelease | undefined;
}

export class DeploymentLifecycle extends pulumi.ComponentResource {
  constructor(name: string, args: DeploymentLifecycleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:DeploymentLifecycle", name, {}, opts);
    const { projectId, retention, rollingRelease } = args;
    const team = args.teamId === undefined ? {} : { teamId: args.teamId };
    new ProjectDeploymentRetention(
      `${name}-retention`,
      {
        projectId,
        expirationProduction: retention.production,
        expirationPreview: retention.preview,
        expirationErrored: retention.errored,
        expirationCanceled: retention.canceled,
        ...team,
      },
      { parent: this },
    );
    if (rollingRelease !== undefined) {
      new ProjectRollingRelease(
        `${name}-rolling-release`,
        { projectId, ...rollingReleaseArgs(rollingRelease), ...team },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

export function rollingReleaseArgs({
  advancement,
  stages,
}: RollingRelease): Omit<ProjectRollingReleaseArgs, "projectId"> {
  return {
    advancementType: advancement,
    stages: stages.map(({ percentage, minutes }) => ({
      targetPercentage: percentage,
      ...(minutes !== undefined && { duration: minutes }),
    })),
  };
}
