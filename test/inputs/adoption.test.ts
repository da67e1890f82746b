// Ids of what is to be adopted: their form, and whether they name what the rest of the config says.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../inputs/inputError.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { type Settings, settingsSchema } from "../../inputs/settings.ts";
import { configProblems } from "../support/config.ts";
import { clock, settingsOf } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const fitting = {
  vercelProject: "prj_1",
  vercelDomain: "prj_1/app.marsana.com",
  vercelVariables: { DATABASE_URL: "prj_1/env1" },
  sentryTeam: "marsana/fleet",
  sentryProject: "marsana/fleet-rehearsal",
  monitors: { uptime: "17", "error-rate": 18 },
  logMetrics: ["sendgrid.events.processed"],
};

describe("the form of an id to adopt", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const problems = (adopt: object) => configProblems({ values: { "marsana-fleet:adopt": adopt } });

  it("is the one that its provider imports", () => {
    assert.deepEqual(problems(fitting), []);
    const ofTeam = { vercelProject: "team_1/prj_1", vercelDomain: "team_1/prj_1/app.marsana.com" };
    assert.deepEqual(problems({ ...fitting, ...ofTeam, vercelVariables: {} }), []);
  });

  const wrong: readonly [key: string, adopt: object][] = [
    ["vercelProject", { vercelProject: "marsana-fleet" }],
    ["vercelDomain", { vercelDomain: "app.marsana.com" }],
    ["vercelVariables.DATABASE_URL", { vercelVariables: { DATABASE_URL: "env1" } }],
    ["sentryTeam", { sentryTeam: "fleet" }],
    ["sentryProject", { sentryProject: "https://sentry.io/settings/marsana/projects/fleet/" }],
    ["monitors.uptime", { monitors: { uptime: "monitor-17" } }],
    ["monitors.uptime", { monitors: { uptime: 0 } }],
    ["logMetrics\\[0\\]", { logMetrics: [""] }],
  ];
  for (const [key, adopt] of wrong) {
    it(`is refused in ${key}, with where the id is to be found, when it is ${JSON.stringify(adopt)}`, () => {
      const found = problems({ ...fitting, ...adopt });
      assert.equal(found.length, 1, String(found));
      assert.match(
        String(found),
        new RegExp(
          `^marsana-fleet:adopt\\.${key}: found .*; required: .*already.*; mend: pulumi config set .*--path`,
        ),
      );
    });
  }

  it("names the nearest key of one that is misspelt", () => {
    assert.match(
      String(problems({ vercelprojekt: "prj_1" })),
      /adopt\.vercelprojekt: found a key that means nothing here; .*nearest name is vercelProject/,
    );
  });
});

