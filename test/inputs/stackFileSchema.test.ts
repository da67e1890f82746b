// The JSON Schema of the stack files: the committed files fit it, and a file with one thing wrong does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { stackFileSchema } from "../../inputs/stackFileSchema.ts";
import { projectFolder } from "../support/inputs.ts";

type StackFile = { config: Record<string, unknown> } & Record<string, unknown>;

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addKeyword("example");
const validate = ajv.compile(stackFileSchema());

function textOf(stack: string): string {
  return readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8");
}

/** Where the file does not fit, and why. */
function misfits(file: StackFile): string[] {
  return validate(file)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** The config of production with one key changed. */
function changed(key: string, change: (value: Record<string, unknown>) => unknown): StackFile {
  const file: StackFile = parse(textOf("prod"));
  return { ...file, config: { ...file.config, [key]: change(file.config[key] as Record<string, unknown>) } };
}

describe("the JSON Schema of the stack files", () => {
  for (const stack of ["prod", "staging", "rehearsal"]) {
    it(`fits Pulumi.${stack}.yaml, which names it for editors`, () => {
      assert.deepEqual(misfits(parse(textOf(stack))), []);
      assert.match(textOf(stack), /^# yaml-language-server: \$schema=docs\/pulumi-stack\.schema\.json\n/);
    });
  }

  const wrong: readonly [string, StackFile, string][] = [
    [
      "a value of another form",
      changed("marsana-fleet:supabase", (value) => ({ ...value, backupTime: "25:00:00" })),
      "/config/marsana-fleet:supabase/backupTime pattern",
    ],
    [
      "a number that is none of the choices",
      changed("marsana-fleet:supabase", (value) => ({ ...value, pitrDays: 8 })),
      "/config/marsana-fleet:supabase/pitrDays enum",
    ],
    [
      "a key that means nothing",
      changed("marsana-fleet:vercel", (value) => ({ ...value, domian: "x.example.com" })),
      "/config/marsana-fleet:vercel additionalProperties",
    ],
    [
      "a top-level key that means nothing",
      changed("marsana-fleet:colour", () => "blue"),
      "/config additionalProperties",
    ],
    [
      "a secret in plain text",
      changed("marsana-fleet:databaseUrl", () => "postgres://x"),
      "/config/marsana-fleet:databaseUrl type",
    ],
    ["a credential in plain text", changed("vercel:apiToken", () => "token"), "/config/vercel:apiToken type"],
    [
      "a section of its own beside config",
      { ...changed("pulumi:tags", () => ({})), extra: 1 },
      " additionalProperties",
    ],
  ];
  for (const [what, file, misfit] of wrong) {
    it(`refuses ${what}`, () => assert.deepEqual(misfits(file), [misfit]));
  }

  it("refuses each missing key", () => {
    for (const name of ["environment", "release", "runbookUrl", "vercel", "supabase", "sentry", "datadog"]) {
      const file: StackFile = parse(textOf("prod"));
      delete file.config[`marsana-fleet:${name}`];
      assert.deepEqual(misfits(file), ["/config required"], name);
    }
  });

  it("asks for the keys of a service only where it is on", () => {
    const datadog = (value: object) => misfits(changed("marsana-fleet:datadog", () => value));
    assert.deepEqual(datadog({ enabled: false }), []);
    assert.deepEqual(datadog({ enabled: false, acceptOff: true, handle: "@slack-fleet" }), []);
    for (const on of [{}, { enabled: true }]) {
      const where = "/config/marsana-fleet:datadog";
      assert.ok(datadog(on).includes(`${where} required`), JSON.stringify(on));
      assert.ok(datadog(on).includes(`${where} oneOf`), JSON.stringify(on));
    }
  });

  it("takes keys of the engine and of providers", () => {
    assert.deepEqual(misfits(changed("datadog:apiUrl", () => "https://api.datadoghq.eu")), []);
  });
});
