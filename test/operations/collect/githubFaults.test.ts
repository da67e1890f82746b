// Whatever GitHub does other than answer, the collectors that ask it never say that all is well.
import assert from "node:assert/strict";
import { codeReview } from "../../../operations/collect/codeReview.ts";
import type { Collector } from "../../../operations/collect/collector.ts";
import { migrationPlan } from "../../../operations/collect/migrationPlan.ts";
import { releaseNotes } from "../../../operations/collect/releaseNotes.ts";
import { stagingTests } from "../../../operations/collect/stagingTests.ts";
import type { Fault } from "../../../rehearsal/faults.ts";
import type { GithubState } from "../../../rehearsal/services/github.ts";
import {
  commit,
  contextFor,
  deployedEarlier,
  earlierCommit,
  foundBy,
  githubPerTest,
  githubToken,
  migrationFor,
  repositoryWith,
} from "../../support/github.ts";

const sql = "create table parts (id bigint primary key);\n";
const migration = migrationFor(sql);
const root = "/github/repos/marsana/fleet";
const list = "per_page=100";

interface Case {
  readonly collector: Collector;
  readonly state: GithubState;
  readonly release?: object;
  /** What it asks in a state in which it passes. */
  readonly asks: readonly string[];
}

const cases: readonly Case[] = [
  {
    collector: stagingTests,
    state: repositoryWith({
      released: { checkRuns: [{ name: "unit", status: "completed", conclusion: "success" }] },
    }),
    asks: [
      `/commits/${commit}`,
      `/commits/${commit}/check-runs?page=1&${list}`,
      `/commits/${commit}/status?page=1&${list}`,
    ],
  },
  {
    collector: releaseNotes,
    state: repositoryWith({ files: { [`${commit}:CHANGELOG.md`]: "# 1.0.0-rc1\n\nThe first one.\n" } }),
    asks: [
      `/commits/${commit}`,
      "/releases/tags/v1.0.0-rc1",
      "/releases/tags/1.0.0-rc1",
      `/contents/CHANGELOG.md?ref=${commit}`,
    ],
  },
  {
    collector: migrationPlan,
    state: repositoryWith({
      files: { [`${commit}:${migration.file}`]: sql },
      compared: { [`${earlierCommit}...${commit}`]: { status: "ahead", files: [] } },
    }),
    release: { migrations: [migration] },
    asks: [
      `/commits/${commit}`,
      `/contents/drizzle%2F0007_parts.sql?ref=${commit}`,
      `/compare/${earlierCommit}...${commit}?per_page=1`,
    ],
  },
  {
    collector: codeReview,
    state: repositoryWith(),
    asks: [
      `/commits/${commit}`,
      `/commits/${commit}/pulls?page=1&${list}`,
      `/pulls/7/reviews?page=1&${list}`,
    ],
  },
];

/** Something was deployed before, so that the collector of migrations compares. */
const others = [deployedEarlier()];

const echo = JSON.stringify({ message: `the token ${githubToken} is not welcome` });
const passing: readonly [what: string, fault: Fault, waits: readonly number[]][] = [
  ["an answer of 500", { status: 500, body: echo }, [1000, 2000, 4000]],
  ["an answer of 503 that is a page", { status: 503, body: "<html>" }, [1000, 2000, 4000]],
  [
    "a 429 that asks for too long a wait",
    { status: 429, body: echo, headers: { "retry-after": "3600" } },
    [],
  ],
  ["a 429 again and again", { status: 429, body: echo, headers: { "retry-after": "2" } }, [2000, 2000, 2000]],
  ["a broken connection", "drop", [1000, 2000, 4000]],
];
const final: readonly [what: string, fault: Fault][] = [
  ["an answer of 401", { status: 401, body: echo }],
  ["an answer of 403", { status: 403, body: echo }],
  ["a redirect", { status: 302, body: "", headers: { location: "https://example.com/" } }],
  ["a body that breaks off", { status: 200, body: '{"sha": "ccc' }],
  ["a body of another shape", { status: 200, body: '{"hello": [1]}' }],
  ["null", { status: 200, body: "null" }],
  ["a list of something else", { status: 200, body: '[{"hello": 1}]' }],
  ["a page in place of JSON", { status: 200, body: "<html>", headers: { "content-type": "text/html" } }],
  ["nothing", { status: 200, body: "" }],
];

