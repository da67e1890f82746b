// The stack's config: what a complete one gives, and every missing or wrong key in one message with its mend.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readConfig, readSettings, secretKeys } from "../config.ts";
import { InputError } from "../inputs/inputError.ts";
import { settingsOf } from "./support/inputs.ts";

const credentials = {
  "datadog:apiKey": "k",
  "datadog:appKey": "k",
  "vercel:apiToken": "k",
  "sentry:token": "k",
};

/** The complete config of the rehearsal as the engine hands it over, with some keys changed or, as undefined, left out. */
function configure(changes: Record<string, unknown> = {}): void {
  const secrets = Object.fromEntries(
    Object.keys(secretKeys).map((name) => [`marsana-fleet:${name}`, "planted-secret"]),
  );
  const plain = Object.entries(settingsOf("rehearsal")).map(([name, value]) => [
    `marsana-fleet:${name}`,
    value,
  ]);
  const all: Record<string, unknown> = {
    ...secrets,
    ...credentials,
    ...Object.fromEntries(plain),
    ...changes,
  };
  const texts = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts), Object.keys(secrets));
}

function problems(changes: Record<string, unknown>, environment: NodeJS.ProcessEnv = {}): readonly string[] {
  configure(changes);
  try {
    readConfig("prod", environment);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("the config of a stack", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("is complete in the rehearsal's stack file", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(readSettings("rehearsal"), settingsOf("rehearsal"));
  });

  for (const stack of ["prod", "staging"]) {
    it(`is complete save for secrets in the stack file of ${stack}`, () => {
      const plain = Object.entries(settingsOf(stack)).map(([name, value]) => [
        `marsana-fleet:${name}`,
        value,
      ]);
      assert.deepEqual(problems(Object.fromEntries(plain)), []);
    });
  }

  it("is refused with every missing key at once, each with the line that sets it", () => {
    const found = problems({
      "marsana-fleet:supabase": undefined,
      "marsana-fleet:runbookUrl": undefined,
      "marsana-fleet:databaseUrl": undefined,
      "vercel:apiToken": undefined,
    });
    assert.deepEqual(found, [
      "marsana-fleet:runbookUrl: found nothing; required: where people read the runbook; mend: pulumi config set --stack prod 'marsana-fleet:runbookUrl' 'https://<host>/RUNBOOK.md'",
      "marsana-fleet:supabase.projectRef: found nothing; required: the Supabase project's reference: 20 lower-case letters; mend: pulumi config set --stack prod --path 'marsana-fleet:supabase.projectRef' '<reference>'",
      "marsana-fleet:supabase.backupTime: found nothing; required: the time of the daily backup, HH:MM:SS in UTC; mend: pulumi config set --stack prod --path 'marsana-fleet:supabase.backupTime' '<HH:MM:SS>'",
      "marsana-fleet:supabase.pitrDays: found nothing; required: the days of point-in-time recovery: 7, 14 or 28; mend: pulumi config set --stack prod --path 'marsana-fleet:supabase.pitrDays' '7'",
      "marsana-fleet:databaseUrl: found nothing; required: a secret; mend: pulumi config set --stack prod --secret 'marsana-fleet:databaseUrl'",
      "vercel:apiToken: found nothing; required: a secret, here or in VERCEL_API_TOKEN; mend: pulumi config set --stack prod --secret 'vercel:apiToken'",
    ]);
  });

  it("takes a provider's credential from the environment too", () => {
    assert.deepEqual(problems({ "vercel:apiToken": undefined }, { VERCEL_API_TOKEN: "k" }), []);
  });

  it("is refused with what was found where a value is wrong", () => {
    const supabase = { projectRef: "SHORT", backupTime: "25:00:00", pitrDays: 8 };
    assert.deepEqual(
      problems({ "marsana-fleet:supabase": supabase }).map((problem) => problem.split("; required")[0]),
      [
        'marsana-fleet:supabase.projectRef: found "SHORT"',
        'marsana-fleet:supabase.backupTime: found "25:00:00"',
        "marsana-fleet:supabase.pitrDays: found 8",
      ],
    );
  });

  it("is refused for a key that means nothing, with the line that takes it away", () => {
    const vercel = { ...settingsOf("rehearsal").vercel, domian: "app.example.com" };
    assert.deepEqual(problems({ "marsana-fleet:vercel": vercel, "marsana-fleet:colour": "blue" }), [
      "marsana-fleet:vercel.domian: found a key that means nothing here; required: a key of inputs/settings.ts; mend: pulumi config rm --stack prod --path 'marsana-fleet:vercel.domian'",
      "marsana-fleet:colour: found a key that means nothing here; required: a key of inputs/settings.ts; mend: pulumi config rm --stack prod --path 'marsana-fleet:colour'",
    ]);
  });

  it("is refused for text where an object belongs", () => {
    assert.equal(problems({ "marsana-fleet:datadog": "{not json" }).length, 1);
  });

  it("never echoes a secret", () => {
    const found = problems({ "marsana-fleet:supabase": undefined, "marsana-fleet:mapboxToken": undefined });
    assert.ok(!found.join("\n").includes("planted-secret"));
  });
});
