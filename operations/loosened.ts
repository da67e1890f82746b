// What a run weakens against what its stack was updated to last, as the stack's own outputs keep it.
import * as pulumi from "@pulumi/pulumi";
import { guardsOf } from "../inputs/guards.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { stagingStack } from "../inputs/neighbour.ts";
import { guardsOutput, guardsSchema } from "../release/guards.ts";
import { looseningsBetween } from "../release/loosening.ts";
import { reviewingOf, reviewOf } from "../release/looseningReview.ts";

export { guardsOutput };

/** The engine's own function, by which references to stacks are read; unlike one, it leaves no resource behind. */
export const readOutputs = "pulumi:pulumi:readStackOutputs";

/**
 * One line for each change that weakens; none on the first update, when there is nothing to compare with. The engine
 * gives the outputs of the last update that went through, at preview and update alike, from its own backend.
 * @throws RunError if it cannot: then nobody knows, and nothing may be changed
 */
export async function loosenedBy(inputs: Inputs): Promise<string[]> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const { outputs }: { outputs?: Readonly<Record<string, unknown>> } = await pulumi.runtime
    .invoke(readOutputs, { name })
    .catch((error) => {
      throw new pulumi.RunError(
        `The last outputs of stack ${name} cannot be read, so nobody knows whether this weakens anything: ${error}`,
      );
    });
  if (outputs === undefined) throw new pulumi.RunError(`The engine gives no outputs of stack ${name}.`);
  const applied = outputs[guardsOutput];
  if (applied === undefined) return [];
  const before = guardsSchema.safeParse(applied);
  if (!before.success)
    return [`${guardsOutput}: the output that says what guarded the stack until now cannot be read`];
  const found = looseningsBetween(before.data, guardsOf(inputs), inputs.now);
  return found.map(({ id, text }) => `${id}: ${text}`);
}

/** Names what is weakened at preview; stops a real update that nobody else has reviewed, pack or no pack. */
export function assertReviewed(loosened: readonly string[], inputs: Inputs): void {
  if (loosened.length === 0) return;
  const { stack } = inputs;
  const review = reviewOf(loosened, reviewingOf(inputs));
  const says =
    review.passed === undefined ? `${review.why}; mend: ${review.mend}` : `let through: ${review.passed}`;
  const message = [`This weakens what guards stack ${stack}:`, ...loosened.map((one) => `  - ${one}`), says];
  const isHeldUp = review.passed === undefined && stack !== stagingStack;
  if (isHeldUp && !pulumi.runtime.isDryRun()) throw new pulumi.RunError(message.join("\n"));
  pulumi.log.warn(message.join("\n"));
}
