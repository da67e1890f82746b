// Tries sabotages: each is found by a check, and the real engine finds the same, many in one preview.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../engine/check/check.ts";
import type { RunResult } from "../../engine/result.ts";
import declared from "../../index.ts";
import { type Change, changed } from "./changedRunbook.ts";
import { withEnvironment } from "./environment.ts";
import { projectFolder } from "./inputs.ts";
import { openRehearsal } from "./rehearsal.ts";
import { type Sabotage, together } from "./sabotage.ts";
import { sabotaged, sabotages } from "./sabotages.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** A rule that is broken, or one that is left in the dark. */
type Kind = "broken" | "unknown";

interface Tried {
  readonly rule: string;
  readonly sabotage: Sabotage | readonly Change[];
  readonly batch: number;
}

/** What the rules say, and in which resources: all that preview and check have in common, in any order. */
export const saidBy = ({ result, violations }: RunResult) => ({
  result,
  violations: violations.map((one) => JSON.stringify(one)).sort(),
});

/** Declares the tests of each sabotage of a kind: alone by a check, and on the engine in batches. */
export function describeTrials(kind: Kind): void {
  const stateFolder = temporaryFolder();
  const tried = Object.entries(sabotages).flatMap(([rule, { [kind]: sabotage, batch }]): Tried[] =>
    sabotage === undefined ? [] : [{ rule, sabotage, batch: batch?.[kind] ?? 1 }],
  );
  /** What each came to alone. */
  const alone = new Map<Tried, string[]>();

  /** Runs the project's own program with the sabotages in place, and the runbook as they change it. */
  async function sabotagedBy(
    all: readonly Tried[],
    run: (program: typeof declared) => Promise<RunResult>,
  ): Promise<RunResult> {
    const transforming = all.flatMap(({ sabotage }) => (typeof sabotage === "function" ? [sabotage] : []));
    const changes = all.flatMap(({ sabotage }) => (typeof sabotage === "function" ? [] : sabotage));
    const runbook = join(stateFolder, "RUNBOOK.md");
    if (changes.length > 0) writeFileSync(runbook, changed(...changes));
    const variables: Record<string, string> = changes.length > 0 ? { MARSANA_RUNBOOK: runbook } : {};
    const program = transforming.length > 0 ? sabotaged(together(transforming)) : declared;
    return await withEnvironment(variables, () => run(program));
  }

  describe(`each rule that ${kind === "broken" ? "is broken" : "reads what is unknown"}, by a check`, () => {
    for (const one of tried) {
      it(`is violated: ${one.rule}`, async () => {
        const result = await sabotagedBy([one], (program) =>
          check({ stack: "rehearsal", folder: projectFolder, program }),
        );
        alone.set(one, saidBy(result).violations);
        assert.equal(result.result, "blocked");
        const own = result.violations.filter(({ rule }) => rule === one.rule);
        assert.deepEqual(new Set(own.map(({ level }) => level)), new Set(["mandatory"]));
        if (kind === "broken") assert.deepEqual(own, result.violations, "another rule is broken too");
        else
          for (const { message } of own)
            assert.ok(message.includes("could not be evaluated, and counts as violated"), message);
      });
    }
  });

  describe(`the rules that ${kind === "broken" ? "are broken" : "read what is unknown"}, on the real engine`, function () {
    this.timeout(120_000);
    const rehearsal = openRehearsal(stateFolder);
    for (const [number, batch = []] of Object.entries(Object.groupBy(tried, ({ batch }) => batch))) {
      it(`say together in a preview what each says alone, and nothing else: batch ${number}`, async () => {
        const result = await sabotagedBy(batch, (program) => rehearsal.run({ command: "preview", program }));
        const expected = batch.flatMap((one) => alone.get(one) ?? []);
        assert.deepEqual(saidBy(result), { result: "blocked", violations: [...new Set(expected)].sort() });
      });
    }
  });
}
