// The shapes of the stand-ins: made anew from the schemas and the installed packages, and joined with their behaviour.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { joined, resourceOf } from "../../../rehearsal/providers/packages.ts";
import { integer, required, type Shape, secret, string } from "../../../rehearsal/providers/shape.ts";
import { always } from "../../../rehearsal/providers/table.ts";
import { Declarations } from "../../../rehearsal/schemas/declarations.ts";
import { generatedShapes } from "../../../rehearsal/schemas/generate.ts";
import { recordedFiles } from "../../../rehearsal/schemas/recordings.ts";
import { Joined, type Spec } from "../../../rehearsal/schemas/shapes.ts";
import { resources } from "../../support/exampleInputs.ts";
import { haveSchemas } from "../../support/providerSchema.ts";

const project = resolve(import.meta.dirname, "../../..");

describe("the generated files", function () {
  this.timeout(60_000);

  it("stand in the project as `npm run schemas` writes them now", function () {
    if (!haveSchemas) {
      console.log("    skipped: ../shared/provider-schemas is not here");
      this.skip();
    }
    for (const [path, text] of Object.entries({ ...generatedShapes(), ...recordedFiles() })) {
      const content = readFileSync(resolve(project, path));
      const found = (path.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8");
      assert.ok(found === text, `${path} is another: run npm run schemas`);
    }
  });

  const places: readonly [token: string, path: string, said: string][] = [
    ["datadog:index/monitor:Monitor", "type", "string required replaces"],
    ["datadog:index/monitor:Monitor", "evaluationDelay", "integer computed"],
    ["datadog:index/monitor:Monitor", "monitorThresholds.critical", "string"],
    ["datadog:index/monitor:Monitor", "schedulingOptions.customSchedule.recurrence.rrule", "string required"],
    // Only the declarations have these three, and of the third only Datadog's own client says that it is whole.
    ["datadog:index/team:Team", "description", "string required"],
    ["datadog:index/monitor:Monitor", "variables.dataQualityQueries.monitorOptions.sensitivity", "number"],
    [
      "datadog:index/monitor:Monitor",
      "variables.dataQualityQueries.monitorOptions.modelConfiguration.autoResolveDays",
      "integer",
    ],
    ["datadog:index/logsMetric:LogsMetric", "compute.aggregationType", "string required replaces"],
    ["datadog:index/onCallSchedule:OnCallSchedule", "layers.id", "string computed"],
    ["datadog:index/onCallSchedule:OnCallSchedule", "layers.interval.seconds", "integer computed"],
    ["datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules", "rules.id", "string computed"],
    ["datadog:index/syntheticsTest:SyntheticsTest", "requestBasicauth.password", "string secret"],
    ["datadog:index/syntheticsTest:SyntheticsTest", "apiSteps.requestDefinition.timeout", "integer"],
    ["vercel:index/project:Project", "environments.value", "string required secret"],
    ["vercel:index/project:Project", "environments.id", "string computed"],
    ["vercel:index/logDrain:LogDrain", "headers", "map secret replaces"],
    ["vercel:index/projectRollingRelease:ProjectRollingRelease", "stages.duration", "integer"],
    ["command:local:Command", "logging", "oneOf stdout stderr stdoutAndStderr none"],
    ["command:local:Command", "triggers", "list replaces"],
  ];
  for (const [token, path, said] of places)
    it(`say that ${path} of ${token.split(":").at(-1)} is ${said}`, () => {
      assert.equal(wordsOf(shapeAt(token, path)), said);
    });

  it("leave out what the schema has and the installed package has not", () => {
    const { inputs } = resourceOf("vercel:index/edgeConfigSchema:EdgeConfigSchema") ?? { inputs: {} };
    assert.deepEqual(Object.keys(inputs), ["definition", "teamId"]);
  });
});

/** The shape at a path, through lists. */
function shapeAt(token: string, path: string): Shape {
  const inputs = resourceOf(token)?.inputs ?? {};
  return path.split(".").reduce<Shape>(
    (shape, name) => {
      const inner = "of" in shape ? shape.of : shape;
      const found = inner.kind === "object" ? inner.properties[name] : undefined;
      assert.ok(found, `${token} has no ${path}`);
      return found;
    },
    { kind: "object", properties: inputs },
  );
}

function wordsOf(shape: Shape): string {
  const flags = (["required", "secret", "replaces", "computed"] as const).filter((flag) => shape[flag]);
  return [shape.kind, ...(shape.kind === "oneOf" ? shape.values : []), ...flags].join(" ");
}

describe("what replaces a resource", () => {
  const drain = ["deliveryFormat", "endpoint", "headers", "name", "projectIds", "secret", "teamId"];
  const replacing: Readonly<Record<string, readonly string[]>> = {
    Command: ["triggers"],
    CustomEnvironment: ["projectId", "teamId"],
    DeploymentProtectionException: ["alias", "projectId", "teamId"],
    EdgeConfig: ["teamId"],
    EdgeConfigItem: ["edgeConfigId", "key", "value", "valueJson"],
    EdgeConfigSchema: ["teamId"],
    EdgeConfigToken: ["edgeConfigId", "label", "teamId"],
    LogDrain: [...drain, "environments", "samplingRate", "sources"],
    LogsMetric: ["compute", "name"],
    Monitor: ["type"],
    Project: ["teamId"],
    ProjectDeploymentRetention: ["projectId", "teamId"],
    ProjectDomain: ["domain", "projectId", "teamId"],
    ProjectEnvironmentVariable: ["key", "projectId", "teamId"],
    ProjectRollingRelease: ["projectId", "teamId"],
    SentryIssueAlert: ["organization", "project"],
    SentryKey: ["organization", "project"],
    SentryMetricAlert: ["organization", "project"],
    SentryProject: ["organization"],
    SentryTeam: ["organization"],
    ServiceLevelObjective: ["type"],
    TraceDrain: [...drain, "samplingRules"],
    Webhook: ["endpoint", "events", "projectIds", "teamId"],
  };
  for (const { token, resource } of resources) {
    const className = token.split(":").at(-1) ?? "";
    it(`is, of ${className}, ${replacing[className]?.join(", ") ?? "nothing"}`, () => {
      const found = Object.keys(resource.inputs).filter((name) => resource.inputs[name]?.replaces);
      assert.deepEqual(found.sort(), [...(replacing[className] ?? [])].sort());
    });
  }
});

describe("a schema and the installed package, where they differ", () => {
  const token = "command:local:Command";
  const shapesWith = (inputProperties: Readonly<Record<string, Spec>>) =>
    new Joined(
      "command",
      {
        provider: {},
        resources: { [token]: { inputProperties, properties: {} } },
        types: { "command:local:Word": { enum: [{ value: "one" }, { value: "two" }] } },
      },
      new Declarations("@pulumi/command"),
    ).ofToken(token);

  it("have the names and the structure of the package", () => {
    const { inputs, outputs } = shapesWith({ create: { type: "integer" }, gone: { type: "string" } });
    assert.equal("gone" in inputs, false);
    assert.deepEqual(inputs["create"], string);
    assert.deepEqual(inputs["environment"], { kind: "map", of: string });
    assert.deepEqual(outputs["stdout"], { kind: "string", computed: true });
    assert.equal("create" in outputs, false);
  });

  it("have secrets, words and what replaces from the schema", () => {
    const { inputs } = shapesWith({
      create: { type: "string", secret: true },
      dir: { type: "string", willReplaceOnChanges: true },
      logging: { $ref: "#/types/command:local:Word" },
    });
    assert.deepEqual(inputs["create"], { kind: "string", secret: true });
    assert.deepEqual(inputs["dir"], { kind: "string", replaces: true });
    assert.deepEqual(inputs["logging"], { kind: "oneOf", values: ["one", "two"] });
  });
});

describe("shapes and behaviour, joined", () => {
  const token = "datadog:index/thing:Thing";
  const shaped = {
    version: "1.0.0",
    configuration: { apiKey: secret(string) },
    resources: {
      [token]: { inputs: { name: required(string), size: { ...integer, computed: true as const } } },
    },
  };
  const thing = { outputs: { size: always(3) }, id: () => "1" };
  const join = (behaviour: object) =>
    joined(shaped, { name: "datadog", accepts: [], resources: { [token]: { ...thing, ...behaviour } } });

  it("are a package with the version of the shapes", () => {
    const { version, resources } = join({ replaces: ["name"] });
    assert.equal(version, "1.0.0");
    assert.deepEqual(resources[token]?.inputs["name"], { kind: "string", required: true, replaces: true });
    assert.equal(resources[token]?.outputs["size"]?.shape.kind, "integer");
  });

  it("refuse a resource that nothing was generated for", () => {
    assert.throws(
      () =>
        joined({ ...shaped, resources: {} }, { name: "datadog", accepts: [], resources: { [token]: thing } }),
      new Error(`found no shapes of ${token}: run npm run schemas`),
    );
  });

  it("refuse a computed property that nothing makes", () => {
    assert.throws(
      () => join({ outputs: {} }),
      new Error(`found nothing that makes size of ${token}: add it to the stand-in's outputs`),
    );
  });

  it("refuse behaviour of a property that there is not", () => {
    const reason = new Error(`found no property colour of ${token}, which its stand-in names`);
    assert.throws(() => join({ replaces: ["colour"] }), reason);
    assert.throws(() => join({ outputs: { ...thing.outputs, colour: always("") } }), reason);
  });
});
