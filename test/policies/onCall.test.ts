// The rule on the teams on call: what the program makes of config passes, with one thing changed it does not.
import assert from "node:assert/strict";
import { policyArgs, routingArgs, scheduleArgs } from "../../components/OnCallTeams.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { matchOnCallToConfig } from "../../policies/matchOnCallToConfig.ts";
import { types } from "../../policies/resourceTypes.ts";
import type { CheckedResource } from "../../policies/rule.ts";
import { rotationsOf } from "../../signals/onCall.ts";
import { rehearsalInputs, resource, settingsOf, switchedOn, verdictOf } from "../support/inputs.ts";
import { options } from "../support/options.ts";

const withOption = (name: string) =>
  rehearsalInputs(
    settingsSchema.parse({
      ...settingsOf("rehearsal"),
      datadog: Object(options[name])["marsana-fleet:datadog"],
    }),
  );
const rehearsal = rehearsalInputs();
const existing = withOption("on-call schedules that exist");

/** What the program makes for these inputs; of what is made in the same update the ids are these. */
function declared(inputs = rehearsal, id = "1f"): CheckedResource[] {
  return switchedOn(inputs.datadog).onCall.flatMap((team) => {
    const { handle, name } = team;
    return [
      resource(types.team, { handle, name, description: "d" }, { name: "team" }),
      ...rotationsOf(team).map((one) =>
        resource(types.onCallSchedule, { ...scheduleArgs(one), teams: [id] }, { name: "schedule" }),
      ),
      resource(types.onCallPolicy, { ...policyArgs(team, () => id), teams: [id] }, { name: "policy" }),
      resource(types.onCallRouting, { ...routingArgs(id), teamId: id }, { name: "routing" }),
    ];
  });
}

