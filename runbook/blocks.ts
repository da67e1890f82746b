// Finds blocks of code that swallow what stands after them.
import type { Code } from "mdast";
import { visit } from "unist-util-visit";
import { type Document, placeOf } from "./document.ts";

const fence = /^[>\s]*(`{3,}|~{3,})\s*(.*)$/;

/** Reports each block that is never closed, and each in which another one starts: its end is missing. */
export function findOpenBlocks(doc: Document): void {
  visit(doc.tree, "code", (node) => {
    const opening = fence.exec(doc.lines[placeOf(node).line - 1] ?? "")?.[1];
    if (opening === undefined) return;
    const inside = blockInside(doc, node, opening);
    if (inside === undefined && isClosed(doc, node)) return;
    doc.error("open-block", placeOf(node), {
      found: inside
        ? `a block of code with another one's start inside it, on line ${inside}`
        : "a block of code that is never closed",
      required: `a line "${opening}" where it ends`,
      mend: "add that line after its last command",
    });
  });
}

function isClosed(doc: Document, node: Code): boolean {
  const last = node.position?.end.line ?? 0;
  return last > placeOf(node).line && fence.exec(doc.lines[last - 1] ?? "")?.[2] === "";
}

/** The line inside a block that would open one like it. A longer fence outside lets shorter ones stand inside. */
function blockInside(doc: Document, node: Code, opening: string): number | undefined {
  const start = placeOf(node).line;
  const lines = doc.lines.slice(start, node.position?.end.line ?? start);
  const index = lines.findIndex((line) => {
    const [, marks, language] = fence.exec(line) ?? [];
    return marks?.startsWith(opening) && language !== "";
  });
  return index === -1 ? undefined : start + index + 1;
}
