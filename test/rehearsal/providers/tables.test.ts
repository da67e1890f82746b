// The stand-ins' tables against what the real packages say of themselves: no input more, none less, none other.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { packages } from "../../../rehearsal/providers/packages.ts";
import type { Shape, Shapes } from "../../../rehearsal/providers/shape.ts";
import type { Resource } from "../../../rehearsal/providers/table.ts";
import { resources } from "../../support/exampleInputs.ts";
import { Sdk } from "../../support/sdkInputs.ts";

const sdks: { readonly [name: string]: string } = {
  datadog: "@pulumi/datadog",
  vercel: "@pulumiverse/vercel",
  sentry: "@pulumiverse/sentry",
  command: "@pulumi/command",
};

/** What the type declarations can say of a shape. */
function asDeclared(shape: Shape): unknown {
  const flag = shape.required ? { required: true } : {};
  if (shape.kind === "integer") return { kind: "number", ...flag };
  if (shape.kind === "oneOf") return { kind: "string", ...flag };
  if (shape.kind === "object") return { kind: "object", properties: allDeclared(shape.properties), ...flag };
  return "of" in shape
    ? { kind: shape.kind, of: asDeclared(shape.of), ...flag }
    : { kind: shape.kind, ...flag };
}

const allDeclared = (shapes: Shapes): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, asDeclared(shape)]));

describe("the tables of the stand-ins, beside the packages' type declarations", function () {
  this.timeout(20_000);
  const opened = new Map<string, Sdk>();

  for (const { token, resource, of } of resources) {
    it(`take the same inputs of ${token}`, () => {
      const sdk = opened.get(of.name) ?? new Sdk(sdks[of.name] ?? "");
      opened.set(of.name, sdk);
      const [, path = "", className = ""] = token.split(":");
      const file = of.name === "command" ? `${path}/command` : path.replace("index/", "");
      assert.deepEqual(allDeclared(resource.inputs), allDeclared(sdk.inputsOf(file, className)));
    });
  }
});

interface Spec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Spec;
  readonly additionalProperties?: Spec;
  readonly secret?: boolean;
}

interface ResourceSpec {
  readonly inputProperties: Record<
    string,
    Spec & { willReplaceOnChanges?: boolean; replaceOnChanges?: boolean }
  >;
  readonly requiredInputs?: readonly string[];
  readonly properties: Record<string, Spec>;
  readonly required: readonly string[];
}

interface TypeSpec {
  readonly properties?: Record<string, Spec>;
  readonly required?: readonly string[];
  readonly enum?: readonly { value: string }[];
}

interface Schema {
  readonly resources: Record<string, ResourceSpec>;
  readonly types: Record<string, TypeSpec>;
  readonly provider: { inputProperties?: Record<string, Spec> };
}

/** One line for everything that can be said of the shapes: `monitorThresholds.critical: string`. */
function linesOf(shapes: Shapes, path = ""): string[] {
  return Object.entries(shapes).flatMap(([name, shape]) => shapeLines(shape, `${path}${name}`));
}

function shapeLines(shape: Shape, path: string): string[] {
  const flags = `${shape.required ? " required" : ""}${shape.secret ? " secret" : ""}`;
  if (shape.kind === "oneOf") return [`${path}: ${shape.values.join("|")}${flags}`];
  if (shape.kind === "object") return [`${path}: object${flags}`, ...linesOf(shape.properties, `${path}.`)];
  if ("of" in shape) return [`${path}: ${shape.kind}${flags}`, ...shapeLines(shape.of, `${path}[]`)];
  return [`${path}: ${shape.kind}${flags}`];
}

/** The same lines from a schema. */
function specLines(schema: Schema, spec: Spec, path: string, required: boolean): string[] {
  const flags = `${required ? " required" : ""}${spec.secret ? " secret" : ""}`;
  if (spec.$ref === "pulumi.json#/Any") return [`${path}: any${flags}`];
  if (spec.items) return [`${path}: list${flags}`, ...specLines(schema, spec.items, `${path}[]`, false)];
  if (spec.additionalProperties)
    return [`${path}: map${flags}`, ...specLines(schema, spec.additionalProperties, `${path}[]`, false)];
  if (spec.$ref === undefined) return [`${path}: ${spec.type}${flags}`];
  const type = schema.types[spec.$ref.replace("#/types/", "")];
  if (type?.enum) return [`${path}: ${type.enum.map(({ value }) => value).join("|")}${flags}`];
  return [
    `${path}: object${flags}`,
    ...allSpecLines(schema, type?.properties ?? {}, type?.required, `${path}.`),
  ];
}

const allSpecLines = (
  schema: Schema,
  specs: Record<string, Spec>,
  required: readonly string[] = [],
  path = "",
): string[] =>
  Object.entries(specs).flatMap(([name, spec]) =>
    specLines(schema, spec, `${path}${name}`, required.includes(name)),
  );