/** The words before what is found, of each message. */
const judge = (all: readonly CheckedResource[], inputs = rehearsal) =>
  verdictOf(matchOnCallToConfig, all, inputs).map((message) => message.replace(/ \{.*/, " …"));

const changed = (name: string, change: (props: CheckedResource["props"]) => object, inputs = rehearsal) =>
  declared(inputs).map((one) =>
    one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one,
  );

type Step = { escalateAfterSeconds: number; targets: object[] };
const steps = (change: (step: Step, index: number) => object) => (props: CheckedResource["props"]) => ({
  steps: (props["steps"] as Step[]).map(change),
});

describe("match-on-call-to-config", () => {
  it("passes what the program makes, a new rotation and a schedule that exists alike", () => {
    assert.deepEqual(judge(declared()), []);
    assert.deepEqual(judge(declared(existing), existing), []);
    assert.deepEqual(judge([], withOption("teams that exist")), []);
  });

  it("says what was found and what config asks for", () => {
    const [message = ""] = verdictOf(
      matchOnCallToConfig,
      changed("team", () => ({ handle: "other" })),
      rehearsal,
    );
    assert.equal(
      message,
      'team: the team is {"handle":"other","name":"Fleet (rehearsal)"}, and must be {"handle":"fleet-rehearsal",' +
        '"name":"Fleet (rehearsal)"}; mend: make it of what config says',
    );
  });

  for (const [what, name, change] of [
    [
      "other people in the rotation",
      "schedule",
      ({ layers }) => ({ layers: [{ ...Object(layers)[0], users: ["u"] }] }),
    ],
    [
      "a rotation that ends",
      "schedule",
      ({ layers }) => ({ layers: [{ ...Object(layers)[0], endDate: "2027-01-01T00:00:00Z" }] }),
    ],
    [
      "a rotation for some of the hours",
      "schedule",
      ({ layers }) => ({ layers: [{ ...Object(layers)[0], restrictions: [{ startDay: "monday" }] }] }),
    ],
    [
      "a longer wait",
      "policy",
      steps((step) => ({ ...step, escalateAfterSeconds: step.escalateAfterSeconds + 1 })),
    ],
    ["a step less", "policy", ({ steps: all }) => ({ steps: (all as Step[]).slice(1) })],
    ["steps the other way round", "policy", ({ steps: all }) => ({ steps: (all as Step[]).toReversed() })],
    [
      "another user",
      "policy",
      steps((step, index) => (index === 0 ? step : { ...step, targets: [{ user: "u" }] })),
    ],
    [
      "whoever was on call before",
      "policy",
      steps((step, index) =>
        index > 0
          ? step
          : { ...step, targets: step.targets.map((one) => ({ ...one, position: "previous" })) },
      ),
    ],
    ["pages that resolve by themselves", "policy", () => ({ resolvePageOnPolicyEnd: true })],
    [
      "pages of low urgency",
      "routing",
      ({ rules }) => ({ rules: [{ ...Object(rules)[0], urgency: "low" }] }),
    ],
    [
      "a route for some of the pages",
      "routing",
      ({ rules }) => ({
        rules: [{ query: "tags.service:a", escalationPolicy: "1f" }, ...(rules as object[])],
      }),
    ],
  ] as [string, string, (props: CheckedResource["props"]) => object][])
    it(`refuses ${what}`, () => {
      assert.equal(judge(changed(name, change)).length, 1);
      assert.match(judge(changed(name, change)).join(), new RegExp(`^${name}: the .* is …$`));
    });

  it("refuses a schedule that is made in the place of one that exists", () => {
    const other = steps((step, index) => (index === 0 ? { ...step, targets: [{ schedule: "1f" }] } : step));
    assert.deepEqual(judge(changed("policy", other, existing), existing), [
      "policy: the escalation policy is …",
    ]);
  });

  it("refuses one too few and one too many", () => {
    const all = declared();
    for (const one of all)
      assert.equal(judge(all.filter((other) => other !== one)).length, 1, `without ${one.name}`);
    const second = { ...all[0], urn: "urn:2" } as CheckedResource;
    assert.deepEqual(judge([...all, second]), [
      "stack: there must be 1 of this kind: team, and there are 2; mend: declare each once",
    ]);
    assert.equal(judge(all, withOption("teams that exist")).length, 8);
  });

  it("does not read what is made in the same update, and reads all else", () => {
    const unknowable = (target: object, name: string) =>
      Object.defineProperty({ ...target }, name, {
        enumerable: true,
        get: () => {
          throw new Error(`${name} is unknown`);
        },
      });
    const first = changed(
      "policy",
      steps((step, index) => (index > 0 ? step : { ...step, targets: [unknowable({}, "schedule")] })),
    );
    assert.deepEqual(judge(first), []);
    const second = changed(
      "policy",
      steps((step, index) => (index === 0 ? step : { ...step, targets: [unknowable({}, "user")] })),
    );
    assert.throws(() => judge(second), /user is unknown/);
  });

  it("passes what plugins add and leave unset", () => {
    const schedule = changed("schedule", ({ layers }) => ({
      layers: [{ ...Object(layers)[0], id: "2c", interval: { days: 7, seconds: 0 }, restrictions: [] }],
    }));
    const routing = changed("routing", ({ rules }) => ({
      rules: [{ ...Object(rules)[0], id: "3d", query: "", actions: [], timeRestrictions: null }],
    }));
    for (const all of [schedule, routing]) assert.deepEqual(judge(all), []);
  });

  it("refuses, as soon as ids are known, the id of what the stack does not make", () => {
    const made = (ids: Readonly<Record<string, string>>) =>
      declared().map((one) => ({ ...one, props: { ...one.props, id: ids[one.name] } }));
    assert.deepEqual(judge(made({ schedule: "1f", policy: "1f" })), []);
    assert.deepEqual(judge(made({ schedule: "2f", policy: "3f" })), [
      "policy: it names the schedule 1f, and must name one that the stack makes; mend: name that",
      "routing: it names the escalationPolicy 1f, and must name one that the stack makes; mend: name that",
    ]);
  });

  it("stands aside where Datadog is off", () => {
    assert.deepEqual(judge(declared(), withOption("no Datadog")), []);
  });
});
