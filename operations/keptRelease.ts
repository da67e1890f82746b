// Whether an update that names no release would leave away one that its stack has: the stack's own outputs know.
import * as pulumi from "@pulumi/pulumi";
import { type Inputs, noRelease } from "../inputs/inputs.ts";
import { stagingStack } from "../inputs/neighbour.ts";
import type { Outputs } from "./lastOutputs.ts";

/** The output under which a stack keeps the release that it was updated to last. */
export const releaseOutput = "release";

/** Why the update must name a release, if so: records can be missing, what the stack was updated to cannot. */
export function keptRelease({ release, stack }: Pick<Inputs, "release" | "stack">, last: Outputs): string[] {
  const version = last[releaseOutput];
  const isKept = release !== undefined || version === undefined || version === noRelease;
  if (isKept || stack === stagingStack) return [];
  return [
    `the release is ${noRelease}, and the stack was last updated to ${String(version)}: an update must say which release ` +
      `it keeps; mend: --release ${String(version)}, or pulumi config set --stack ${stack} marsana-fleet:release ${String(version)}`,
  ];
}

/** Stops a real update that would leave the release away, pack or no pack. */
export function assertKept(reasons: readonly string[]): void {
  if (reasons.length > 0 && !pulumi.runtime.isDryRun()) throw new pulumi.RunError(reasons.join("\n"));
}