/** What only the tables say, and what only the schema says. */
function differences(table: readonly string[], schema: readonly string[]): string[] {
  const more = table.filter((line) => !schema.includes(line)).map((line) => `+ ${line}`);
  return [...more, ...schema.filter((line) => !table.includes(line)).map((line) => `- ${line}`)];
}

/** What the service fills in: outputs that are always there though the program need not set them. */
function filledIn(schema: Schema, { properties, required, requiredInputs = [] }: ResourceSpec): string[] {
  const names = required.filter((name) => !requiredInputs.includes(name));
  // The only ones without a type are the lost descriptions.
  return names.flatMap((name) => specLines(schema, properties[name] ?? { type: "string" }, name, false));
}

const outputShapes = ({ outputs }: Resource): Shapes =>
  Object.fromEntries(Object.entries(outputs).map(([name, { shape }]) => [name, shape]));

const dataQuality = "variables.dataQualityQueries[].monitorOptions";

/**
 * Where the schema files differ from the npm packages, which the tables follow: the files have lost every property
 * that is called "description", and two of them come from a release nearby.
 */
const differing: { readonly [token: string]: readonly string[] } = {
  "datadog:index/monitor:Monitor": [
    `+ ${dataQuality}.modelConfiguration: object`,
    `+ ${dataQuality}.modelConfiguration.autoResolveDays: integer`,
    `+ ${dataQuality}.modelConfiguration.enableFlatlineDetection: boolean`,
    `+ ${dataQuality}.modelConfiguration.function: string`,
    `+ ${dataQuality}.modelConfiguration.minLowerBoundSize: number`,
    `+ ${dataQuality}.modelConfiguration.minUpperBoundSize: number`,
    `+ ${dataQuality}.modelConfiguration.modelBoundsOverride: string`,
    `+ ${dataQuality}.sensitivity: number`,
    `+ ${dataQuality}.sourceToTargetConfig: object`,
    `+ ${dataQuality}.sourceToTargetConfig.diffType: string required`,
    `+ ${dataQuality}.sourceToTargetConfig.entityType: string required`,
    ...["source", "target"].flatMap((side) => [
      `+ ${dataQuality}.sourceToTargetConfig.${side}: object required`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.customSql: string`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.customWhere: string`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.entityId: string required`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.entityType: string required`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.groupByColumns: list`,
      `+ ${dataQuality}.sourceToTargetConfig.${side}.groupByColumns[]: string`,
    ]),
  ],
  "datadog:index/metricMetadata:MetricMetadata": ["+ description: string"],
  "datadog:index/team:Team": ["+ description: string required"],
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": ["+ description: string"],
  "datadog:index/syntheticsGlobalVariable:SyntheticsGlobalVariable": ["+ description: string"],
  "datadog:index/sloCorrection:SloCorrection": ["+ description: string"],
  "vercel:index/customEnvironment:CustomEnvironment": ["+ description: string"],
  "vercel:index/edgeConfigSchema:EdgeConfigSchema": ["- edgeConfigSchemaId: string required"],
};

describe("the tables of the stand-ins, beside the provider schemas", () => {
  const folder = resolve(import.meta.dirname, "../../../../shared/provider-schemas");

  before(function () {
    if (existsSync(folder)) return;
    console.log("    skipped: ../shared/provider-schemas is not here");
    this.skip();
  });

  const read = (name: string, version: string): Schema =>
    JSON.parse(readFileSync(resolve(folder, `${name}-${version}.json`), "utf8"));

  for (const { token, resource, of } of resources) {
    it(`agree on the inputs, the outputs and what replaces ${token}`, () => {
      const schema = read(of.name, of.version);
      const spec = schema.resources[token];
      assert.ok(spec, `the schema has no ${token}`);
      const specified = allSpecLines(schema, spec.inputProperties, spec.requiredInputs);
      assert.deepEqual(differences(linesOf(resource.inputs), specified), differing[token] ?? []);
      assert.deepEqual(differences(linesOf(outputShapes(resource)), filledIn(schema, spec)), []);
      const replacing = Object.entries(spec.inputProperties)
        .filter(([, one]) => one.willReplaceOnChanges || one.replaceOnChanges)
        .map(([name]) => name);
      const inPlace = replacing.filter((name) => !resource.inputs[name]?.replaces);
      assert.deepEqual(inPlace, []);
    });
  }

  for (const one of packages) {
    it(`agree on the configuration of ${one.name}`, () => {
      const schema = read(one.name, one.version);
      const specified = allSpecLines(schema, schema.provider.inputProperties ?? {});
      assert.deepEqual(differences(linesOf(one.configuration), specified), []);
    });
  }
});
