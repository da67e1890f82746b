// The verdict on a release: a table of what differs, when it is judged, how each item stands, and what comes of it.
import assert from "node:assert/strict";
import { type Assessment, assess } from "../../release/assess.ts";
import type { Finding } from "../../release/finding.ts";
import type { ReleaseCase } from "../support/releaseCases/case.ts";
import { releaseCases } from "../support/releaseCases/index.ts";
import { situationAt } from "../support/situations.ts";

function stateText({ state, late, advisory }: Finding): string {
  return [state, ...(late ? ["late"] : []), ...(advisory ? ["advisory"] : [])].join(", ");
}

/** How everything stands that is not simply done. */
function statesOf({ findings }: Assessment): Record<string, string> {
  const texts = findings.map((one) => [one.item, stateText(one)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== "done"));
}

/** The states that a row expects, with each list as its items; an item's own line counts. */
function expectedStates({ states = {} }: ReleaseCase, { findings }: Assessment): Record<string, string> {
  const expanded = Object.entries(states).flatMap(([name, state]) => {
    if (!name.endsWith("/*")) return [];
    const items = findings.filter(({ item }) => item.startsWith(name.slice(0, -1)));
    assert.ok(items.length > 0, `no list is called ${name}`);
    return items.map(({ item }) => [item, state] as const);
  });
  const all = { ...Object.fromEntries(expanded), ...states };
  return Object.fromEntries(
    Object.entries(all).filter(([name, state]) => !name.endsWith("/*") && state !== "done"),
  );
}

describe("the verdict on a release", () => {
  for (const one of releaseCases) {
    it(`is "${one.verdict}" at ${one.at}: ${one.what}`, () => {
      const assessment = assess(situationAt(one.at, one));
      assert.deepEqual(statesOf(assessment), expectedStates(one, assessment));
      assert.equal(assessment.verdict, one.verdict);
      for (const [item, words] of Object.entries(one.says ?? {})) {
        const reason = assessment.findings.find((finding) => finding.item === item)?.reason;
        assert.ok(reason?.includes(words), `${item} says: ${reason}`);
      }
    });
  }

  it("is proven by at least 60 rows, no two of them the same", () => {
    assert.ok(releaseCases.length >= 60, `${releaseCases.length} rows`);
    const names = releaseCases.map(({ what, at }) => `${at} ${what}`);
    assert.equal(new Set(names).size, names.length);
  });
});
