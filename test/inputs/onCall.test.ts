// The teams of Datadog On-Call that config asks for: what becomes of it, what is refused, and what to know.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../inputs/inputError.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { stepInWords } from "../../signals/onCall.ts";
import { configProblems } from "../support/config.ts";
import { clock, settingsOf, switchedOn } from "../support/inputs.ts";

const schedule = "6f1c2d3e-0000-4000-8000-00000000000a";
const user = "6f1c2d3e-0000-4000-8000-000000000001";
const rotation = { name: "fleet", users: [user], from: "2026-01-05T08:00:00Z" };
const contacts = { "on-call-engineer": { team: "fleet" } };

function datadogWith(changes: object) {
  const settings = settingsOf("rehearsal");
  const datadog = { ...settings.datadog, contacts, ...changes };
  return switchedOn(
    readInputs(settingsSchema.parse({ ...settings, datadog }), "rehearsal", {}, clock).datadog,
  );
}

function problemsWith(changes: object): readonly string[] {
  try {
    datadogWith(changes);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

const place = "marsana-fleet:datadog.onCall.fleet";
const removed = (path: string) => `pulumi config rm --stack rehearsal --path '${place}${path}'`;

describe("the teams on call", () => {
  it("are none unless config asks: its contacts only name teams that exist", () => {
    const { onCall, routes } = datadogWith({ onCall: {} });
    assert.deepEqual(onCall, []);
    assert.ok(routes.page.includes("@oncall-fleet"));
  });

  it("page whom config names, step by step", () => {
    const steps = [{ rotation, minutes: 5 }, { schedule }, { users: [user], minutes: 600 }];
    const { onCall, routeNotices } = datadogWith({ onCall: { fleet: { steps } } });
    assert.deepEqual(onCall, [
      {
        handle: "fleet",
        name: "fleet",
        retries: 2,
        steps: [
          { target: { kind: "rotation", ...rotation, days: 7, timeZone: "UTC" }, seconds: 300 },
          { target: { kind: "schedule", id: schedule }, seconds: 600 },
          { target: { kind: "users", ids: [user] }, seconds: 36_000 },
        ],
      },
    ]);
    assert.deepEqual(routeNotices, []);
    assert.deepEqual(onCall[0]?.steps.map(stepInWords), [
      `the rotation fleet (${user}; 7 days each from 2026-01-05T08:00:00Z, UTC) for 5 minutes`,
      `the schedule ${schedule} for 10 minutes`,
      `the users ${user} for 600 minutes`,
    ]);
  });

  it("say where a rotation has nobody yet", () => {
    const steps = [{ rotation: { ...rotation, from: "2026-02-03T09:00:01Z" } }];
    assert.deepEqual(datadogWith({ onCall: { fleet: { steps } } }).routeNotices, [
      "The rotation fleet begins at 2026-02-03T09:00:01Z: until then @oncall-fleet pages nobody by it",
    ]);
  });

  it("may be called by a route instead of a contact", () => {
    const fleet = { steps: [{ schedule }] };
    for (const handle of ["@oncall-fleet", "@team-fleet", "@OnCall-Fleet"])
      assert.deepEqual(
        problemsWith({ contacts: {}, onCall: { fleet }, routes: { page: ["@slack-a", handle] } }),
        [],
      );
  });
});

describe("teams on call that are refused", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const kinds = "exactly one of schedule (one that exists), rotation (a new one) and users";
  for (const [what, steps, problems] of [
    [
      "a step that pages nobody",
      [{ minutes: 5 }],
      [
        `${place}.steps[0]: found nobody who is paged; required: ${kinds}; mend: pulumi config set --stack rehearsal ` +
          `--path '${place}.steps[0].schedule' '<schedule id>'`,
      ],
    ],
    [
      "a step that says twice whom it pages",
      [{ schedule }, { schedule, users: [user] }],
      [
        `${place}.steps[1]: found schedule and users; required: ${kinds}; mend: ${removed(".steps[1].users")}`,
      ],
    ],
    [
      "two rotations of one name",
      [{ rotation }, { schedule }, { rotation: { ...rotation, days: 1 } }],
      [
        `${place}.steps[2].rotation.name: found fleet, as in ${place}.steps[0].rotation.name; required: a name that no other ` +
          `rotation has; mend: pulumi config set --stack rehearsal --path '${place}.steps[2].rotation.name' '<schedule>'`,
      ],
    ],
  ] as [string, object[], string[]][])
    it(`are ${what}`, () => {
      assert.deepEqual(problemsWith({ onCall: { fleet: { steps } } }), problems);
    });

  it("are a team that nothing calls", () => {
    assert.deepEqual(problemsWith({ contacts: {}, onCall: { fleet: { steps: [{ schedule }] } } }), [
      `${place}: found a team that no page goes to; required: a contact whose team is fleet, or @oncall-fleet in ` +
        "datadog.routes.page; mend: pulumi config set --stack rehearsal --path " +
        `'marsana-fleet:datadog.contacts.on-call-engineer.team' 'fleet', or ${removed("")}`,
    ]);
  });

  for (const [what, step] of [
    ["a schedule by its name", { schedule: "fleet" }],
    ["a user by their address", { users: ["a@example.com"] }],
    ["no user at all", { users: [] }],
    ["a rotation of nobody", { rotation: { ...rotation, users: [] } }],
    ["a time zone that is none", { rotation: { ...rotation, timeZone: "Mars/Olympus" } }],
    ["a first turn without a time zone", { rotation: { ...rotation, from: "2026-01-05T08:00:00" } }],
    ["no wait at all", { schedule, minutes: 0 }],
    ["a wait that Datadog does not offer", { schedule, minutes: 601 }],
  ] as const)
    it(`are, by the schema of the settings, ${what}`, () => {
      const settings = settingsOf("rehearsal");
      const datadog = { ...settings.datadog, contacts, onCall: { fleet: { steps: [step] } } };
      assert.equal(settingsSchema.safeParse({ ...settings, datadog }).success, false);
    });

  it("are named with the line that sets what is missing, and takes away first what stands in its place", () => {
    const of = (onCall: unknown) =>
      configProblems({ values: { "marsana-fleet:datadog": { ...settingsOf("rehearsal").datadog, onCall } } });
    const set = "pulumi config set --stack prod --path";
    const remove = "pulumi config rm --stack prod --path";
    const step = "at least one step of a page, each with whom it pages";
    assert.deepEqual(
      [...of({ fleet: {} }), ...of({ fleet: { steps: [] } }), ...of([])],
      [
        `${place}.steps: found nothing; required: ${step}; mend: ${set} '${place}.steps[0].schedule' '<schedule id>'`,
        `${place}.steps: found a list; required: ${step}; mend: ${remove} '${place}.steps' && ${set} '${place}.steps[0].schedule' '<schedule id>'`,
        "marsana-fleet:datadog.onCall: found a list; required: teams of Datadog On-Call that the stack makes, each by its handle; " +
          `a team that exists is not named here; mend: ${remove} 'marsana-fleet:datadog.onCall' && ${set} ` +
          `'marsana-fleet:datadog.onCall["<name>"].name' '<team>'`,
      ],
    );
    assert.deepEqual(of({ Fleet: { steps: [{ schedule }] } }), [
      "marsana-fleet:datadog.onCall.Fleet: found a name of another form; required: a handle in lower case: letters, digits, " +
        `dots, _ and -; mend: ${remove} 'marsana-fleet:datadog.onCall.Fleet'`,
    ]);
    assert.deepEqual(of({ fleet: { steps: [{ users: ["a@b.c"] }] } }), [
      `${place}.steps[0].users[0]: found "a@b.c"; required: the ids of Datadog users, who are paged at once; mend: ${set} ` +
        `'${place}.steps[0].users[0]' '<user id>'`,
    ]);
  });
});
