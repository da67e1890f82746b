// Tells an address of every deployment of the project.
import * as pulumi from "@pulumi/pulumi";
import { Webhook } from "@pulumiverse/vercel/webhook.js";

export interface DeploymentWebhookArgs {
  projectId: pulumi.Input<string>;
  teamId?: string | undefined;
  endpoint: string;
  events: readonly string[];
}

export class DeploymentWebhook extends pulumi.ComponentResource {
  /** With which the receiver checks that a message is Vercel's: a secret. */
  readonly signingSecret: pulumi.Output<string>;

  constructor(name: string, args: DeploymentWebhookArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:vercel:DeploymentWebhook", name, {}, opts);
    const webhook = new Webhook(
      `${name}-deployments`,
      {
        endpoint: args.endpoint,
        events: [...args.events],
        projectIds: [args.projectId],
        ...(args.teamId !== undefined && { teamId: args.teamId }),
      },
      { parent: this },
    );
    this.signingSecret = pulumi.secret(webhook.secret);
    this.registerOutputs({});
  }
}
