// Whether an update that names no release would leave away one that its stack has: the stack's own outputs know.
import * as pulumi from "@pulumi/pulumi";
import { type Inputs, noRelease } from "../inputs/inputs.ts";
import { stagingStack } from "../inputs/neighbour.ts";
import { readOutputs } from "./loosened.ts";

/** The output under which a stack keeps the release that it was updated to last. */
export const releaseOutput = "release";

/**
 * Why the update must name a release, if so: records can be missing, what the stack was updated to cannot.
 * @throws RunError if the engine cannot say: then nobody knows
 */
export async function keptRelease({ release, stack }: Inputs): Promise<string[]> {
  if (release !== undefined || stack === stagingStack) return [];
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const { outputs = {} }: { outputs?: Readonly<Record<string, unknown>> } = await pulumi.runtime
    .invoke(readOutputs, { name })
    .catch((error) => {
      throw new pulumi.RunError(
        `The last outputs of stack ${name} cannot be read, so nobody knows its release: ${error}`,
      );
    });
  const last = outputs[releaseOutput];
  if (last === undefined || last === noRelease) return [];
  return [
    `the release is ${noRelease}, and the stack was last updated to ${String(last)}: an update must say which release it ` +
      `keeps; mend: --release ${String(last)}, or pulumi config set --stack ${stack} marsana-fleet:release ${String(last)}`,
  ];
}

/** Stops a real update that would leave the release away, pack or no pack. */
export function assertKept(reasons: readonly string[]): void {
  if (reasons.length > 0 && !pulumi.runtime.isDryRun()) throw new pulumi.RunError(reasons.join("\n"));
}
