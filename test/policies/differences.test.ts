// The comparison that rules share: what plugins add or leave unset is no difference, and whatever is set is.
import assert from "node:assert/strict";
import { compare, comparison, idOfOwn, shown } from "../../policies/differences.ts";
import { answers } from "../support/recordedStack.ts";

const unknown = (props: object, name: string) =>
  Object.defineProperty({ ...props }, name, {
    enumerable: true,
    get: () => {
      throw new Error("a value that is unknown");
    },
  });
const differing = (found: object, wanted: object, given = {}) => {
  const { differences, unknown: names, later } = comparison({ ...found }, wanted, given);
  return { differences: differences.map(({ name }) => name), unknown: names, later };
};
const nothing = { differences: [], unknown: [], later: [] };
const only = (name: string) => ({ ...nothing, differences: [name] });

describe("the comparison of the rules", () => {
  for (const [what, found, wanted] of [
    ["what nobody asks for", { name: "a", other: "b" }, { name: "a" }],
    ["what a plugin adds to an object", { one: { a: 1, id: "x", __defaults: ["b"] } }, { one: { a: 1 } }],
    [
      "each way in which a plugin says that something is unset",
      { one: { a: 1, b: null, c: "", d: 0, e: false, f: [], g: {}, h: { i: null, j: "" } } },
      { one: { a: 1 } },
    ],
    ["an empty text or list that is not there", { one: {} }, { one: { a: "", b: [] }, two: undefined }],
    ["the order in which a set comes back", { tags: ["b", "a", "c"] }, { tags: ["c", "b", "a"] }],
    ["the order of an object's properties", { one: { a: 1, b: 2 } }, { one: { b: 2, a: 1 } }],
  ] as [string, object, object][])
    it(`takes for no difference ${what}`, () => assert.deepEqual(differing(found, wanted), nothing));

  for (const [what, found, wanted] of [
    ["another value", { one: { a: 2 } }, { one: { a: 1 } }],
    ["the same as a text", { one: { a: "1" } }, { one: { a: 1 } }],
    [
      "what is set and nobody asks for, within what is asked for",
      { one: { a: 1, b: "c" } },
      { one: { a: 1 } },
    ],
    ["what is set deep in it", { one: { a: 1, b: { c: { d: true } } } }, { one: { a: 1 } }],
    ["what is set and must not be", { one: 5 }, { one: undefined }],
    ["a list that must be empty", { one: [{}] }, { one: [] }],
    ["false that is not there, where a service may take true for granted", {}, { one: false }],
    ["0 that is not there", { one: null }, { one: 0 }],
    ["a list in another order", { users: ["b", "a"] }, { users: ["a", "b"] }],
    ["a set with one more", { tags: ["a", "b"] }, { tags: ["a"] }],
    ["a set with one less", { tags: ["a"] }, { tags: ["a", "b"] }],
    ["a set that is not there", {}, { tags: ["a"] }],
    ["no object where one is wanted", { one: "a" }, { one: { a: 1 } }],
  ] as [string, object, object][])
    it(`finds ${what}`, () => {
      const [name = ""] = Object.keys(wanted);
      assert.deepEqual(differing(found, wanted), only(name));
    });

  it("passes what is set once, whatever it is by now", () => {
    const [found, wanted] = [{ one: [{ start: "a", b: 1 }] }, { one: [{ start: "c", b: 1 }] }];
    assert.deepEqual(differing(found, wanted), only("one"));
    assert.deepEqual(differing(found, wanted, { setOnce: ["start"] }), nothing);
  });

  it("names what it cannot know, and does not take it for the same", () => {
    const found = { one: { a: 1, b: [unknown({}, "c")] } };
    const wanted = { one: { a: 1, b: [{ c: 2 }] } };
    assert.deepEqual(differing(found, wanted), { ...nothing, unknown: ["one.b.0.c"] });
    assert.throws(
      () => compare(found, wanted, () => assert.fail("no difference is known")),
      /^Error: its one\.b\.0\.c is unknown before the update$/,
    );
    // What is known to be another is, whatever else of it is unknown; what nobody asked for may turn out to be set.
    assert.deepEqual(differing(found, { one: { a: 2, b: [{ c: 2 }] } }), only("one"));
    assert.deepEqual(differing({ one: unknown({ a: 1 }, "d") }, { one: { a: 1 } }), {
      ...nothing,
      unknown: ["one.d"],
    });
  });

  it("lets an id of the stack's own be unknown in a preview, and none but those", () => {
    const wanted = { one: [{ schedule: idOfOwn }] };
    const of = (schedule: unknown, given: object) => differing({ one: [{ schedule }] }, wanted, given);
    const open = { one: [unknown({}, "schedule")] };
    assert.deepEqual(differing(open, wanted, { preview: true }), { ...nothing, later: ["one"] });
    assert.deepEqual(differing(open, wanted), { ...nothing, unknown: ["one.0.schedule"] });
    assert.deepEqual(of("1f", {}), nothing);
    assert.deepEqual(of("1f", { existing: ["1f"] }), only("one"));
    for (const none of ["", null, undefined, 7]) assert.deepEqual(of(none, { preview: true }), only("one"));
  });

  it("shows a value without what a plugin adds, and what is unknown as that", () => {
    assert.equal(shown({ b: 0, a: [{ id: "x", c: null }], d: "" }), '{"a":[{}],"b":0}');
    assert.equal(shown(undefined), "not set");
    const { differences } = comparison({ one: unknown({ a: 1 }, "b") }, { one: { a: 2 } });
    assert.equal(shown(differences[0]?.found), '{"a":1,"b":"(unknown before the update)"}');
  });

  it("takes for sets what the recordings show to come back sorted, and no other list", () => {
    const sorted = new Set<string>();
    const note = (one: unknown, other: unknown, name: string): void => {
      if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return;
      const isTexts = Array.isArray(one) && one.every((text) => typeof text === "string");
      if (isTexts && JSON.stringify(one) !== JSON.stringify(other)) sorted.add(name);
      const next = (key: string) => (Array.isArray(one) ? name : key);
      for (const [key, value] of Object.entries(one)) note(value, Reflect.get(other, key), next(key));
    };
    const created = answers("update", "Create");
    for (const [urn, { inputs }] of answers("update", "Check"))
      note(inputs, created.get(urn)?.properties, "");
    // The events of Vercel's webhook are compared by no rule.
    assert.deepEqual([...sorted].sort(), ["events", "monitorTags", "notifyEndStates", "tags"]);
    for (const name of ["monitorTags", "notifyEndStates", "tags"])
      assert.deepEqual(differing({ [name]: ["a", "b"] }, { [name]: ["b", "a"] }), nothing);
    for (const name of ["users", "steps", "events"])
      assert.deepEqual(differing({ [name]: ["a", "b"] }, { [name]: ["b", "a"] }), only(name));
  });
});
