// Proves the migrations of a release: each is in the repository as it was reviewed, and does what its class says.
import { createHash } from "node:crypto";
import type { Migration } from "../../release/release.ts";
import { lintSql, type SqlDiagnostic } from "../../services/sqlLinter.ts";
import { blindSpots } from "./blindSpots.ts";
import type { Collector } from "./collector.ts";
import { type ReleasedCommit, releasedCommit } from "./releasedCommit.ts";
import { allowed, sqlRules } from "./sqlRules.ts";
import { unlistedMigrations } from "./unlistedMigrations.ts";

/** What was found in the migrations, each with its file. */
interface Findings {
  readonly wrong: string[];
  readonly unclear: string[];
  readonly said: string[];
}

export const migrationPlan: Collector = {
  name: "migration-plan",
  items: ["confirm-database-migration-plan"],
  needs: ["GITHUB_TOKEN"],
  async collect(context) {
    const { migrations } = context.release;
    const released = await releasedCommit(context);
    const twice = migrations.map(({ file }) => file).filter((file, at, all) => all.indexOf(file) !== at);
    const found: Findings = { wrong: twice.map((file) => `${file}: named twice`), unclear: [], said: [] };
    for (const migration of migrations) await look(migration, released, found, context.signal);
    const unlisted = await unlistedMigrations(context, released);
    found.wrong.push(...unlisted.wrong);
    found.unclear.push(...unlisted.unclear);
    const url = released.commit.html_url;
    const { wrong, unclear, said } = found;
    if (wrong.length > 0) return { result: "fail", detail: wrong.join("; "), url };
    if (unclear.length > 0) return { result: "unknown", detail: unclear.join("; "), url };
    const detail = `${listed(migrations.length)}; ${unlisted.looked}`;
    const mind = said.length > 0 ? `; mind ${said.join(", ")}` : "";
    return { result: "pass", detail: detail + mind, url };
  },
};

function listed(count: number): string {
  if (count === 0) return "the release has no migrations";
  const subject = count === 1 ? "the migration is" : `all ${count} migrations are`;
  return `${subject} in the commit as reviewed, with nothing that the class does not allow`;
}

async function look(
  { file, class: kind, digest }: Migration,
  { github, commit }: ReleasedCommit,
  found: Findings,
  signal: AbortSignal,
): Promise<void> {
  const content = await github.file(file, commit.sha);
  if (content === undefined) {
    found.wrong.push(`${file}: not in the commit`);
    return;
  }
  const sum = createHash("sha256").update(content).digest("hex");
  if (sum !== digest) found.wrong.push(`${file}: its SHA-256 is ${sum}, and ${digest} was reviewed`);
  const sql = content.toString("utf8");
  const diagnostics = await lintSql(sql, Object.keys(sqlRules), { signal });
  for (const one of diagnostics) sort(one, file, kind, found);
  const blind = blindSpots(sql, kind);
  if (blind.length > 0)
    found.unclear.push(
      `${file}: no linter sees what ${blind.join(", ")} does; required: a class that may do it, or somebody who looks and attests it`,
    );
}

function sort(
  { category, line, message }: SqlDiagnostic,
  file: string,
  kind: Migration["class"],
  found: Findings,
): void {
  const rule = category.replace("lint/safety/", "");
  const effect = sqlRules[rule];
  const place = `${file}:${line}`;
  if (effect === undefined) found.unclear.push(`${place}: ${message}`);
  else if (!allowed[kind].includes(effect))
    found.wrong.push(`${place}: ${rule} in a migration of class ${kind}`);
  else if (effect === "mind") found.said.push(`${place} ${rule}`);
}
