// Rules that go beyond types: what the services and their providers refuse before anything is touched.
import assert from "node:assert/strict";
import { asSecret, type Value, type Values } from "../../../rehearsal/providers/value.ts";
import { TestStandIns, urnOf } from "../../support/standIns.ts";

type Refused = [title: string, token: string, inputs: Values, property: string, reason: RegExp];

const policy = "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy";
const schedule = "datadog:index/onCallSchedule:OnCallSchedule";
const routing = "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules";
const step = { escalateAfterSeconds: 60, targets: [{ user: "u" }] };
const layer = {
  effectiveDate: "2026-01-05T08:00:00Z",
  name: "l",
  rotationStart: "2026-01-05T08:00:00Z",
  users: ["u"],
};

const onCall: readonly Refused[] = [
  [
    "an escalation without a step",
    policy,
    { name: "n", steps: [] },
    "steps",
    /^found none, required at least one$/,
  ],
  [
    "an escalation after less than a minute",
    policy,
    { name: "n", steps: [{ ...step, escalateAfterSeconds: 59 }] },
    "steps",
    /^found 59, required a number from 60 to 36000$/,
  ],
  [
    "an eleventh round of an escalation",
    policy,
    { name: "n", steps: [step], retries: 11 },
    "retries",
    /^found 11, required a number from 0 to 10$/,
  ],
  [
    "a step that pages nobody",
    policy,
    { name: "n", steps: [{ ...step, targets: [{}] }] },
    "steps",
    /^found a target of nobody, required one of schedule, team and user$/,
  ],
  [
    "a turn that begins at no instant",
    schedule,
    { name: "n", timeZone: "UTC", layers: [{ ...layer, rotationStart: "Monday" }] },
    "layers",
    /^found "Monday", required an instant/,
  ],
  [
    "pages that lead nowhere",
    routing,
    { teamId: "t", rules: [{ urgency: "high" }] },
    "rules",
    /^found a last rule without an escalation policy, required one$/,
  ],
  [
    "a last route for some of the pages",
    routing,
    { teamId: "t", rules: [{ escalationPolicy: "p", query: "tags.service:a" }] },
    "rules",
    /^found query in the last rule, required none$/,
  ],
];

describe("what the providers refuse", () => {
  const standIns = new TestStandIns();
  before(() => standIns.start());
  after(() => standIns.stopAndForget());

  const problemsOf = async (token: string, news: Values) => {
    const { problems } = await standIns.of(token).check(urnOf(token), news);
    return problems;
  };

  describe("the rules of the services themselves", () => {
    const refused: readonly Refused[] = [
      [
        "a correction of no category",
        "datadog:index/sloCorrection:SloCorrection",
        { category: "Maintenance", sloId: "o", start: 1, end: 2 },
        "category",
        /^found "Maintenance", required one of Scheduled Maintenance, /,
      ],
      ...onCall,
      [
        "an edge config item without a value",
        "vercel:index/edgeConfigItem:EdgeConfigItem",
        { edgeConfigId: "e", key: "k" },
        "value",
        /^found neither value nor valueJson, required exactly one of them$/,
      ],
      [
        "an edge config item with two values",
        "vercel:index/edgeConfigItem:EdgeConfigItem",
        { edgeConfigId: "e", key: "k", value: "v", valueJson: 1 },
        "value",
        /^found both value and valueJson, required exactly one of them$/,
      ],
      [
        "a rolling release that never reaches everybody",
        "vercel:index/projectRollingRelease:ProjectRollingRelease",
        { projectId: "p", advancementType: "manual-approval", stages: [{ targetPercentage: 50 }] },
        "stages[0].targetPercentage",
        /^Invalid terminal stage. The last stage must have target_percentage = 100$/,
      ],
      [
        "a rolling release that advances by itself after no time",
        "vercel:index/projectRollingRelease:ProjectRollingRelease",
        {
          projectId: "p",
          advancementType: "automatic",
          stages: [{ targetPercentage: 50 }, { targetPercentage: 100 }],
        },
        "stages[0].duration",
        /^found none, required minutes: every stage but the last advances by itself$/,
      ],
      [
        "a rolling release that waits for an approval and for a time",
        "vercel:index/projectRollingRelease:ProjectRollingRelease",
        {
          projectId: "p",
          advancementType: "manual-approval",
          stages: [{ targetPercentage: 50, duration: 5 }, { targetPercentage: 100 }],
        },
        "stages[0].duration",
        /^found one, required none: the stages wait for an approval$/,
      ],
      [
        "a dashboard that is not JSON",
        "datadog:index/dashboardJson:DashboardJson",
        { dashboard: "{title}" },
        "dashboard",
        /^found text that is not JSON, required a dashboard/,
      ],
    ];

    it("refuse a sensitive variable in development in the plan, not in the check", async () => {
      const token = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
      const inputs = { projectId: "p", key: "A", value: "b", sensitive: true, targets: ["development"] };
      assert.deepEqual(await problemsOf(token, inputs), []);
      await assert.rejects(
        standIns.of(token).create(urnOf(token), inputs, true),
        /Environment variables targeting `development` must explicitly set `sensitive = false`/,
      );
    });

    for (const [title, token, inputs, property, reason] of refused) {
      it(`refuse ${title}`, async () => {
        const problems = await problemsOf(token, inputs);
        assert.deepEqual(
          problems.map((one) => one.property),
          [property],
        );
        assert.match(problems[0]?.reason ?? "", reason);
      });
    }

    it("take a variable for development that is not sensitive", async () => {
      const token = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
      const inputs = { key: "K", projectId: "p", sensitive: false, targets: ["development"] };
      assert.deepEqual(await problemsOf(token, inputs), []);
    });
  });

  describe("the configuration of a provider", () => {
    const problems = (name: string, news: Values) => standIns.of(name).checkConfig(news);

    it("is taken as the engine sends it: all but text as JSON, with a version", async () => {
      const datadog = {
        validate: "false",
        httpClientRetryTimeout: "60",
        version: "5.11.0",
        apiKey: asSecret("k"),
      };
      assert.deepEqual(await problems("datadog", datadog), []);
      assert.deepEqual(await problems("vercel", {}), []);
    });

    it("is refused with the nearest name when a key is misspelt", async () => {
      assert.deepEqual(await problems("sentry", { tokn: "x" }), [
        {
          property: "tokn",
          reason: 'found "tokn", which the sentry provider does not take; did you mean "token"?',
        },
      ]);
    });

    it("is refused when Vercel's token is none", async () => {
      const [problem, ...others] = await problems("vercel", { apiToken: asSecret("hush") });
      assert.deepEqual(others, []);
      assert.equal(problem?.property, "apiToken");
      assert.match(problem?.reason ?? "", /^found a token without 24 letters or digits in a row, required/);
      const good: Value = asSecret("abcdefghijklmnopqrstuvwx");
      assert.deepEqual(await problems("vercel", { apiToken: good }), []);
    });
  });
});
