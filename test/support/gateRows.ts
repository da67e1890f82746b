// Rows of the table of verdicts on the real engine, with production's rules: what is closed stops preview and update, by
// the pack and without it, before anything is declared or run; what is open passes all of them.
import assert from "node:assert/strict";
import { join } from "node:path";
import { assess } from "../../release/assess.ts";
import { requireEngine } from "./engine.ts";
import { Production, type Ran, type Traces } from "./production.ts";
import type { ReleaseCase } from "./releaseCases/case.ts";
import { releaseCases } from "./releaseCases/index.ts";
import { situationAt } from "./situations.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

export const isOpen = ({ verdict }: ReleaseCase) => verdict === "ready" || verdict === "deployed";

export function rowOf(at: string, what: string): ReleaseCase {
  const found = releaseCases.filter((one) => one.at === at && one.what === what);
  assert.equal(found.length, 1, `the table has ${found.length} rows "${what}" at ${at}`);
  return found[0] as ReleaseCase;
}

/** The two stacks: of who attaches the pack, and of who forgets it. */
const ways = { attached: ["--policy-pack", "policies"], forgotten: [] } as const;

interface Outcome {
  /** Left out where the pack is forgotten in all rows but those of the first tier: it only warns. */
  readonly preview: Ran | undefined;
  readonly up: Ran;
  readonly before: Traces;
  readonly previewed: Traces;
  readonly after: Traces;
}

/** By their instant and their words, those that are closed first: nothing is there yet. */
export type Chosen = readonly (readonly [at: string, what: string])[];

/**
 * Tries the rows on two stacks of their own: previews each and updates to it, with the pack and without.
 * @param warns whether a preview without the pack, which only warns, is tried too
 */
export function describeGate(title: string, chosen: Chosen, warns: boolean): void {
  describe(title, function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const stacks: Partial<Record<keyof typeof ways, Production>> = {};

    before(async function () {
      requireEngine.call(this);
      const open = async (way: keyof typeof ways) => {
        stacks[way] = await Production.open(join(folder, way));
      };
      await Promise.all([open("attached"), open("forgotten")]);
    });
    after(async () => await Promise.all(Object.values(stacks).map((stack) => stack.close())));

    async function tried(way: keyof typeof ways, one: ReleaseCase): Promise<Outcome> {
      const stack = stacks[way];
      assert.ok(stack);
      const situation = situationAt(one.at, one);
      stack.layDown(situation);
      const before = stack.traces;
      const previews = warns || way === "attached";
      const preview = previews ? await stack.run("preview", situation.instant, ...ways[way]) : undefined;
      const previewed = stack.traces;
      const up = await stack.run("up", situation.instant, ...ways[way]);
      return { preview, up, before, previewed, after: stack.traces };
    }

    /** What must be said of a release that is held up: the item or condition, and the row's own words. */
    function assertReasons(one: ReleaseCase, output: string): void {
      const { open } = assess(situationAt(one.at, one));
      for (const { item, reason } of open) {
        assert.ok(output.includes(`${item} ("`), `${item} is not named in:\n${output}`);
        assert.ok(output.includes(reason), `nothing says "${reason}" in:\n${output}`);
      }
    }

    for (const [at, what] of chosen) {
      const one = rowOf(at, what);
      it(`is ${isOpen(one) ? "open" : "closed"} at ${at} (${one.verdict}): ${what}`, async () => {
        const [attached, forgotten] = await Promise.all([tried("attached", one), tried("forgotten", one)]);
        for (const { preview, up, before, previewed, after } of [attached, forgotten]) {
          assert.deepEqual(previewed, before, "a preview changed or asked something");
          if (isOpen(one)) {
            assert.ok(preview?.passed ?? true, preview?.output);
            assert.ok(up.passed, up.output);
            assert.ok(
              after.requests > before.requests,
              "the update did not read the database's project back",
            );
            assert.equal(after.steps, 1, "the step runs at the first update, and at no other");
          } else {
            assert.ok(!up.passed, up.output);
            assert.deepEqual(
              after,
              { resources: [], requests: 0, steps: 0 },
              "something was declared or run",
            );
            assertReasons(one, up.output);
            if (preview !== undefined) assertReasons(one, preview.output);
          }
        }
        // Without the pack a preview warns; with it, it is blocked by whatever waiting alone does not mend.
        if (warns) assert.ok(forgotten.preview?.passed, forgotten.preview?.output);
        assert.ok(attached.preview);
        assert.equal(attached.preview.passed, one.verdict !== "blocked", attached.preview.output);
        assert.equal(/\[mandatory\]/.test(attached.preview.output), one.verdict === "blocked");
      });
    }
  });
}
