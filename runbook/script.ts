// Reads the shell blocks of a section: what is to be run, and the comments that tell a person what to do.
import type { Code } from "mdast";
import { type Document, placeOf } from "./document.ts";
import type { ScriptLine } from "./model.ts";
import { requireNoHeadings, type Section } from "./sections.ts";

const shells = new Set(["bash", "sh", "shell", "zsh", "console", ""]);

/** The lines of all shell blocks under a heading, without blank ones; no block at all is an error. */
export function readScript(doc: Document, section: Section): ScriptLine[] {
  requireNoHeadings(doc, section);
  const blocks = section.content.filter((node) => node.type === "code");
  const lines = blocks.flatMap((block) => {
    if (shells.has(block.lang ?? "")) return linesOf(doc, block);
    doc.finding("unknown-language", placeOf(block), {
      found: `a block in "${block.lang}", which nothing executes`,
      required: '"```bash" for what is to be run',
      mend: "mark it as bash, or leave it for people to read",
    });
    return [];
  });
  if (lines.length > 0) return lines;
  const block = blocks.find(({ lang }) => shells.has(lang ?? ""));
  doc.error("missing-commands", block ? placeOf(block) : section.at, {
    found: block ? "an empty code block" : `no shell code block under "${section.title}"`,
    required: 'a block that starts with "```bash" and has at least one line',
    mend: "add the commands, or comments that say what to do",
  });
  return [];
}

function linesOf(doc: Document, block: Code): ScriptLine[] {
  const start = placeOf(block).line;
  const fenced = /^\s*[`~]{3}/.test(doc.lines[start - 1] ?? "");
  const lines: ScriptLine[] = [];
  let continued: ScriptLine | undefined;
  for (const [index, raw] of block.value.split("\n").entries()) {
    const goesOn = raw.endsWith("\\");
    const text = (goesOn ? raw.slice(0, -1) : raw).trim();
    if (continued) continued.text = `${continued.text} ${text}`.trim();
    else if (text !== "") lines.push(lineOf(doc, text, start + index + (fenced ? 1 : 0)));
    continued = goesOn ? (continued ?? lines.at(-1)) : undefined;
  }
  return lines;
}

function lineOf(doc: Document, text: string, line: number): ScriptLine {
  const at = doc.lineStart(line);
  const comment = /^#+\s*(.*)$/.exec(text);
  return comment ? { kind: "comment", text: comment[1] ?? "", at } : { kind: "command", text, at };
}
