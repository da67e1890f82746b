// Runs the cases side by side, round by round, and keeps what each of them comes to.
import type { Case } from "./cases.ts";
import { type Figures, measure } from "./measure.ts";
import type { CaseResult } from "./results.ts";
import type { Said } from "./subjects/preview.ts";

export interface RoundOptions {
  /** How many rounds count; one more comes before them. */
  rounds: number;
  /** Where `command` keeps the rehearsal's state. */
  stateFolder: string;
  /** Where Node keeps what it compiles: the toolchain lets it, so here all cases do. */
  compiledFolder: string;
  /** Told before each run. */
  onRun: (round: number, one: Case) => void;
  signal: AbortSignal;
}

/** Longer than any of the cases takes on a slow machine. */
const limitMs = 300_000;

/** @throws Error with what a command wrote, if it fails or does other than what its case says */
export async function runRounds(cases: readonly Case[], options: RoundOptions): Promise<CaseResult[]> {
  const { rounds, onRun } = options;
  const kept = cases.map((one) => ({ one, figures: [] as Figures[], said: undefined as Said | undefined }));
  for (const { prepare } of cases) prepare?.();
  for (let round = 0; round <= rounds; round++) {
    for (const each of kept) {
      const { one } = each;
      if (one.args === undefined) continue;
      onRun(round, one);
      const { figures, said } = await runOnce(one, one.args, options);
      each.said = said;
      // The first finds disks, caches and backends cold.
      if (round > 0) each.figures.push(figures);
    }
  }
  return kept.map(({ one: { name, title, leftOut }, figures, said }) => ({
    name,
    title,
    ...(said && { resources: said.resources }),
    ...(leftOut !== undefined && { leftOut }),
    rounds: figures,
  }));
}

async function runOnce(one: Case, args: readonly string[], options: RoundOptions) {
  const { stateFolder, compiledFolder, signal } = options;
  const { MARSANA_RUNBOOK, MARSANA_RELEASE, MARSANA_NOW, ...environment } = process.env;
  const { figures, stdout } = await measure({
    words: [process.execPath, ...args],
    folder: one.folder,
    environment: {
      ...environment,
      MARSANA_STATE: stateFolder,
      NODE_COMPILE_CACHE: compiledFolder,
      NO_COLOR: "1",
    },
    limitMs,
    signal,
  });
  if (one.packs === undefined) return { figures, said: undefined };
  const said: Said = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  if (JSON.stringify(said.packs) !== JSON.stringify(one.packs)) {
    throw new Error(
      `${one.name} previewed with the packs [${said.packs}], and was to with [${one.packs}]\n${stdout}`,
    );
  }
  return { figures, said };
}
