// The page about the rules of the pack: what each asks, how strict it is where, and how to mend what it finds.
import type { Rule } from "../policies/rule.ts";
import { rules } from "../policies/rules.ts";
import { code, table } from "./tables.ts";

const introduction = `# Rules: what a preview is judged by

Made by \`npm run docs\` from [\`policies/\`](../policies/rules.ts); edit that. [Reading a violation](reading-a-violation.md)
says how to read what a rule reports. Every rule is mandatory, which blocks, in \`prod\` and in \`rehearsal\`; in \`staging\`
the rules marked so advise, because a staging stack is where a release is made ready, and may be thrown away.
`;

const header = ["rule", "requires", "in staging", "what to do"];

/** The whole page, as Markdown. */
export function rulesPage(): string {
  return [introduction, ...table(header, rules.map(cells)), ""].join("\n");
}

function cells({ name, description, staging, mend }: Rule): string[] {
  return [`[${code(name)}](../policies/${fileOf(name)})`, description, staging ?? "mandatory", mend];
}

/** The file of a rule has the words of its name. */
export function fileOf(rule: string): string {
  return `${rule.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}.ts`;
}
