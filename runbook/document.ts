// The Markdown document that is being read: its text, its tree, its places, and the problems found so far.
import type { Node, Nodes, Root } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Misreading } from "../calendar/reading.ts";
import type { GivenId } from "./ids.ts";
import type { Place } from "./model.ts";
import type { Problem } from "./problem.ts";

const markdown = unified().use(remarkParse).use(remarkGfm);

/** The text with neither byte order mark nor carriage returns: on every system the same document. */
function normalised(source: string): string {
  return source.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

export class Document {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly tree: Root;
  readonly problems: Problem[] = [];
  /** The ids that the document itself gives, by the node at whose end each stands. */
  readonly ids = new Map<Nodes, GivenId>();

  constructor(source: string, file: string) {
    this.file = file;
    this.text = normalised(source);
    this.lines = this.text.split("\n");
    this.tree = markdown.parse(this.text);
  }

  error(rule: string, at: Place, words: Misreading): void {
    this.report("error", rule, at, words);
  }

  finding(rule: string, at: Place, words: Misreading): void {
    this.report("finding", rule, at, words);
  }

  private report(severity: Problem["severity"], rule: string, { line, column }: Place, words: Misreading) {
    const { found, required, mend } = words;
    this.problems.push({ severity, rule, file: this.file, line, column, found, required, mend });
  }

  /** The first place in a line that is not blank. */
  lineStart(line: number): Place {
    return { line, column: (this.lines[line - 1]?.search(/\S/) ?? 0) + 1 || 1 };
  }
}

/** Where a node starts. */
export function placeOf(node: Node): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
}

/** A node's text without its marks, on one line. */
export function plainText(node: Node): string {
  return textIn(node).replaceAll(/\s+/g, " ").trim();
}
