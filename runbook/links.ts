// Finds links inside the document that lead nowhere.
import Slugger from "github-slugger";
import { visit } from "unist-util-visit";
import { type Document, placeOf, plainText } from "./document.ts";

/** Reports each link to a heading that is not there. */
export function findBrokenLinks(doc: Document): void {
  const slugger = new Slugger();
  const anchors = new Set<string>();
  visit(doc.tree, "heading", (node) => void anchors.add(`#${slugger.slug(plainText(node))}`));
  visit(doc.tree, "link", (node) => {
    if (!node.url.startsWith("#") || anchors.has(node.url)) return;
    doc.finding("broken-link", placeOf(node), {
      found: `a link to ${node.url}`,
      required: "the anchor of a heading of this document",
      mend: "correct the link or the heading",
    });
  });
}
