// What counts as the notes of a release.
import assert from "node:assert/strict";
import { hasEntry, releaseNotes } from "../../../operations/collect/releaseNotes.ts";
import type { GithubState } from "../../../rehearsal/services/github.ts";
import { commit, contextFor, foundBy, githubPerTest, repositoryWith } from "../../support/github.ts";

const notes = { draft: false, body: "What is new" };
const file = `${commit}:CHANGELOG.md`;
const url = `https://github.com/marsana/fleet/commit/${commit}`;
const none = "no published release v1.0.0-rc1 or 1.0.0-rc1 with notes, and";

describe("the notes of a release", () => {
  const start = githubPerTest();

  for (const tag of ["v1.0.0-rc1", "1.0.0-rc1"]) {
    it(`are those of the published release ${tag}`, async () => {
      const { context } = contextFor(await start(repositoryWith({ releases: { [tag]: notes } })));
      assert.deepEqual(await foundBy(releaseNotes, context), {
        result: "pass",
        detail: `release ${tag} is published, with notes`,
        url: `https://github.com/marsana/fleet/releases/tag/${tag}`,
      });
    });
  }

  it("are an entry of the changelog in the commit", async () => {
    const files = { [file]: "# Changes\n\n## 1.0.0-rc1\n\n- First\n" };
    const { context } = contextFor(await start(repositoryWith({ files })));
    const detail = "CHANGELOG.md has an entry for 1.0.0-rc1";
    assert.deepEqual(await foundBy(releaseNotes, context), { result: "pass", detail, url });
  });

  const missing: readonly [what: string, state: Partial<GithubState>, found: string][] = [
    ["nothing there", {}, "no CHANGELOG.md in the commit"],
    ["a draft", { releases: { "v1.0.0-rc1": { ...notes, draft: true } } }, "no CHANGELOG.md in the commit"],
    [
      "a release without a word",
      { releases: { "v1.0.0-rc1": { draft: false, body: " " } } },
      "no CHANGELOG.md in the commit",
    ],
    [
      "a release without a text",
      { releases: { "v1.0.0-rc1": { draft: false, body: null } } },
      "no CHANGELOG.md in the commit",
    ],
    ["another release", { releases: { "v1.0.0": notes } }, "no CHANGELOG.md in the commit"],
    [
      "the changelog of another version",
      { files: { [file]: "# 1.0.0\n\nFirst\n" } },
      "no entry for it in CHANGELOG.md",
    ],
    [
      "the changelog of a branch",
      { files: { "main:CHANGELOG.md": "# 1.0.0-rc1\n\nFirst\n" } },
      "no CHANGELOG.md in the commit",
    ],
  ];
  for (const [what, state, found] of missing) {
    it(`are missing with ${what}`, async () => {
      const { context } = contextFor(await start(repositoryWith(state)));
      const detail = `${none} ${found}; required: one of them`;
      assert.deepEqual(await foundBy(releaseNotes, context), { result: "fail", detail, url });
    });
  }

  it("are not those of a draft that GitHub gives out by its tag", async () => {
    const draft = { tag_name: "v1.0.0-rc1", draft: true, html_url: url, body: "What is new" };
    const standIn = await start(repositoryWith(), ({ path }) =>
      path.endsWith("/v1.0.0-rc1") ? { status: 200, body: JSON.stringify(draft) } : undefined,
    );
    assert.equal((await foundBy(releaseNotes, contextFor(standIn).context)).result, "fail");
  });

  const entries: readonly [markdown: string, has: boolean][] = [
    ["# 1.0.0\n\nFirst", true],
    ["## v1.0.0\n\nFirst", true],
    ["## [1.0.0] - 2026-02-03\n\n### Added\n\n- First", true],
    ["## [1.0.0](https://example.com)\n\nFirst", true],
    ["1.0.0 / 2026-02-03\n==================\n\n  * First", true],
    ["## Release 1.0.0: the first one.\n\nFirst", true],
    ["## 1.0.0.\n\nFirst", true],
    ["## 1.0.0-rc1\n\nFirst", false],
    ["## 11.0.0\n\nFirst", false],
    ["## 1.0.01\n\nFirst", false],
    ["## 1.0.0+2\n\nFirst", false],
    ["## 1.0.0", false],
    ["## 1.0.0\n\n## 0.9.0\n\nFirst", false],
    ["## 1.0.0\n\n### Added\n\n## 0.9.0\n\n- First", false],
    ["1.0.0 comes soon", false],
    ["```\n## 1.0.0\n\nFirst\n```", false],
    ["<!--\n## 1.0.0\n\nFirst\n-->", false],
    ["", false],
  ];
  for (const [markdown, has] of entries) {
    it(`${has ? "are" : "are not"} in the changelog ${JSON.stringify(markdown)}`, () => {
      assert.equal(hasEntry(markdown, "1.0.0"), has);
    });
  }
});
