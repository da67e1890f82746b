// What the stack was updated to last: its own outputs, as the engine keeps them.
import * as pulumi from "@pulumi/pulumi";

export type Outputs = Readonly<Record<string, unknown>>;

/** The engine's own function, by which references to stacks are read; unlike one, it leaves no resource behind. */
export const readOutputs = "pulumi:pulumi:readStackOutputs";

/**
 * The outputs of the last update that went through, at preview and update alike; none before the first. They come from
 * the engine's own backend.
 * @throws RunError if they cannot be read: then nobody knows what guarded the stack, and nothing may be changed
 */
export async function lastOutputs(): Promise<Outputs> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const { outputs }: { outputs?: Outputs } = await pulumi.runtime
    .invoke(readOutputs, { name })
    .catch((error) => {
      throw new pulumi.RunError(
        `The last outputs of stack ${name} cannot be read, so nobody knows what it was updated to: ${error}`,
      );
    });
  if (outputs === undefined) throw new pulumi.RunError(`The engine gives no outputs of stack ${name}.`);
  return outputs;
}
