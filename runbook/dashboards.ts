// "Dashboard URLs": the links of the runbook, which become the stack's outputs.
import { slug } from "github-slugger";
import type { ListItem } from "mdast";
import { visit } from "unist-util-visit";
import { type Document, placeOf, plainText } from "./document.ts";
import { identityOf, reportRepeated } from "./ids.ts";
import { missingList } from "./items.ts";
import type { Dashboard } from "./model.ts";
import { requireNoHeadings, type Section } from "./sections.ts";
import { isUrl } from "./url.ts";

export function readDashboards(doc: Document, section: Section): Dashboard[] {
  requireNoHeadings(doc, section);
  const lists = section.content.filter((node) => node.type === "list");
  if (lists.length === 0) missingList(doc, section.at, section.title);
  const dashboards = lists.flatMap(({ children }) =>
    children.flatMap((item) => readDashboard(doc, item) ?? []),
  );
  const entries = dashboards.map((dashboard) => ({ ...dashboard, text: dashboard.name }));
  reportRepeated(doc, entries, section.title);
  return dashboards;
}

/** "**Name**: address (note)", the address bare or as the target of a link. */
function readDashboard(doc: Document, item: ListItem): Dashboard | undefined {
  const paragraph = item.children.find(({ type }) => type === "paragraph") ?? item;
  const at = placeOf(paragraph);
  const parts = /^([^:]+?)\s*:\s*(?!\/\/)(\S+)\s*(?:\((.*)\))?$/.exec(plainText(paragraph));
  let linked: string | undefined;
  visit(paragraph, "link", ({ url }) => {
    linked ??= url;
  });
  const url = linked ?? parts?.[2];
  const name = parts?.[1] ?? "";
  if (parts === null || slug(name) === "" || url === undefined || !isUrl(url, /^https?:$/)) {
    doc.error("unreadable-link", at, {
      found: `"${plainText(paragraph)}"`,
      required: '"**Name**: https://…", with a note in parentheses if need be',
      mend: "write the dashboard's name and its full address",
    });
    return undefined;
  }
  const note = parts[3]?.trim();
  return { ...identityOf(doc, paragraph, name), name, url, ...(note && { note }), at };
}
