// Proves that there are release notes: a release on GitHub, or an entry of the changelog in the release's commit.
import { toString as textIn } from "mdast-util-to-string";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Collector } from "./collector.ts";
import { releasedCommit } from "./releasedCommit.ts";

const changelog = "CHANGELOG.md";

export const releaseNotes: Collector = {
  name: "release-notes",
  items: ["review-release-notes-and-changelog"],
  needs: ["GITHUB_TOKEN"],
  async collect(context) {
    const { version } = context.release;
    const { github, commit } = await releasedCommit(context);
    const tags = [`v${version}`, version];
    for (const tag of tags) {
      const release = await github.releaseOfTag(tag);
      if (release === undefined || release.draft || release.tag_name !== tag || !release.body?.trim())
        continue;
      return { result: "pass", detail: `release ${tag} is published, with notes`, url: release.html_url };
    }
    const text = (await github.file(changelog, commit.sha))?.toString("utf8");
    const url = commit.html_url;
    if (text !== undefined && hasEntry(text, version))
      return { result: "pass", detail: `${changelog} has an entry for ${version}`, url };
    const found = text === undefined ? `no ${changelog} in the commit` : `no entry for it in ${changelog}`;
    return {
      result: "fail",
      detail: `no published release ${tags.join(" or ")} with notes, and ${found}; required: one of them`,
      url,
    };
  },
};

/** Whether a heading names the version, and has something below it. */
export function hasEntry(markdown: string, version: string): boolean {
  const { children } = unified().use(remarkParse).parse(markdown);
  const names = [version, `v${version}`];
  return children.some((node, at) => {
    if (node.type !== "heading") return false;
    // Whole words: 1.0.0 is named neither by 1.0.0-rc1 nor by 11.0.0.
    const words = textIn(node).match(/[\w.+-]*\w/g) ?? [];
    if (!words.some((word) => names.includes(word))) return false;
    const end = children.findIndex((other, after) => {
      return after > at && other.type === "heading" && other.depth <= node.depth;
    });
    const below = children.slice(at + 1, end === -1 ? undefined : end);
    return below.some((one) => one.type !== "heading" && textIn(one).trim() !== "");
  });
}