describe("what an id to adopt names", () => {
  function problems(adopt: object, changes: Partial<Settings> = {}): readonly string[] {
    const all = settingsSchema.parse({ ...settings, ...changes, adopt });
    try {
      readInputs(all, "rehearsal", {}, clock);
    } catch (error) {
      if (error instanceof InputError)
        return error.problems.map((problem) => problem.split("; mend:")[0] ?? "");
      throw error;
    }
    return [];
  }

  it("is what the config says", () => {
    assert.deepEqual(problems(fitting), []);
  });

  const cases: readonly [what: string, adopt: object, changes: Partial<Settings>, problem: string][] = [
    [
      "a project of another team",
      { vercelProject: "team_2/prj_1" },
      { vercel: { ...settings.vercel, teamId: "team_1" } },
      "marsana-fleet:adopt.vercelProject: found team_2/prj_1; required: team_1/prj_1, as marsana-fleet:vercel.teamId says",
    ],
    [
      "a project without the team",
      { vercelProject: "prj_1" },
      { vercel: { ...settings.vercel, teamId: "team_1" } },
      "marsana-fleet:adopt.vercelProject: found prj_1; required: team_1/prj_1, as marsana-fleet:vercel.teamId says",
    ],
    [
      "a team that the rest of the config does not have",
      { vercelProject: "team_1/prj_1" },
      {},
      "marsana-fleet:vercel.teamId: found nothing; required: team_1, the team in marsana-fleet:adopt.vercelProject",
    ],
    [
      "another domain",
      { vercelProject: "prj_1", vercelDomain: "prj_1/www.marsana.com" },
      {},
      "marsana-fleet:adopt.vercelDomain: found prj_1/www.marsana.com; required: prj_1/app.marsana.com, the stack's domain in that project",
    ],
    [
      "a domain without its project",
      { vercelDomain: "prj_1/app.marsana.com" },
      {},
      "marsana-fleet:adopt.vercelDomain: found an id, but nothing at marsana-fleet:adopt.vercelProject; required: the project that it belongs to",
    ],
    [
      "a variable of another project",
      { vercelProject: "prj_1", vercelVariables: { DATABASE_URL: "prj_2/env1" } },
      {},
      "marsana-fleet:adopt.vercelVariables.DATABASE_URL: found prj_2/env1; required: prj_1/env1, in that project",
    ],
    [
      "a variable that the stack does not set",
      { vercelProject: "prj_1", vercelVariables: { DATABASE_URI: "prj_1/env1" } },
      {},
      "marsana-fleet:adopt.vercelVariables.DATABASE_URI: found a name that nothing here has; required: a variable that the stack sets (the nearest is DATABASE_URL)",
    ],
    [
      "a team of another organization",
      { sentryTeam: "acme/fleet" },
      {},
      "marsana-fleet:adopt.sentryTeam: found acme/fleet; required: marsana/fleet, as marsana-fleet:sentry.team and the organization say",
    ],
    [
      "another project of Sentry",
      { sentryProject: "marsana/other" },
      {},
      "marsana-fleet:adopt.sentryProject: found marsana/other; required: marsana/fleet-rehearsal, as marsana-fleet:sentry.project and the organization say",
    ],
    [
      "a row that the runbook does not have",
      { monitors: { uptme: 17 } },
      {},
      "marsana-fleet:adopt.monitors.uptme: found a name that nothing here has; required: a row of the runbook's table (the nearest is uptime)",
    ],
    [
      "a team of Sentry, which is off",
      { sentryTeam: "marsana/fleet" },
      { sentry: { ...settings.sentry, enabled: false } },
      "marsana-fleet:adopt.sentryTeam: found an id, and marsana-fleet:sentry.enabled false; required: no id of a service that is off",
    ],
    [
      "a monitor of Datadog, which is off",
      { monitors: { uptime: 17 } },
      { datadog: { ...settings.datadog, enabled: false } },
      "marsana-fleet:adopt.monitors.uptime: found an id, and marsana-fleet:datadog.enabled false; required: no id of a service that is off",
    ],
    [
      "a metric of Datadog, which is off",
      { logMetrics: ["sendgrid.events.delivered"] },
      { datadog: { ...settings.datadog, enabled: false } },
      "marsana-fleet:adopt.logMetrics[0]: found an id, and marsana-fleet:datadog.enabled false; required: no id of a service that is off",
    ],
    [
      "a metric that the stack does not declare",
      { logMetrics: ["sendgrid.events.delivered", "sendgrid.events.bounce"] },
      {},
      "marsana-fleet:adopt.logMetrics[1]: found sendgrid.events.bounce; required: a log-based metric that the stack declares (sendgrid.events.delivered, sendgrid.events.processed)",
    ],
    [
      "one monitor for two rows",
      { monitors: { uptime: 17, "error-rate": "17" } },
      {},
      "marsana-fleet:adopt.monitors.error-rate: found 17, which uptime adopts; required: a monitor of its own",
    ],
  ];
  for (const [what, adopt, changes, problem] of cases) {
    it(`is refused where it is ${what}`, () => {
      assert.deepEqual(problems(adopt, changes), [problem]);
    });
  }
});
