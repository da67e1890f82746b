// What must hold of any two models of what guards, whatever is in them.
import assert from "node:assert/strict";
import fc from "fast-check";
import { guardsOf } from "../../inputs/guards.ts";
import { type Guard, type Guards, guardsSchema } from "../../release/guards.ts";
import { looseningsBetween } from "../../release/loosening.ts";
import { clock, rehearsalInputs } from "../support/inputs.ts";

const plain = rehearsalInputs();
const before = guardsOf(plain);
const found = (one: Guards, other: Guards) => looseningsBetween(one, other, clock());

/** Any model of a few ids, so that two of them have some in common. */
const guard = fc.record(
  {
    words: fc.constantFrom("one", "other"),
    text: fc.constantFrom("a", "b"),
    value: fc.integer({ min: 0, max: 5 }),
    stricter: fc.constantFrom("lower", "higher" as const),
    weakens: fc.constant(true as const),
  },
  { requiredKeys: ["words", "value", "stricter"] },
) as fc.Arbitrary<Guard>;
const guards = fc
  .dictionary(fc.constantFrom("a", "b", "c", "d"), guard)
  .map((all): Guards => ({ guards: all, freezes: [] }));

describe("any model", () => {
  it("compared with itself, also as the engine keeps it, weakens nothing", () => {
    assert.deepEqual(found(before, before), []);
    assert.deepEqual(found(guardsSchema.parse(JSON.parse(JSON.stringify(before))), before), []);
    fc.assert(fc.property(guards, (one) => assert.deepEqual(found(one, one), [])));
  });

  it("is the same at any instant", () => {
    const later = { ...plain, now: new Date("2027-01-01T00:00:00Z") };
    assert.deepEqual(guardsOf(later), before);
  });

  it("weakens nothing where each guard is stricter or added", () => {
    const stricter = (one: Guards, by: number): Guards => ({
      ...one,
      guards: Object.fromEntries(
        Object.entries(one.guards).map(([id, { value = 0, ...rest }]) => [
          id,
          { ...rest, value: rest.stricter === "lower" ? value - by : value + by },
        ]),
      ),
    });
    fc.assert(
      fc.property(guards, fc.nat(3), (one, by) => {
        const after = stricter(one, by);
        after.guards["new"] = { words: "new" };
        assert.deepEqual(found(one, after), []);
      }),
    );
  });

  it("weakened in one guard says so of that guard alone, and nothing when that is undone", () => {
    fc.assert(
      fc.property(guards, fc.nat(), fc.integer({ min: 1, max: 3 }), (one, index, by) => {
        const ids = Object.keys(one.guards);
        const id = ids[index % ids.length];
        fc.pre(id !== undefined);
        const old = one.guards[id] as Guard;
        const value = (old.value ?? 0) + (old.stricter === "lower" ? by : -by);
        const after: Guards = { ...one, guards: { ...one.guards, [id]: { ...old, value } } };
        assert.deepEqual(
          looseningsBetween(one, after, clock()).map((loosening) => loosening.id),
          [id],
        );
        assert.deepEqual(found(after, one), []);
      }),
    );
  });

  it("says of every guard that is taken away that it is, and of none that weakens", () => {
    fc.assert(
      fc.property(guards, (one) => {
        const strong = Object.keys(one.guards).filter((id) => !one.guards[id]?.weakens);
        const gone = looseningsBetween(one, { guards: {}, freezes: [] }, clock());
        assert.deepEqual(
          gone.map(({ id }) => id),
          strong.sort(),
        );
      }),
    );
  });
});
