// What a run weakens against what its stack was updated to last, as the stack's own outputs keep it.
import * as pulumi from "@pulumi/pulumi";
import { guardsOf } from "../inputs/guards.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { stagingStack } from "../inputs/neighbour.ts";
import { guardsOutput, unpacked } from "../release/guards.ts";
import { looseningsBetween } from "../release/loosening.ts";
import { reviewingOf, reviewOf } from "../release/looseningReview.ts";
import type { Outputs } from "./lastOutputs.ts";

export { guardsOutput };

/** One line for each change that weakens; none on the first update, when there is nothing to compare with. */
export function loosenedBy(inputs: Inputs, last: Outputs): string[] {
  const applied = last[guardsOutput];
  if (applied === undefined) return [];
  const before = unpacked(applied);
  if (before === undefined)
    return [`${guardsOutput}: the output that says what guarded the stack until now cannot be read`];
  const found = looseningsBetween(before, guardsOf(inputs), inputs.now);
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
