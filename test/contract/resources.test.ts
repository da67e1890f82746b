// Every resource that the program declares, in every option, against the schema of the package that makes it.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AccessGroup } from "@pulumiverse/vercel/accessGroup.js";
import { namesAt } from "../../inputs/settingsTable.ts";
import { problemsIn } from "../../rehearsal/providers/check.ts";
import type { Value, Values } from "../../rehearsal/providers/value.ts";
import { resources as known, misfitOf } from "../support/exampleInputs.ts";
import { declared, type Recorded } from "../support/mocks.ts";
import { options } from "../support/options.ts";
import { contractProblems, haveSchemas } from "../support/providerSchema.ts";

const tables = new Map(known.map(({ token, resource }) => [token, resource]));

/** What a stand-in says of the inputs. */
function standInProblems({ type, inputs }: Recorded): string[] {
  const table = tables.get(type);
  if (table === undefined) return [`nothing stands in for ${type}`];
  const values = plain(inputs);
  const shape = problemsIn(table.inputs, values, type);
  const found = shape.length > 0 ? shape : (table.refuses?.(values) ?? []);
  return found.map(({ property, reason }) => `${property}: ${reason}`);
}

/** As the engine sends them: without what is undefined, and with secrets as what they hold. */
function plain(inputs: Record<string, unknown>): Values {
  const text = JSON.stringify(inputs, (_key, value) => (isSecret(value) ? value.value : value));
  return JSON.parse(text);
}

function isSecret(value: unknown): value is { value: Value } {
  return typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
}

/** The same inputs with one thing wrong, by what it is. */
function spoilt({ type, inputs }: Recorded): [string, Record<string, unknown>][] {
  const values = plain(inputs);
  const shapes = Object.entries(tables.get(type)?.inputs ?? {});
  return [
    ["an unknown input", { ...values, colour: "blue" }],
    ...shapes
      .filter(([, { required }]) => required)
      .map(([name]): [string, Record<string, unknown>] => {
        const { [name]: _, ...rest } = values;
        return [`no ${name}`, rest];
      }),
    ...shapes
      .filter(([name, { kind }]) => name in values && kind !== "any")
      .map(([name, shape]): [string, Record<string, unknown>] => [
        `a wrong type of ${name}`,
        { ...values, [name]: misfitOf(shape) },
      ]),
  ];
}

describe("the contract with the providers", function () {
  this.timeout(30_000);
  before(function () {
    if (haveSchemas) return;
    console.log("    skipped: ../shared/provider-schemas is not here");
    this.skip();
  });
  after(() => pulumi.runtime.setAllConfig({}));

  for (const [option, values] of Object.entries(options)) {
    it(`is kept by every resource with ${option}`, async () => {
      const resources = await declared({ values });
      assert.ok(resources.length > 0);
      for (const one of resources) {
        assert.deepEqual(contractProblems(one.type, plain(one.inputs)), [], `${one.name}, by the schema`);
        assert.deepEqual(standInProblems(one), [], `${one.name}, by the stand-in`);
      }
    });
  }

  it("is looked at in every setting of Vercel that changes a resource", () => {
    const named = ["teamSlug", "projectName", "domain"];
    const settings = namesAt(["vercel"]).filter((name) => !named.includes(name));
    assert.deepEqual(
      settings.filter((name) => options[`vercel.${name}`] === undefined),
      [],
    );
  });

  it("is broken by every input that is left out, unknown or of another type, and the stand-ins say so too", async () => {
    const resources = await declared({ values: options["everything of Vercel"] ?? {} });
    const oneOfEach = [...new Map(resources.map((one) => [one.type, one])).values()];
    assert.ok(oneOfEach.length > 15, "hardly any kind of resource is declared");
    for (const one of oneOfEach) {
      for (const [what, inputs] of spoilt(one)) {
        assert.notDeepEqual(
          contractProblems(one.type, inputs),
          [],
          `${one.type} with ${what}, by the schema`,
        );
        assert.notDeepEqual(
          standInProblems({ ...one, inputs }),
          [],
          `${one.type} with ${what}, by the stand-in`,
        );
      }
    }
  });

  it("is judged on resources that something stands in for, and on no others", async () => {
    await assert.rejects(
      declared({}, async () => void new AccessGroup("crew", { name: "crew" })),
      /nothing stands in for vercel:index\/accessGroup:AccessGroup \(crew\)/,
    );
  });
});
