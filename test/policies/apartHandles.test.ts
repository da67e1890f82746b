// Nobody whom production tells is told by another stack: by no route, no contact, no shadow and no schedule.
import assert from "node:assert/strict";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { type Settings, settingsSchema } from "../../inputs/settings.ts";
import { keepStacksApart } from "../../policies/keepStacksApart.ts";
import { types } from "../../policies/resourceTypes.ts";
import { clock, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const gate = resource(types.gate, {}, { name: "gate" });
const schedule = "6f1c2d3e-0000-4000-8000-00000000000a";
const rotation = { name: "leads", users: [schedule], from: "2026-01-05T08:00:00Z" };

/** The settings of a stack with some of its Datadog's changed. */
function withDatadog(stack: "prod" | "staging", changes: object): Settings {
  const settings = settingsOf(stack);
  return settingsSchema.parse({ ...settings, datadog: { ...settings.datadog, ...changes } });
}

const production = withDatadog("prod", {
  contacts: { "devops-lead": { team: "fleet" } },
  onCall: { leads: { steps: [{ schedule }, { rotation }] } },
});

function borrowing(changes: object): Inputs {
  return {
    ...readInputs(settingsOf("staging"), "staging", {}, clock),
    settings: withDatadog("staging", changes),
    neighbour: { stack: "prod", settings: production },
  };
}

const own = (step: object) => ({ onCall: { own: { steps: [step] } } });

describe("keep-stacks-apart, of those who are told", () => {
  for (const [path, value, example, changes] of [
    ["routes.page[1]", "@Oncall-fleet", "@<handle>", { routes: { page: ["@slack-x", "@Oncall-fleet"] } }],
    [
      "routes.warning[0]",
      "@slack-fleet-alerts",
      "@<handle>",
      { routes: { warning: ["@slack-fleet-alerts"] } },
    ],
    [
      "shadow.handle",
      "@slack-fleet-alerts",
      "@<handle>",
      { shadow: { handle: "@slack-fleet-alerts", until: "2026-02-03" } },
    ],
    ["contacts.ceo.team", "@oncall-fleet", "<team>", { contacts: { ceo: { team: "fleet" } } }],
    ["onCall.own.steps[0].schedule", schedule, "<schedule id>", own({ schedule })],
    ["onCall.own.steps[0].rotation.name", "leads", "<schedule>", own({ rotation })],
  ] as const)
    it(`refuses production's in ${path}`, () => {
      assert.deepEqual(verdictOf(keepStacksApart, [gate], borrowing(changes)), [
        `gate: marsana-fleet:datadog.${path} is ${value}, as in stack prod, and must be stack staging's own; mend: pulumi config set --stack staging --path 'marsana-fleet:datadog.${path}' '${example}'`,
      ]);
    });

  it("refuses to make production's team", () => {
    const fleet = { steps: [{ users: [schedule] }] };
    assert.deepEqual(verdictOf(keepStacksApart, [gate], borrowing({ onCall: { fleet } })), [
      "gate: marsana-fleet:datadog.onCall.fleet is @oncall-fleet, as in stack prod, and must be stack staging's own; mend: pulumi config rm --stack staging --path 'marsana-fleet:datadog.onCall.fleet'",
    ]);
  });
});