for (const { collector, state, release = {}, asks } of cases) {
  describe(`the collector ${collector.name}, when GitHub is not itself`, () => {
    const start = githubPerTest();

    it("passes while it is", async () => {
      const standIn = await start(state);
      const { context, waits } = contextFor(standIn, { release, others });
      const { result, detail } = await foundBy(collector, context);
      assert.equal(result, "pass", detail);
      assert.deepEqual(waits, []);
      assert.deepEqual(
        standIn.requests.map(({ method, path }) => `${method} ${path}`),
        asks.map((path) => `GET ${root}${path}`),
      );
    });

    for (const [what, fault, expected = []] of [...passing, ...final] as [string, Fault, number[]?][]) {
      it(`cannot say at ${what}, whichever request meets it`, async () => {
        for (const ask of asks) {
          const standIn = await start(state, ({ path }) => (path === root + ask ? fault : undefined));
          const { context, waits } = contextFor(standIn, { release, others });
          const found = await foundBy(collector, context);
          assert.equal(found.result, "unknown", `${ask}: ${found.detail}`);
          assert.ok(found.detail.startsWith("GitHub: GET /repos/marsana/fleet/"), found.detail);
          assert.deepEqual(waits, expected, ask);
          assert.ok(!JSON.stringify(found).includes(githubToken), found.detail);
        }
      });
    }

    it("cannot say when it hangs, and says after how long", async () => {
      for (const ask of asks) {
        const standIn = await start(state, ({ path }) => (path === root + ask ? "hang" : undefined));
        const { context } = contextFor(standIn, {
          release,
          others,
          transport: { timeoutMs: 200, retries: 0 },
        });
        const { result, detail } = await foundBy(collector, context);
        assert.equal(result, "unknown");
        assert.match(detail, /no answer within 200 ms/);
      }
    });

    it("passes once a limit or a trouble is over, after the wait that was asked for", async () => {
      const limit = { status: 429, body: "{}", headers: { "retry-after": "7" } };
      const faults = [limit, { status: 502, body: "" }];
      const standIn = await start(state, (_, count) => faults[count - 1]);
      const { context, waits } = contextFor(standIn, { release, others });
      assert.equal((await foundBy(collector, context)).result, "pass");
      assert.deepEqual(
        waits,
        asks.flatMap(() => [7000, 2000]),
      );
    });

    it("cannot say where the repository or the commit is not to be seen", async () => {
      const empty = await start({ ...state, commits: {} });
      const other = await start({ ...state, repository: "marsana/other" });
      for (const [standIn, words] of [
        [empty, /: 422: No commit found for SHA: c+\. Check the commit/],
        [other, /: 404: Not Found\. Check the repository and the commit/],
      ] as const) {
        const { result, detail } = await foundBy(collector, contextFor(standIn, { release, others }).context);
        assert.equal(result, "unknown");
        assert.match(detail, words);
      }
    });

    it("cannot say without a repository on GitHub, a usable token or a full commit, and says what to set", async () => {
      const standIn = await start(state);
      const gitlab = { provider: "gitlab", repository: "marsana/fleet", productionBranch: "main" };
      const unusable = [
        [{ git: undefined }, /found nothing; required: a repository on GitHub; mend: pulumi config set/],
        [{ git: gitlab }, /found marsana\/fleet on gitlab; required: a repository on GitHub/],
        [{ git: { ...gitlab, provider: "github", repository: "a/b/c" } }, /found a\/b\/c on github/],
        [{ environment: { GITHUB_TOKEN: "" } }, /GITHUB_TOKEN: found nothing/],
        [{ environment: { GITHUB_TOKEN: `${githubToken}\n` } }, /GITHUB_TOKEN: found another form/],
        [{ environment: { GITHUB_API_URL: "http://api.github.com" } }, /GITHUB_API_URL: found another form/],
        [{ release: { ...release, commit: "main" } }, /the release names main, which is no full commit hash/],
      ] as const;
      for (const [changes, words] of unusable) {
        const { context } = contextFor(standIn, { release, others, ...changes });
        const { result, detail } = await foundBy(collector, context);
        assert.deepEqual([result, words.test(detail)], ["unknown", true], detail);
        assert.ok(!detail.includes(githubToken));
      }
      assert.deepEqual(standIn.requests, []);
    });
  });
}
