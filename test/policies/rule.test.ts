// The wrapper of every rule: whatever goes wrong inside a rule is a violation, at the level of the rule.
import assert from "node:assert/strict";
import { Gate } from "../../components/Gate.ts";
import { isWithin, types } from "../../policies/resourceTypes.ts";
import { closed, policyOf, type Rule } from "../../policies/rule.ts";
import { rules } from "../../policies/rules.ts";

const noInputs = () => {
  throw new Error("no inputs here");
};

describe("a rule's wrapper", () => {
  it("reports nothing when the rule has nothing to say", () => {
    const messages: string[] = [];
    closed(
      "a-rule",
      (message) => messages.push(message),
      () => {},
    );
    assert.deepEqual(messages, []);
  });

  for (const thrown of [new Error("can't read 'id'"), new TypeError("x is undefined"), "a bare string"]) {
    it(`turns a thrown ${typeof thrown === "string" ? "string" : thrown.name} into a violation`, () => {
      const messages: string[] = [];
      const check = () => {
        throw thrown;
      };
      closed("a-rule", (message) => messages.push(message), check);
      assert.equal(messages.length, 1);
      assert.match(
        String(messages[0]),
        /^a-rule could not be evaluated, and counts as violated: (can't|x is|a bare)/,
      );
    });
  }

  it("keeps the rule's level: mandatory in prod and rehearsal, advisory in staging where the rule says so", () => {
    const strict: Rule = {
      name: "strict",
      description: "",
      mend: "",
      appliesTo: [],
      checkResource: () => {},
    };
    const lenient: Rule = { ...strict, name: "lenient", staging: "advisory" };
    const levels = (rule: Rule) =>
      ["prod", "rehearsal", "staging", "anything-else"].map(
        (stack) => policyOf(rule, stack, noInputs).enforcementLevel,
      );
    assert.deepEqual(levels(strict), ["mandatory", "mandatory", "mandatory", "mandatory"]);
    assert.deepEqual(levels(lenient), ["mandatory", "mandatory", "advisory", "mandatory"]);
  });
});

describe("the list of rules", () => {
  it("names each rule once, in kebab case", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    for (const name of names) assert.match(name, /^[a-z]+(-[a-z]+)+$/);
  });
});

describe("the types of resources", () => {
  const packages: Readonly<Record<string, string>> = {
    command: "@pulumi/command/local",
    datadog: "@pulumi/datadog",
    sentry: "@pulumiverse/sentry",
    vercel: "@pulumiverse/vercel",
  };
  const tokens = Object.values(types).filter((type) => !type.startsWith("marsana:"));

  for (const type of tokens) {
    it(`are the SDK's own: ${type}`, async () => {
      const [origin = "", , name = ""] = type.split(":");
      const file = `${packages[origin]}/${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
      const found: Record<string, unknown> = await import(file);
      assert.equal(Reflect.get(found[name] as object, "__pulumiType"), type);
    });
  }

  it("are the component's own, for the gate", () => {
    assert.equal(types.gate, Gate.type);
  });

  it("tells a component's child by the urn, and not the component itself", () => {
    assert.equal(isWithin("urn:pulumi:s::p::a:b:C$d:e:F::name", "a:b:C"), true);
    assert.equal(isWithin("urn:pulumi:s::p::a:b:C::name", "a:b:C"), false);
    assert.equal(isWithin("urn:pulumi:s::p::a:b:Cx$d:e:F::name", "a:b:C"), false);
  });
});
