// No message about a broken config ever holds a secret, wherever it stands in the stack file.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { namesAt, sections } from "../../inputs/settingsTable.ts";
import { configProblems, planted, secretNames } from "../support/config.ts";

const names = namesAt([]).map((name) => `marsana-fleet:${name}`);
const scalar = fc.constantFrom(planted, `https://user:${planted}@host`, `x${planted}y`);
const inner = fc.dictionary(
  fc.oneof(
    fc.string(),
    fc.constantFrom(...sections.flatMap((name) => namesAt([name])), "__proto__", "toString"),
  ),
  fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string(), scalar), fc.integer()),
);
const key = fc.oneof(
  fc.constantFrom(...names, ...secretNames, "marsana-fleet:__proto__", "marsana-flet:release"),
  fc.string().map((name) => `marsana-fleet:${name}`),
);
const values = fc.dictionary(key, fc.oneof(scalar, inner, fc.constant(undefined)), { minKeys: 1 });
const encrypted = fc.subarray([...names, ...secretNames]);

describe("the problems of a config", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("never repeat a secret", () => {
    let refused = 0;
    fc.assert(
      fc.property(values, encrypted, (changed, secret) => {
        const problems = configProblems({
          values: { ...changed, "marsana-fleet:databaseUrl": planted },
          encrypted: secret,
        });
        refused += problems.length;
        for (const problem of problems) assert.ok(!problem.includes(planted), problem);
      }),
      { numRuns: 500 },
    );
    assert.ok(refused > 500, "hardly any of the configs was refused");
  });

  it("never repeat what looks like a secret, even where nothing says that it is one", () => {
    const token = "SK0live0123456789abcdefghij";
    const found = configProblems({ values: { "marsana-fleet:environment": token } });
    assert.deepEqual(found.length, 1);
    assert.match(found[0] ?? "", /found a value that is not repeated here/);
  });

  it("never repeat a setting that somebody has encrypted", () => {
    const changes = { values: { "marsana-fleet:environment": "Not A Slug" } };
    assert.match(configProblems(changes)[0] ?? "", /found "Not A Slug"/);
    const hidden = { ...changes, encrypted: [...secretNames, "marsana-fleet:environment"] };
    assert.match(configProblems(hidden)[0] ?? "", /found a value that is not repeated here/);
  });
});
