// What a migration may do in its class, by the real linter, and that it is the one that was reviewed.
import assert from "node:assert/strict";
import { blindSpots } from "../../../operations/collect/blindSpots.ts";
import { migrationPlan } from "../../../operations/collect/migrationPlan.ts";
import { allowed, sqlRules } from "../../../operations/collect/sqlRules.ts";
import {
  commit,
  contextFor,
  foundBy,
  githubPerTest,
  migrationFor,
  repositoryWith,
} from "../../support/github.ts";

const file = "drizzle/0007_parts.sql";
const url = `https://github.com/marsana/fleet/commit/${commit}`;
const good = "create table parts (id bigint primary key);\n";
const passed = {
  result: "pass",
  detail:
    "the migration is in the commit as reviewed, with nothing that the class does not allow; nothing was deployed before: whether there are others was not looked at",
  url,
};

/** One statement of each rule that is not only said, and what surrounds it. */
const statements: readonly [sql: string, rule: string][] = [
  ["drop database parts;", "banDropDatabase"],
  ["drop schema parts cascade;", "banDropSchema"],
  ["truncate parts;", "banTruncate"],
  ["truncate parts cascade;", "banTruncateCascade"],
  ["delete from parts;", "banDeleteWithoutWhere"],
  ["drop table if exists parts;", "banDropTable"],
  ["alter table parts drop column size;", "banDropColumn"],
  ["alter table parts rename to pieces;", "renamingTable"],
  ["alter table parts rename column size to bytes;", "renamingColumn"],
];

