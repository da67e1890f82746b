// The rules of the release gate: one for each checklist of the runbook, one for each condition. None judges by itself.
import { conditions } from "../release/conditions.ts";
import { isSettled, sentenceOf } from "../release/finding.ts";
import { ruleOf } from "../release/items.ts";
import type { Runbook } from "../runbook/index.ts";
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** What to do about an item of a checklist, in Markdown. */
export const provingMend =
  "`npm run runbook -- collect <version>` proves what a machine can; `npm run runbook -- attest <version> <item>` " +
  "records what a person has seen.";

/** By the runbook: one that has another checklist has another rule, with no code. */
export function gateRules({ preDeployment }: Pick<Runbook, "preDeployment">): ResourceRule[] {
  return [
    ...preDeployment.map((list) =>
      gateRule(
        ruleOf(list),
        `Every item of "${list.title}" must be proven or waived when it is due.`,
        provingMend,
      ),
    ),
    ...Object.entries(conditions).map(([rule, { text, mend }]) => gateRule(rule, needOf(text), mend)),
  ];
}

/** A condition as a sentence. */
export function needOf(text: string): string {
  return `A release needs that ${text}.`;
}

/** Reports what the assessment finds under this rule; in a preview, what is not due yet is left to await-release. */
function gateRule(name: string, description: string, mend: string): ResourceRule {
  return {
    name,
    description,
    mend,
    staging: "advisory",
    appliesTo: [types.gate],
    checkResource(_gate, { gate: { assessment }, preview }, report) {
      if (assessment === undefined || assessment.verdict === "deployed") return;
      for (const finding of assessment.findings) {
        if (finding.rule !== name || isSettled(finding)) continue;
        if (finding.state !== "pending" || !preview) report(sentenceOf(finding));
      }
    },
  };
}
