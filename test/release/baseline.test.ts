// The baseline of what weakens, as a stack keeps it: one line, of which nothing is lost, and an old object.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { guardsOf } from "../../inputs/guards.ts";
import { loosenedBy } from "../../operations/loosened.ts";
import { packed, unpacked } from "../../release/guards.ts";
import { rehearsalInputs } from "../support/inputs.ts";

const unreadable = ["model: the output that says what guarded the stack until now cannot be read"];

describe("the baseline of what weakens", () => {
  const inputs = rehearsalInputs();
  const guards = guardsOf(inputs);
  const line = packed(guards);
  const alert = "alert/error-rate";
  const stricter = {
    ...guards,
    guards: {
      ...guards.guards,
      [alert]: { ...guards.guards[alert], words: "it", text: "> 0.5%", value: 0.005 },
    },
  };
  const weakened = ['alert/error-rate: the alert threshold of "Error Rate" is > 1%, and was > 0.5%'];

  it("is one line, which the engine cannot take for JSON or YAML with values of its own", () => {
    assert.match(line, /^brotli-1 [A-Za-z0-9+/]+=*$/);
    assert.ok(line.length < 6000, `${line.length} characters`);
    assert.throws(() => JSON.parse(line));
    assert.equal(parse(line), line);
  });

  it("loses nothing, and is the same in whatever order the guards are listed", () => {
    assert.deepEqual(unpacked(line), guards);
    const reversed = Object.fromEntries(Object.entries(guards.guards).reverse());
    assert.equal(packed({ ...guards, guards: reversed }), line);
  });

  it("has its weakenings found, packed and as the object of an earlier version", () => {
    for (const model of [packed(stricter), stricter])
      assert.deepEqual(loosenedBy(inputs, { model }), weakened);
    for (const model of [line, guards]) assert.deepEqual(loosenedBy(inputs, { model }), []);
  });

  it("is none before the first update", () => {
    assert.deepEqual(loosenedBy(inputs, {}), []);
  });

  const [word = "", data = ""] = line.split(" ");
  const broken: readonly [what: string, model: unknown][] = [
    ["an empty text", ""],
    ["nothing", null],
    ["a text of another packing", `brotli-2 ${data}`],
    ["a text without its packing", data],
    ["a packing without a text", word],
    ["half of the text", line.slice(0, line.length / 2)],
    ["a text with something after it", `${line} ${data}`],
    ["no base64", "brotli-1 %%%%"],
    ["an object of another kind", { guards: [] }],
    ["a masked value", "[secret]"],
  ];
  for (const [what, model] of broken) {
    it(`counts as weakened where it cannot be read: ${what}`, () => {
      assert.deepEqual(loosenedBy(inputs, { model }), unreadable);
    });
  }
});