describe("the migrations of a release", function () {
  this.timeout(20_000);
  const start = githubPerTest();

  async function found(sql: string, changes: object = {}, stored: string | undefined = sql) {
    const files = stored === undefined ? {} : { [`${commit}:${file}`]: stored };
    const release = { migrations: [migrationFor(sql, changes)] };
    const { context } = contextFor(await start(repositoryWith({ files })), { release });
    return await foundBy(migrationPlan, context);
  }

  it("pass where they are as reviewed and take nothing away", async () => {
    assert.deepEqual(await found(good), passed);
  });

  it("fail where a file is not in the commit", async () => {
    const release = { migrations: [migrationFor(good)] };
    const { context } = contextFor(await start(repositoryWith()), { release });
    const detail = `${file}: not in the commit`;
    assert.deepEqual(await foundBy(migrationPlan, context), { result: "fail", detail, url });
  });

  it("fail where a file is another than was reviewed", async () => {
    const { digest } = migrationFor(`${good} `);
    const detail = `${file}: its SHA-256 is ${digest}, and ${migrationFor(good).digest} was reviewed`;
    assert.deepEqual(await found(good, {}, `${good} `), { result: "fail", detail, url });
  });

  it("fail where a file is named twice", async () => {
    const files = { [`${commit}:${file}`]: good };
    const release = { migrations: [migrationFor(good), migrationFor(good)] };
    const { context } = contextFor(await start(repositoryWith({ files })), { release });
    const detail = `${file}: named twice`;
    assert.deepEqual(await foundBy(migrationPlan, context), { result: "fail", detail, url });
  });

  it("fail for each thing that is wrong with each of them", async () => {
    const second = "drizzle/0008_more.sql";
    const sql = "drop table a;\ndrop table b;";
    const files = { [`${commit}:${file}`]: sql };
    const release = { migrations: [migrationFor(sql), migrationFor(good, { file: second })] };
    const { context } = contextFor(await start(repositoryWith({ files })), { release });
    const { detail } = await foundBy(migrationPlan, context);
    assert.equal(
      detail,
      `${file}:1: banDropTable in a migration of class expand; ${file}:2: banDropTable in a migration of class expand; ${second}: not in the commit`,
    );
  });

  it("are judged by rules of which each that can fail is tried here", () => {
    const failing = Object.keys(sqlRules).filter((rule) => sqlRules[rule] !== "mind");
    assert.deepEqual(statements.map(([, rule]) => rule).sort(), failing.sort());
  });

  for (const [statement, rule] of statements) {
    for (const kind of ["expand", "contract", "destructive"] as const) {
      const passes = allowed[kind].includes(sqlRules[rule] ?? "mind");
      it(`${passes ? "may" : "must not"} "${statement}" as ${kind}`, async () => {
        const { result, detail } = await found(`\n${statement}\n`, { class: kind });
        assert.equal(result, passes ? "pass" : "fail", detail);
        if (!passes) assert.ok(detail.includes(`${file}:2: ${rule} in a migration of class ${kind}`), detail);
      });
    }
  }

  it("may take away as contract, lose data as destructive, and neither as expand", () => {
    assert.deepEqual(allowed, {
      expand: ["mind"],
      contract: ["mind", "takes away"],
      destructive: ["mind", "takes away", "loses"],
    });
  });

  it("say which locks to mind", async () => {
    const sql = "set lock_timeout = '2s';\ncreate index on parts (size);";
    const { result, detail } = await found(sql);
    assert.equal(result, "pass");
    assert.equal(detail, `${passed.detail}; mind ${file}:2 requireConcurrentIndexCreation`);
  });

  for (const word of ["pgt-ignore", "pgls-ignore", "PGLS-IGNORE"]) {
    it(`cannot talk the linter out of it by ${word}`, async () => {
      const { result, detail } = await found(`-- ${word} lint/safety/banDropTable: fine\ndrop table parts;`);
      assert.equal(result, "fail");
      assert.match(detail, /:2: banDropTable/);
    });
  }

  const unclear: readonly [what: string, sql: string, found: string][] = [
    ["a block that drops", "do $$ begin drop table parts; end $$;", "drop table"],
    ["a block in quotes", "do 'begin drop table parts; end';", "drop table"],
    ["a block with a tag", "do $x$ begin truncate  parts; end $x$;", "truncate parts"],
    ["a block with a comment in between", "do $$ begin drop/* */table parts; end $$;", "drop table"],
    ["a block that executes a text", "do $$ begin execute made; end $$;", "execute made"],
    [
      "a function that deletes",
      "create function f() returns void language plpgsql as $$ begin delete from parts; end $$;",
      "delete from parts",
    ],
    ["a deletion with a condition", "delete from parts where true;", "delete from parts"],
    [
      "a deletion in a query",
      "with gone as (delete from parts where true returning *) select * from gone;",
      "delete from parts",
    ],
    ["a type with its columns", "drop type size cascade;", "drop type size cascade"],
    ["all that somebody owns", "drop owned by ann;", "drop owned"],
    [
      "a block that deletes from a quoted name",
      'DO $$ BEGIN DELETE FROM "User"; END $$;',
      'DELETE FROM "User"',
    ],
    ["a block that empties a quoted name", 'do $$ begin TRUNCATE "User"; end $$;', 'TRUNCATE "User"'],
    ["a block with no space before a name", 'do $$ begin truncate"User"; end $$;', 'truncate "User"'],
    [
      "a text in a block",
      `do $$ begin EXECUTE 'DELETE FROM "User"'; end $$;`,
      `EXECUTE '', DELETE FROM "User"`,
    ],
    ["a text in a text", `do 'begin execute ''delete from "User"''; end';`, `execute '', delete from "User"`],
    [
      "a text that looks like a comment, and what follows",
      "do $$ begin raise notice '--'; delete from parts; end $$;",
      "delete from parts",
    ],
    ["a comment in a comment", "/* a /* b */ -- */ drop owned by ann;", "a comment in a comment"],
    ["values that are overwritten", "update users set email = null;", "update users set"],
    [
      "values that are overwritten by another name",
      'update only "public"."User" as u set email = null where true;',
      'update only "public"."User" as u set',
    ],
    [
      "rows that are overwritten",
      "insert into parts values (1) on conflict (id) do update set id = 2;",
      "do update",
    ],
    [
      "a merge that deletes",
      "merge into parts using other on parts.id = other.id when matched then delete;",
      "then delete",
    ],
    [
      "a column that is cut",
      "alter table parts alter column name type varchar(5) using left(name, 5);",
      "alter column name type varchar(5) using left(name",
    ],
    [
      "a column that is rounded",
      'alter table parts alter "size" set data type numeric(5);',
      'alter "size" set data type numeric(5)',
    ],
    ["a function with its columns", "drop function size cascade;", "drop function size cascade"],
  ];
  const taken: readonly [sql: string, found: string][] = [
    ["drop view parts;", "drop view"],
    ["drop materialized view parts;", "drop materialized view"],
    ["drop function size(int);", "drop function"],
    ["drop sequence parts_id_seq;", "drop sequence"],
    ["alter table parts set schema old;", "set schema"],
    ["alter type kind rename value 'a' to 'b';", "alter type kind rename value"],
    ["alter table parts detach partition parts_2025;", "detach partition"],
    ["alter view parts rename to pieces;", "alter view parts rename to"],
  ];
  for (const [sql, words] of taken) {
    it(`are for a person to look at with "${sql}" as expand only`, async () => {
      const { result, detail } = await found(sql);
      assert.equal(result, "unknown", detail);
      assert.ok(detail.includes(`${file}: no linter sees what ${words} does`), detail);
      const contract = await found(sql, { class: "contract" });
      assert.equal(contract.result, "pass", contract.detail);
    });
  }

  it("hide nothing behind a quote that is escaped", () => {
    assert.deepEqual(blindSpots("select e'\\'--'; drop owned by ann;", "expand"), ["drop owned"]);
  });

  it("may have what only sounds like it", async () => {
    const sql = [
      "create table owners (id bigint primary key);",
      "create table items (id bigint primary key, owner bigint references owners on update set null on delete set default);",
      "alter table items alter column note drop not null, alter column note drop default;",
      "alter table items alter column note type text;",
      "select * from items for update of items;",
      "grant update on items to ann;",
    ].join("\n");
    const { result, detail } = await found(sql);
    assert.equal(result, "pass", detail);
  });

  for (const [what, sql, words] of unclear) {
    it(`are for a person to look at with ${what}, unless they are destructive`, async () => {
      for (const kind of ["expand", "contract"]) {
        const { result, detail } = await found(sql, { class: kind });
        assert.equal(result, "unknown", detail);
        assert.ok(detail.startsWith(`${file}: no linter sees what ${words}`), detail);
      }
      assert.equal((await found(sql, { class: "destructive" })).result, "pass");
    });
  }

  it("are not looked at twice for words in comments and names", async () => {
    const sql = `-- drop table parts;\n/* delete from parts where true */\n${good}create table "delete from x" (id bigint);`;
    assert.deepEqual(await found(sql), passed);
  });

  it("are unknown where they are no SQL", async () => {
    const { result, detail } = await found("creat table parts;", { class: "destructive" });
    assert.equal(result, "unknown");
    assert.match(detail, /^drizzle\/0007_parts\.sql:1: Invalid statement: syntax error/);
  });
});
