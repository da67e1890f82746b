// Reads the commands of a page, what each is to end with and what it is to print, so that a test can run the page.
import type { Code, Heading, RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

export interface DocCommand {
  /** As it stands in the page, without the comment about its exit code. */
  readonly command: string;
  /** ```` ```bash ```` needs nothing, ```` ```bash account ```` a login and credentials. */
  readonly needs: "nothing" | "account";
  /** False in a fence with the word `unrun`: it needs a person or a service of the reader's; its flags are checked. */
  readonly run: boolean;
  /** From a comment such as `# exit code 1` at the end of its line; else 0. */
  readonly exitCode: number;
  /** The ```` ```text ```` block right after the fence: it belongs to the fence's last command. */
  readonly output: string | undefined;
  /** Counted from 1. */
  readonly line: number;
}

/** The commands of a page, in its order. A backslash at the end of a line continues a command on the next. */
export function commandsIn(page: string): DocCommand[] {
  const nodes = unified().use(remarkParse).parse(page).children;
  return nodes.flatMap((node, index) => {
    if (!isCode(node, "bash")) return [];
    const words = (node.meta ?? "").split(" ");
    const next = nodes[index + 1];
    const commands = lines(node.value, (node.position?.start.line ?? 0) + 1);
    return commands.map(({ text, line }, at): DocCommand => {
      const [, command = text, code = "0"] = /^(.*?)\s+# exit code (\d+)$/s.exec(text) ?? [];
      const output = at === commands.length - 1 && isCode(next, "text") ? next.value : undefined;
      const needs = words.includes("account") ? "account" : "nothing";
      return { command, needs, run: !words.includes("unrun"), exitCode: Number(code), output, line };
    });
  });
}

/** The commands of Pulumi and of this project that stand inside a page's sentences, each once. */
export function inlineCommandsIn(page: string): string[] {
  const found = new Set<string>();
  visit(unified().use(remarkParse).use(remarkGfm).parse(page), "inlineCode", ({ value }) => {
    if (/^(?:pulumi|npm run) [a-z]/.test(value)) found.add(value);
  });
  return [...found];
}

/** The ```` ```text ```` blocks that follow no command, by the text of the heading above. */
export function samplesIn(page: string): Map<string, string> {
  const nodes = unified().use(remarkParse).parse(page).children;
  const samples = new Map<string, string>();
  let heading: Heading | undefined;
  for (const [index, node] of nodes.entries()) {
    if (node.type === "heading") heading = node;
    const isSample = isCode(node, "text") && !isCode(nodes[index - 1], "bash");
    if (heading !== undefined && isSample) samples.set(textOf(heading), node.value);
  }
  return samples;
}

/**
 * The first part of a page's sample that the output does not hold. Indentation and colour do not count. "…" stands
 * for anything within a line; on a line of its own it parts what may come in any order.
 */
export function missingIn(output: string, sample: string): string | undefined {
  const plain = (text: string) => trimmed(text).join("\n");
  const parts = plain(sample).split(/^…$/m);
  return parts.map(plain).find((part) => !pattern(part).test(plain(output)));
}

function pattern(part: string): RegExp {
  const literals = part.split("…").map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(literals.join(".*"));
}

const trimmed = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function isCode(node: RootContent | undefined, lang: string): node is Code {
  return node?.type === "code" && node.lang === lang;
}

function lines(text: string, first: number): { text: string; line: number }[] {
  const commands: { text: string; line: number }[] = [];
  let continued = false;
  for (const [index, line] of text.split("\n").entries()) {
    const last = commands.at(-1);
    if (continued && last !== undefined) last.text += `\n${line}`;
    else if (/^\s*[^#\s]/.test(line)) commands.push({ text: line, line: first + index });
    continued = line.endsWith("\\");
  }
  return commands;
}
