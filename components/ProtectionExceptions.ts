// The host names that are reached without a login, although the project's deployments are protected.
import * as pulumi from "@pulumi/pulumi";
import { DeploymentProtectionException } from "@pulumiverse/vercel/deploymentProtectionException.js";

export interface ProtectionExceptionsArgs {
  projectId: pulumi.Input<string>;
  teamId?: string | undefined;
  hosts: readonly string[];
  /** The domains that the stack itself makes: Vercel refuses an exception for a host that it does not know. */
  domains: readonly pulumi.Resource[];
}

export class ProtectionExceptions extends pulumi.ComponentResource {
  constructor(name: string, args: ProtectionExceptionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:ProtectionExceptions", name, {}, opts);
    for (const alias of args.hosts) {
      new DeploymentProtectionException(
        `${name}-${alias}`,
        { projectId: args.projectId, alias, ...(args.teamId !== undefined && { teamId: args.teamId }) },
        { parent: this, dependsOn: [...args.domains] },
      );
    }
    this.registerOutputs({});
  }
}

/** What config says of the project's protection, as far as it concerns exceptions. */
export interface Protection {
  deployments: string;
  exceptHealthCheck: boolean;
  exceptions: readonly string[];
}

/**
 * The hosts to leave out. Production's domain is public under every protection but that of all deployments; there the
 * health check needs an exception. A bypass secret in a header would be finer, but Vercel's provider writes that
 * secret into the resource's id, which the engine's state and output show in plain text.
 */
export function exceptedHosts(domain: string, protection: Protection): string[] {
  const covered = protection.deployments === "allDeployments" && protection.exceptHealthCheck;
  return [...new Set([...(covered ? [domain] : []), ...protection.exceptions])];
}
