// The rules about environment variables: who can read a secret, and where it goes.
import assert from "node:assert/strict";
import { keepSecretsInProduction } from "../../policies/keepSecretsInProduction.ts";
import { requireSensitiveVariables } from "../../policies/requireSensitiveVariables.ts";
import { types } from "../../policies/resourceTypes.ts";
import { rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();

describe("require-sensitive-variables", () => {
  const judge = (key: string, sensitive: boolean, value = "a value") =>
    verdictOf(requireSensitiveVariables, [resource(types.vercelVariable, { key, sensitive, value })], inputs)
      .length;

  for (const key of [
    "DATABASE_URL",
    "STRIPE_SECRET",
    "NEXT_PUBLIC_MAPBOX_TOKEN",
    "SENDGRID_API_KEY",
    "SMTP_PASSWORD",
  ]) {
    it(`refuses ${key} in plain text, and passes it as sensitive`, () => {
      assert.deepEqual([judge(key, false), judge(key, true)], [1, 0]);
    });
  }

  for (const key of ["NEXT_PUBLIC_SENTRY_DSN", "LOG_LEVEL", "KEYBOARD_LAYOUT", "MONKEY"]) {
    it(`passes ${key} in plain text`, () => {
      assert.equal(judge(key, false), 0);
    });
  }

  it("refuses a connection string with a password, whatever its variable is called", () => {
    assert.equal(judge("QUEUE", false, "amqp://fleet:pass@queue.example/main"), 1);
    assert.equal(judge("QUEUE", false, "amqp://queue.example/main"), 0);
  });

  it("finds a variable wherever one can be declared", () => {
    const variable = { key: "STRIPE_SECRET", sensitive: false };
    const places = [
      resource(types.vercelVariables, { variables: [variable] }),
      resource(types.vercelSharedVariable, variable),
      resource(types.vercelProject, { environments: [variable] }),
    ];
    assert.deepEqual(
      places.map((one) => verdictOf(requireSensitiveVariables, [one], inputs).length),
      [1, 1, 1],
    );
  });
});

describe("keep-secrets-in-production", () => {
  const judgeVariable = (change: object) => {
    const props = { key: "DATABASE_URL", sensitive: true, targets: ["production"], ...change };
    return verdictOf(keepSecretsInProduction, [resource(types.vercelVariable, props)], inputs);
  };
  const refused = (where: string) => [
    `resource: DATABASE_URL is given to ${where}, and must be given to production alone; mend: set its targets to ["production"]`,
  ];

  it("passes a secret of production's, and what is none anywhere", () => {
    assert.deepEqual(judgeVariable({}), []);
    assert.deepEqual(judgeVariable({ sensitive: false, targets: ["preview", "development"] }), []);
  });

  it("refuses a secret that previews or other environments get too, or nobody", () => {
    assert.deepEqual(judgeVariable({ targets: ["production", "preview"] }), refused("preview"));
    assert.deepEqual(judgeVariable({ customEnvironmentIds: ["env_1"] }), refused("environments beside it"));
    assert.deepEqual(
      judgeVariable({ applyToAllCustomEnvironments: true }),
      refused("environments beside it"),
    );
    assert.deepEqual(judgeVariable({ targets: undefined }), refused("no target"));
  });
});
