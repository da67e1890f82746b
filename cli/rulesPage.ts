// The page about the rules of the pack: what each asks, how strict it is where, and how to mend what it finds.
import { needOf, provingMend } from "../policies/gateRules.ts";
import type { Rule } from "../policies/rule.ts";
import { rules } from "../policies/rules.ts";
import { conditions } from "../release/conditions.ts";
import { code, table } from "./tables.ts";

const introduction = `# Rules: what a preview is judged by

Made by \`npm run docs\` from [\`policies/\`](../policies/rules.ts); edit that. [Reading a violation](reading-a-violation.md)
says how to read what a rule reports. Every rule is mandatory, which blocks, in \`prod\` and in \`rehearsal\`; in \`staging\`
the rules marked so advise, because a staging stack is where a release is made ready, and may be thrown away.

A rule can be tried out first: \`marsana-fleet:gate.observe.<rule>\` names the last day on which it only says what it
would have blocked.
`;

const header = ["rule", "requires", "in staging", "what to do"];

/** The whole page, as Markdown. */
export function rulesPage(): string {
  return [introduction, ...table(header, [...rules.map(cells), ...gateCells()]), ""].join("\n");
}

function cells({ name, description, staging, level, mend }: Rule): string[] {
  const strictness = level === "advisory" ? "advisory, as everywhere" : (staging ?? "mandatory");
  return [`[${code(name)}](../policies/${fileOf(name)})`, description, strictness, mend];
}

/** The rules of the gate: as many for checklists as the runbook has, and one for each condition. */
function gateCells(): string[][] {
  const proving =
    "Every item of a checklist must be proven or waived when it is due: a rule for each list, by its hours before the deployment.";
  return [
    [`[${code("prove-<hours>h-items")}](../policies/gateRules.ts)`, proving, "advisory", provingMend],
    ...Object.entries(conditions).map(([name, { text, mend }]) => [
      `[${code(name)}](../release/conditions.ts)`,
      needOf(text),
      "advisory",
      mend,
    ]),
  ];
}

/** The file of a rule has the words of its name. */
export function fileOf(rule: string): string {
  return `${rule.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}.ts`;
}
