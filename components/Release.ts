// The release that the stack is updated to: its plain facts, kept in the stack's state beside what it has changed.
import * as pulumi from "@pulumi/pulumi";

/** As its manifest has them, and what identifies it: none of them changes by itself. */
export interface ReleaseArgs {
  version: string;
  kind: "standard" | "emergency";
  commit: string;
  /** When the deployment may begin at the earliest, and for how many minutes. */
  windowStart: string;
  windowMinutes: number;
  deployer: string;
  approver: string;
  /** Of commit, migrations and plan. */
  digest: string;
}

export class Release extends pulumi.ComponentResource<undefined> {
  static readonly type = "marsana:release:Release";

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Release.type, name, { ...args }, opts);
    this.registerOutputs({});
  }
}
