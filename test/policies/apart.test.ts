// Nothing of production in another stack: not in its config, not in what it declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { neighbourOf } from "../../inputs/neighbour.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { keepStacksApart } from "../../policies/keepStacksApart.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { holdsReference, namesHost } from "../../policies/traces.ts";
import { clock, rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const prod = settingsOf("prod");
const staging = settingsOf("staging");
const reference = prod.supabase.projectRef;
const gate = resource(types.gate, {}, { name: "gate" });
const variable = (key: string, value: string) =>
  resource(types.vercelVariable, { key, value, sensitive: true, targets: ["production"] }, { name: key });

/** An API key of Supabase's older kind, as far as anybody reads it: a token whose claims name the project. */
function apiKey(ref: string): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  return [
    part({ alg: "HS256", typ: "JWT" }),
    part({ iss: "supabase", ref, role: "service_role" }),
    "made-up",
  ].join(".");
}

function stagingInputs(settings = staging): Inputs {
  return readInputs(settings, "staging", {}, clock);
}

function judge(one: CheckedResource, inputs = stagingInputs()): string[] {
  return verdictOf(keepStacksApart, [gate, one], inputs);
}

describe("keep-stacks-apart", () => {
  it("passes the three stacks as their files have them", () => {
    const stacks = [stagingInputs(), rehearsalInputs(), readInputs(prod, "prod", {}, clock)];
    for (const inputs of stacks) {
      const { projectRef } = inputs.settings.supabase;
      const own = [
        gate,
        variable("DATABASE_URL", `postgresql://postgres.${projectRef}:made-up@pooler.example:5432/postgres`),
        variable("SUPABASE_SERVICE_ROLE_KEY", apiKey(projectRef)),
        variable("APP_URL", `https://${inputs.domain}/`),
        resource(types.vercelDomain, { domain: inputs.domain }),
        resource(types.monitor, { message: `See https://${prod.vercel.domain ?? "app.marsana.com"}/` }),
      ];
      assert.deepEqual(verdictOf(keepStacksApart, own, inputs), [], inputs.stack);
    }
  });

  it("refuses production's channel for Sentry's alerts in staging's config", () => {
    const telling = (settings: typeof prod, channel: string) =>
      settingsSchema.parse({
        ...settings,
        sentry: { ...settings.sentry, slack: { workspaceId: 77, channel } },
      });
    const neighbour = { stack: "prod", settings: telling(prod, "#fleet") };
    const told = (channel: string) =>
      verdictOf(keepStacksApart, [gate], { ...stagingInputs(telling(staging, channel)), neighbour });
    assert.deepEqual(told("#fleet-staging"), []);
    assert.deepEqual(told("#fleet"), [
      "gate: marsana-fleet:sentry.slack.channel is #fleet, as in stack prod, and must be stack staging's own; mend: pulumi config set --stack staging --path 'marsana-fleet:sentry.slack.channel' '#<channel>'",
    ]);
  });

  it("refuses each of production's names in staging's config, with the line that sets another", () => {
    const { datadog, vercel, sentry, supabase } = prod;
    const borrowed: [path: string, value: string, example: string, settings: typeof staging][] = [
      ["datadog.handle", String(datadog.handle), "@<handle>", { ...staging, datadog }],
      [
        "vercel.projectName",
        vercel.projectName,
        "<project>",
        { ...staging, vercel: { ...staging.vercel, projectName: vercel.projectName } },
      ],
      ["sentry.project", String(sentry.project), "<project>", { ...staging, sentry }],
      ["supabase.projectRef", supabase.projectRef, "<reference>", { ...staging, supabase }],
    ];
    for (const [path, value, example, settings] of borrowed) {
      assert.deepEqual(verdictOf(keepStacksApart, [gate], stagingInputs(settings)), [
        `gate: marsana-fleet:${path} is ${value}, as in stack prod, and must be stack staging's own; mend: pulumi config set --stack staging --path 'marsana-fleet:${path}' '${example}'`,
      ]);
    }
  });

  it("refuses production's environment, and with it production's domain", () => {
    const { domain: _, ...vercel } = staging.vercel;
    // What reads the config refuses that too; a rule does not rely on it.
    const inputs = {
      ...stagingInputs(),
      domain: "app.marsana.com",
      settings: { ...staging, environment: "production", vercel },
    };
    assert.deepEqual(
      verdictOf(keepStacksApart, [gate], inputs).map((message) => message.split(",")[0]),
      [
        "gate: marsana-fleet:environment is production",
        "gate: marsana-fleet:vercel.domain is app.marsana.com",
      ],
    );
  });

  it("refuses to adopt what production has adopted, but for the team that both have", () => {
    const adopt = {
      vercelVariables: {},
      logMetrics: [],
      monitors: { uptime: "42" },
      vercelProject: "prj_1",
      sentryTeam: "marsana/fleet",
    };
    const inputs = stagingInputs({ ...staging, adopt });
    const neighbour = { stack: "prod", settings: { ...prod, adopt } };
    const refused = verdictOf(keepStacksApart, [gate], { ...inputs, neighbour });
    assert.deepEqual(
      refused.map((message) => message.split(",")[0]),
      ["gate: marsana-fleet:adopt.monitors.uptime is 42", "gate: marsana-fleet:adopt.vercelProject is prj_1"],
    );
    const others = { ...adopt, monitors: { uptime: "43" }, vercelProject: "prj_2" };
    const apart = { stack: "prod", settings: { ...prod, adopt: others } };
    assert.deepEqual(verdictOf(keepStacksApart, [gate], { ...inputs, neighbour: apart }), []);
  });

  it("judges the config of a stack without a gate too", () => {
    const inputs = stagingInputs({ ...staging, sentry: prod.sentry });
    assert.equal(verdictOf(keepStacksApart, [], inputs).length, 1);
  });

  it("refuses a stack whose production nobody knows", () => {
    const neighbour = neighbourOf("staging", "/nowhere");
    assert.deepEqual(verdictOf(keepStacksApart, [gate], { ...stagingInputs(), neighbour }), [
      `gate: ${neighbour.problem}`,
    ]);
  });

  it("refuses a secret that names production's database, and never says it", () => {
    const secret = `postgresql://postgres.${reference}:planted@aws-0-eu-central-1.pooler.supabase.com:6543/postgres`;
    const [message, ...others] = judge(variable("DATABASE_URL", secret));
    assert.deepEqual(others, []);
    assert.equal(
      message,
      "DATABASE_URL: the variable DATABASE_URL holds the Supabase reference of stack prod, and must hold none but stack staging's own; mend: pulumi config set --stack staging --secret 'marsana-fleet:databaseUrl'",
    );
  });

  it("refuses production's API keys, by the project that they name inside", () => {
    assert.deepEqual(judge(variable("NEXT_PUBLIC_SUPABASE_ANON_KEY", apiKey(reference))), [
      "NEXT_PUBLIC_SUPABASE_ANON_KEY: the variable NEXT_PUBLIC_SUPABASE_ANON_KEY holds the Supabase reference of stack prod, and must hold none but stack staging's own; mend: pulumi config set --stack staging --secret 'marsana-fleet:supabaseAnonKey'",
    ]);
  });

  it("refuses production's domain in a variable, as a domain and in a redirect", () => {
    assert.deepEqual(judge(variable("APP_URL", "https://app.marsana.com/api")), [
      "APP_URL: the variable APP_URL holds the domain of stack prod, and must hold none but stack staging's own; mend: pulumi config rm --stack staging --path 'marsana-fleet:variables.APP_URL', or give it a value of its own",
    ]);
    for (const props of [{ domain: "app.marsana.com" }, { domain: "a.example", redirect: "app.marsana.com" }])
      assert.equal(judge(resource(types.vercelDomain, props)).length, 1);
  });

  it("refuses production's reference in whatever resource it stands", () => {
    const command = resource(types.command, { environment: { SUPABASE_PROJECT_REF: reference } });
    assert.deepEqual(judge(command), [
      "resource: environment.SUPABASE_PROJECT_REF holds the Supabase reference of stack prod, and must hold none but stack staging's own; mend: give it a value of its own",
    ]);
    assert.equal(judge(resource("any:other:Type", { deep: [{ text: reference.toUpperCase() }] })).length, 1);
    const listed = { variables: [{ key: "DATABASE_URL", value: `db.${reference}.supabase.co` }] };
    assert.equal(judge(resource(types.vercelVariables, listed)).length, 1);
  });

  it("refuses staging's database in production", () => {
    const inputs = readInputs(prod, "prod", {}, clock);
    const url = `postgresql://postgres.${staging.supabase.projectRef}:made-up@pooler.example/postgres`;
    assert.equal(judge(variable("DATABASE_URL", url), inputs).length, 1);
    assert.deepEqual(judge(variable("STAGING_URL", "https://staging.marsana.com"), inputs), []);
  });

  it("throws, and so fails closed, at a value that nobody knows, unless the stack itself makes it", () => {
    const unknown = (key: string) => {
      const props = { key };
      Object.defineProperty(props, "value", {
        enumerable: true,
        get: () => {
          throw new Error("not known yet");
        },
      });
      return { ...variable(key, ""), props };
    };
    assert.throws(() => judge(unknown("DATABASE_URL")), /not known yet/);
    assert.deepEqual(judge(unknown("NEXT_PUBLIC_SENTRY_DSN")), []);
    assert.deepEqual(judge(unknown("EDGE_CONFIG")), []);
  });
});

describe("a trace of another stack", () => {
  it("is a reference in an address, a user name or what is encoded", () => {
    for (const text of [
      `https://${reference}.supabase.co`,
      `postgres.${reference}`,
      apiKey(reference),
      btoa(`key of ${reference}`),
    ])
      assert.equal(holdsReference(text, reference), true, text);
    for (const text of ["", "madeupmadeupmadeupmadeup", apiKey(staging.supabase.projectRef)])
      assert.equal(holdsReference(text, reference), false, text);
  });

  it("is a host name as a whole", () => {
    const host = "app.marsana.com";
    for (const text of [
      host,
      "https://u:p@APP.marsana.com:443/x",
      ".app.marsana.com",
      "https%3A%2F%2Fapp.marsana.com%2F",
    ])
      assert.equal(namesHost(text, host), true, text);
    for (const text of [
      "",
      "staging.app.marsana.com",
      "marsana.com",
      "app.marsana.com.example",
      "myapp.marsana.com",
    ])
      assert.equal(namesHost(text, host), false, text);
  });
});
