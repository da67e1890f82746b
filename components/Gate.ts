// The gate of a release: a childless component that everything else waits for, so that a rule can stop it all.
import * as pulumi from "@pulumi/pulumi";

/**
 * Plain facts for the pack's rule, and none that changes by itself: no instant, no output of another resource.
 * `blocking` holds why the release must not be deployed, `waiting` what is still to be done and not yet due;
 * `loosened` what guards less than it did before this update.
 */
export interface GateArgs {
  release: string;
  releaseDigest: string;
  runbookDigest: string;
  blocking: string[];
  waiting: string[];
  loosened: string[];
}

export class Gate extends pulumi.ComponentResource<undefined> {
  static readonly type = "marsana:release:Gate";

  constructor(name: string, args: GateArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Gate.type, name, { ...args }, opts);
    this.registerOutputs({});
  }

  /** Settles once the engine has accepted the gate. A violation ends the program before it does. */
  async opened(): Promise<void> {
    await new Promise<void>((resolve) => this.urn.apply(() => resolve()));
  }
}
