// The stack's config: what a complete one gives, and every missing or wrong key in one message with its mend.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../config.ts";
import { configProblems, configure, planted, secretNames } from "./support/config.ts";
import { settingsOf } from "./support/inputs.ts";

function problems(values: Record<string, unknown>, environment: NodeJS.ProcessEnv = {}): readonly string[] {
  return configProblems({ values }, environment);
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
      "marsana-fleet:supabase.region: found nothing; required: the region of the Supabase project, as AWS names it; mend: pulumi config set --stack prod --path 'marsana-fleet:supabase.region' 'eu-central-1'",
      "marsana-fleet:supabase.pitrDays: found nothing; required: the days of point-in-time recovery: one of 7, 14, 28; mend: pulumi config set --stack prod --path 'marsana-fleet:supabase.pitrDays' '7'",
      "marsana-fleet:databaseUrl: found nothing; required: a secret; mend: pulumi config set --stack prod --secret 'marsana-fleet:databaseUrl'",
      "vercel:apiToken: found nothing; required: a secret, here or in VERCEL_API_TOKEN; mend: pulumi config set --stack prod --secret 'vercel:apiToken'",
    ]);
  });

  it("takes a provider's credential from the environment too", () => {
    assert.deepEqual(problems({ "vercel:apiToken": undefined }, { VERCEL_API_TOKEN: "k" }), []);
  });

  it("is refused with what was found where a value is wrong", () => {
    const supabase = { projectRef: "SHORT", region: "eu-central-1", backupTime: "25:00:00", pitrDays: 8 };
    assert.deepEqual(
      problems({ "marsana-fleet:supabase": supabase }).map((problem) => problem.split("; required")[0]),
      [
        'marsana-fleet:supabase.projectRef: found "SHORT"',
        'marsana-fleet:supabase.backupTime: found "25:00:00"',
        "marsana-fleet:supabase.pitrDays: found 8",
      ],
    );
  });

  it("is refused for a key that means nothing, with the nearest name and the lines that mend it", () => {
    const vercel = { ...settingsOf("rehearsal").vercel, domian: "app.example.com" };
    const signals = { "error-rate": { query: "avg(last_5m):avg:x{*} by {env}", unit: "ms", units: "ms" } };
    const found = problems({
      "marsana-fleet:vercel": vercel,
      "marsana-fleet:signals": signals,
      "marsana-fleet:colour": "blue",
      "marsana-fleet:databaseURL": planted,
    });
    assert.deepEqual(found.slice(0, 2), [
      "marsana-fleet:vercel.domian: found a key that means nothing here; required: a key of docs/config.md (the nearest name is domain); mend: pulumi config rm --stack prod --path 'marsana-fleet:vercel.domian' && pulumi config set --stack prod --path 'marsana-fleet:vercel.domain' '<host name>'",
      "marsana-fleet:signals.error-rate.units: found a key that means nothing here; required: a key of docs/config.md (the nearest name is unit); mend: pulumi config rm --stack prod --path 'marsana-fleet:signals.error-rate.units' && pulumi config set --stack prod --path 'marsana-fleet:signals.error-rate.unit' 'ms'",
    ]);
    assert.match(
      found[2] ?? "",
      /^marsana-fleet:colour: .*\(environment, release, .*supabaseAccessToken, .*heartbeatUrl\)/,
    );
    assert.match(
      found[3] ?? "",
      /the nearest name is databaseUrl\); .* --secret 'marsana-fleet:databaseUrl'$/,
    );
    assert.equal(found.length, 4);
  });

  it("is refused for a namespace that nothing reads", () => {
    assert.deepEqual(problems({ "marsana-flet:release": "none", "aws:region": "eu-central-1" }), [
      "marsana-flet:release: found a namespace that nothing reads; required: the nearest name is marsana-fleet; mend: pulumi config rm --stack prod --path 'marsana-flet:release'",
    ]);
  });

  it("is refused for a name that no environment variable has", () => {
    assert.deepEqual(problems({ "marsana-fleet:variables": { "it's mine": planted } }), [
      `marsana-fleet:variables["it's mine"]: found a name of another form; required: Invalid string: must match pattern /^[A-Z][A-Z0-9_]*$/; mend: pulumi config rm --stack prod --path 'marsana-fleet:variables["it'\\''s mine"]'`,
    ]);
  });

  it("takes a number or a switch as the text of an environment variable", () => {
    configure({ values: { "marsana-fleet:variables": { LIMIT: 5, ON: true } } });
    assert.deepEqual(readSettings("prod").variables, { LIMIT: "5", ON: "true" });
    assert.equal(problems({ "marsana-fleet:variables": { LIMIT: { of: planted } } }).length, 1);
  });

  it("is refused for text where an object belongs", () => {
    assert.equal(problems({ "marsana-fleet:datadog": "{not json" }).length, 1);
  });

  for (const key of secretNames) {
    it(`is refused for ${key} in plain text`, () => {
      const encrypted = secretNames.filter((name) => name !== key);
      assert.deepEqual(configProblems({ encrypted }), [
        `${key}: found plain text; required: an encrypted value; mend: pulumi config set --stack prod --secret '${key}', and revoke the value if anybody else has seen the file`,
      ]);
    });
  }

  it("is refused for an empty secret", () => {
    const [found = "", ...others] = problems({ "marsana-fleet:mapboxToken": "" });
    assert.match(found, /^marsana-fleet:mapboxToken: found nothing/);
    assert.deepEqual(others, []);
  });
});
