// What the stack makes of the teams on call that config asks for, in the form in which Datadog takes it.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declared } from "../support/mocks.ts";
import { options } from "../support/options.ts";

const users = [1, 2, 3].map((digit) => `6f1c2d3e-0000-4000-8000-00000000000${digit}`);
const schedule = "6f1c2d3e-0000-4000-8000-00000000000a";

describe("the teams on call that the stack makes", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const made = async (values: Record<string, unknown> = {}) => {
    const found = (await declared({ values })).filter(({ type }) => /:(Team|OnCall\w*)$/.test(type));
    return Object.fromEntries(
      found.map(({ type, name, inputs }) => [`${type.split(":").at(-1)} ${name}`, inputs]),
    );
  };

  it("are the rehearsal's one: its rotation, then the lead, and every page goes there", async () => {
    const name = "on-call-fleet-rehearsal";
    const teams = [`${name}-id`];
    assert.deepEqual(await made(), {
      [`Team ${name}`]: {
        handle: "fleet-rehearsal",
        name: "Fleet (rehearsal)",
        description: "Is paged as the [runbook](https://github.com/marsana/fleet/blob/main/RUNBOOK.md) says.",
      },
      [`OnCallSchedule ${name}-fleet-rehearsal`]: {
        name: "fleet-rehearsal",
        timeZone: "Europe/Berlin",
        layers: [
          {
            name: "rotation",
            effectiveDate: "2026-01-05T08:00:00Z",
            rotationStart: "2026-01-05T08:00:00Z",
            interval: { days: 7 },
            users: users.slice(0, 2),
          },
        ],
        teams,
      },
      [`OnCallEscalationPolicy ${name}`]: {
        name: "Fleet (rehearsal)",
        retries: 2,
        resolvePageOnPolicyEnd: false,
        steps: [
          {
            assignment: "default",
            escalateAfterSeconds: 600,
            targets: [{ schedule: `${name}-fleet-rehearsal-id` }],
          },
          { assignment: "default", escalateAfterSeconds: 900, targets: [{ user: users[2] }] },
        ],
        teams,
      },
      [`OnCallTeamRoutingRules ${name}`]: {
        rules: [{ escalationPolicy: `${name}-id`, urgency: "high" }],
        teamId: `${name}-id`,
      },
    });
  });

  it("lead to a schedule that exists without making one", async () => {
    const all = await made(options["on-call schedules that exist"]);
    assert.deepEqual(Object.keys(all).sort(), [
      "OnCallEscalationPolicy on-call-fleet-rehearsal",
      "OnCallTeamRoutingRules on-call-fleet-rehearsal",
      "Team on-call-fleet-rehearsal",
    ]);
    const { steps } = all["OnCallEscalationPolicy on-call-fleet-rehearsal"] ?? {};
    assert.deepEqual(
      (steps as { targets: unknown }[]).map(({ targets }) => targets),
      [[{ schedule }], [{ user: users[0] }, { user: users[1] }]],
    );
  });

  it("are none where the teams exist, though pages go to them", async () => {
    assert.deepEqual(await made(options["teams that exist"]), {});
  });
});
