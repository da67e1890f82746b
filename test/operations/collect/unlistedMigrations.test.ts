// That a release has no other migrations than its manifest lists, by what GitHub says has changed.
import assert from "node:assert/strict";
import { migrationPlan } from "../../../operations/collect/migrationPlan.ts";
import type { GithubComparison } from "../../../rehearsal/services/github.ts";
import type { RecordedRelease } from "../../../release/situation.ts";
import {
  commit,
  contextFor,
  deployedEarlier,
  earlierCommit,
  foundBy,
  githubPerTest,
  migrationFor,
  repositoryWith,
} from "../../support/github.ts";

const url = `https://github.com/marsana/fleet/commit/${commit}`;
const good = "create table parts (id bigint primary key);\n";
const listed = migrationFor(good);
const none = "the release has no migrations";
const looked = "no other SQL has changed since release 0.9.0";
const byHand = "nothing was deployed before: a person says that there are no migrations";
const elsewhere = "says whether there are more migrations";

const changed = (filename: string, status = "added") => ({ filename, status });
const code = changed("app/page.ts");
const sql = changed("drizzle/0008_more.sql");
const many = (count: number) => Array.from({ length: count }, (_, index) => changed(`app/${index}.ts`));

describe("the migrations that a release does not list", function () {
  this.timeout(20_000);
  const start = githubPerTest();

  interface Case {
    readonly files?: GithubComparison["files"];
    readonly status?: GithubComparison["status"];
    readonly others?: readonly RecordedRelease[];
    readonly migrations?: readonly object[];
  }

  async function found({
    files = [code],
    status = "ahead",
    others = [deployedEarlier()],
    migrations = [],
  }: Case) {
    const state = repositoryWith({
      files: { [`${commit}:${listed.file}`]: good },
      compared: { [`${earlierCommit}...${commit}`]: { status, files } },
    });
    const standIn = await start(state);
    const { context } = contextFor(standIn, { release: { migrations }, others, records: [] });
    const told = await foundBy(migrationPlan, context);
    return { ...told, asked: standIn.requests.some(({ path }) => path.includes("/compare/")) };
  }

  const missing = (file: string) =>
    `changed since release 0.9.0 and not in the manifest: ${file}; mend: list them as migrations`;
  const weak = { source: { kind: "person" } } as const;
  const cases: readonly [what: string, Case, result: string, detail: string, asked?: false][] = [
    ["none has changed", {}, "pass", `${none}; ${looked}`],
    ["the commit is the same", { status: "identical", files: [] }, "pass", `${none}; ${looked}`],
    ["one was added", { files: [code, sql] }, "fail", missing(sql.filename)],
    [
      "some were changed, renamed and copied",
      {
        files: [changed("a.sql", "modified"), changed("b.SQL", "renamed"), changed("c.sql", "copied")],
      },
      "fail",
      missing("a.sql, b.SQL, c.sql"),
    ],
    ["one was removed", { files: [changed("a.sql", "removed")] }, "pass", `${none}; ${looked}`],
    [
      "one was added beside the one that is listed",
      { files: [changed(listed.file), sql], migrations: [listed] },
      "fail",
      missing(sql.filename),
    ],
    [
      "the one that is listed was added",
      { files: [changed(listed.file)], migrations: [listed] },
      "pass",
      `the migration is in the commit as reviewed, with nothing that the class does not allow; ${looked}`,
    ],
    ["299 files have changed", { files: many(299) }, "pass", `${none}; ${looked}`],
    [
      "more files have changed than GitHub names",
      { files: [...many(300), sql] },
      "unknown",
      `more files changed since release 0.9.0 than GitHub names: a person ${elsewhere}`,
    ],
    ["one of more files was added", { files: [sql, ...many(300)] }, "fail", missing(sql.filename)],
    ...(["behind", "diverged"] as const).map((status): [string, Case, string, string] => [
      `the commit is ${status}`,
      { status, files: [sql] },
      "unknown",
      `the commit does not follow from that of release 0.9.0, which was deployed before: GitHub says ${status}`,
    ]),
    ["nothing was deployed before", { others: [] }, "unknown", byHand, false],
    [
      "something was deployed to another stack only",
      { others: [deployedEarlier({ record: { stack: "prod" } })] },
      "unknown",
      byHand,
      false,
    ],
    [
      "the manifest of what was deployed has changed since",
      { others: [deployedEarlier({ release: { commit: "b".repeat(40) } })] },
      "unknown",
      `release 0.9.0 was deployed before, with another commit than its manifest names now: a person ${elsewhere}`,
      false,
    ],
  ];
  for (const [what, given, result, detail, asked = true] of cases) {
    it(`are "${result}" where ${what}`, async () => {
      assert.deepEqual(await found(given), { result, detail, url, asked });
    });
  }

  it("are looked for since the newest of what was deployed", async () => {
    const older = deployedEarlier({
      record: { at: "2026-01-09T10:00:00Z" },
      release: { commit: "b".repeat(40) },
    });
    assert.equal((await found({ others: [deployedEarlier(), older] })).result, "pass");
    assert.equal((await found({ others: [older, deployedEarlier()] })).result, "pass");
  });

  it("are not looked for since what a word says that is too weak", async () => {
    const others = [deployedEarlier({ record: weak })];
    const strict = async (identity: string) => {
      const standIn = await start(
        repositoryWith({
          compared: { [`${earlierCommit}...${commit}`]: { status: "ahead", files: [code] } },
        }),
      );
      const { context } = contextFor(standIn, { others, records: [] });
      const { gate } = context.inputs;
      const settings = { ...gate.situation?.settings, identity };
      const situation = { ...gate.situation, settings } as typeof gate.situation;
      const inputs = { ...context.inputs, gate: { ...gate, situation } } as typeof context.inputs;
      return (await foundBy(migrationPlan, { ...context, inputs })).result;
    };
    assert.equal(await strict("reviewed"), "unknown");
    assert.equal(await strict("typed"), "pass");
  });
});
