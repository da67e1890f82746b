// A stack's outputs for people: where to look first, then all that it keeps.
import type { RunResult } from "../engine/result.ts";

/** The outputs that are links come first. */
const first = ["dashboards", "links"];

/** All outputs, as a list with the links first. */
export function outputsText({ stack, outputs }: RunResult): string {
  const names = Object.keys(outputs);
  if (names.length === 0) return `Stack ${stack} has no outputs: nothing has been updated yet.\n`;
  const ordered = [
    ...first.filter((name) => names.includes(name)),
    ...names.filter((name) => !first.includes(name)),
  ];
  const lines = ordered.flatMap((name) => linesOf(name, outputs[name], ""));
  return `${lines.join("\n")}\n`;
}

/** The links to dashboards and to what was created; how many more of each kind the outputs have. */
export function linksIn({ outputs, stack }: RunResult): string[] {
  const all = first.flatMap((name) => Object.entries(Object(outputs[name])));
  const links = all.filter((one): one is [string, string] => /^https?:/.test(String(one[1])));
  const lists = all.filter(([, value]) => isLinks(value));
  const width = Math.max(...links.map(([name]) => name.length));
  const more = lists.map(([name, value]) => `${Object.keys(Object(value)).length} ${name}`);
  return [
    ...links.map(([name, url]) => `  ${name.padEnd(width)}  ${url}`),
    ...(more.length > 0 ? [`  and ${more.join(", ")}: npm run outputs -- --stack ${stack}`] : []),
  ];
}

/** Whether it has links of its own; before the first update, they are not known. */
function isLinks(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((one) => /^https?:/.test(String(one)))
  );
}

function linesOf(name: string, value: unknown, indent: string): string[] {
  if (typeof value !== "object" || value === null) return [`${indent}${name}: ${shown(String(value))}`];
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${indent}${name}: none`];
  const inner = Array.isArray(value)
    ? value.flatMap((one) =>
        typeof one === "object" ? linesOf("-", one, `${indent}  `) : [`${indent}  - ${String(one)}`],
      )
    : entries.flatMap(([key, one]) => linesOf(key, one, `${indent}  `));
  return [`${indent}${name}:`, ...inner];
}

/** What is packed is not for people; --json has it. */
function shown(text: string): string {
  return text.length > 300 ? `${text.slice(0, 20)}… (${text.length} characters: --json has them)` : text;
}
