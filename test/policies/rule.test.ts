// The wrapper of every rule: whatever goes wrong inside a rule is a violation, at the level of the rule.
import assert from "node:assert/strict";
import { Command } from "@pulumi/command/local/command.js";
import { DowntimeSchedule } from "@pulumi/datadog/downtimeSchedule.js";
import { Monitor } from "@pulumi/datadog/monitor.js";
import { SentryProject } from "@pulumiverse/sentry/sentryProject.js";
import { Project } from "@pulumiverse/vercel/project.js";
import { ProjectDomain } from "@pulumiverse/vercel/projectDomain.js";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable.js";
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
    const strict: Rule = { name: "strict", description: "", appliesTo: [], checkResource: () => {} };
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
  it("are the SDK's and the components' own", () => {
    const { gate, command, downtime, monitor, sentryProject, vercelProject, vercelDomain, vercelVariable } =
      types;
    const classes = [
      Command,
      DowntimeSchedule,
      Monitor,
      SentryProject,
      Project,
      ProjectDomain,
      ProjectEnvironmentVariable,
    ];
    assert.deepEqual(
      [gate, command, downtime, monitor, sentryProject, vercelProject, vercelDomain, vercelVariable],
      [Gate.type, ...classes.map((one) => Reflect.get(one, "__pulumiType"))],
    );
  });

  it("tells a component's child by the urn, and not the component itself", () => {
    assert.equal(isWithin("urn:pulumi:s::p::a:b:C$d:e:F::name", "a:b:C"), true);
    assert.equal(isWithin("urn:pulumi:s::p::a:b:C::name", "a:b:C"), false);
    assert.equal(isWithin("urn:pulumi:s::p::a:b:Cx$d:e:F::name", "a:b:C"), false);
  });
});
