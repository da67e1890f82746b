// Blocks a change of runbook or config that weakens what guards the stack, until a second person has looked at it.
import { looseningRule, reviewingOf, reviewOf } from "../release/looseningReview.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** Reads the list that the gate carries: only the program can read what the stack was updated to last. */
export const reviewLoosening: ResourceRule = {
  name: looseningRule,
  description:
    "What weakens an alert, removes a gate or widens silence must have been reviewed by a second person.",
  mend:
    "Undo the change; or have somebody else look at it, who records it with the line that the message shows " +
    "(`npm run runbook -- accept-loosening`); with nobody to ask, break the glass.",
  staging: "advisory",
  appliesTo: [types.gate],
  checkResource({ props }, inputs, report) {
    const loosened = props["loosened"];
    if (!Array.isArray(loosened)) throw new TypeError("the gate carries no list of what is weakened");
    const lines = loosened.map(String);
    const review = reviewOf(lines, reviewingOf(inputs));
    if (review.passed !== undefined) return;
    for (const line of lines) report(`${line}; ${review.why}; mend: ${review.mend}`);
  },
};
