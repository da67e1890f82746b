// A copy of the project whose runbook has more rows in its threshold table, and whose config has their signals.
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { namespace } from "../inputs/configPlace.ts";
import { loadRunbook } from "../runbook/index.ts";

const runbookFile = "RUNBOOK.md";
const stackFile = "Pulumi.rehearsal.yaml";

/** What a preview does not read, and what a copy must not share. */
const leftOut = new Set(["node_modules", ".git", ".ci", ".state", "docs", "test"]);

/** More than the stack has beside those of its rows. */
const spareMonitors = 100;

/** How many rows the project's own table has. */
export function rowsOf(project: string): number {
  return loadRunbook(join(project, runbookFile)).thresholds.length;
}

/**
 * Fills the folder with the project and the rows it takes to have `rows` of them.
 * @throws RangeError if the project has more rows already
 */
export function makeLargerProject(project: string, folder: string, rows: number): void {
  const { thresholds } = loadRunbook(join(project, runbookFile));
  if (rows < thresholds.length)
    throw new RangeError(`the project has ${thresholds.length} rows already: it cannot have ${rows}`);
  const added = Array.from({ length: rows - thresholds.length }, (_, index) => index + 1);
  for (const name of readdirSync(project).filter((one) => !leftOut.has(one)))
    cpSync(join(project, name), join(folder, name), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));

  const lines = readFileSync(join(project, runbookFile), "utf8").split("\n");
  const lastRow = thresholds.at(-1)?.at.line ?? 0;
  lines.splice(lastRow, 0, ...added.map((number) => `| Measurement ${number} | < 100ms | > 500ms |`));
  writeFileSync(join(folder, runbookFile), lines.join("\n"));

  // As a document, so that quotes stay: the engine would read an instant without them in a way of its own.
  const settings = parseDocument(readFileSync(join(project, stackFile), "utf8"));
  for (const number of added) {
    const place = ["config", `${namespace}:signals`, `measurement-${number}`];
    settings.setIn(place, { query: queryOf(number), unit: "ms" });
  }
  settings.setIn(["config", `${namespace}:datadog`, "budget", "monitors"], rows + spareMonitors);
  writeFileSync(join(folder, stackFile), settings.toString());
}

/**
 * Short, because the engine's Node host hands the whole config to the pack in one variable, and Linux takes no more
 * than 128 KiB in one.
 */
function queryOf(number: number): string {
  return `avg(last_5m):avg:m${number}{env:$environment} by {env}`;
}
