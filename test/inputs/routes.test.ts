// Who is told of what, by config: the default, each route, the contacts, the shadow, and what is refused.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import { readInputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import { clock, settingsOf, switchedOn } from "../support/inputs.ts";

type Stack = "rehearsal" | "staging" | "prod";

function routesWith(
  changes: object,
  { stack = "rehearsal", now = clock() }: { stack?: Stack; now?: Date } = {},
) {
  // The instant is this one, and not that of the stack's file.
  const { now: _, ...settings } = settingsOf(stack);
  const datadog = { ...settings.datadog, contacts: {}, onCall: {}, ...changes };
  const changed = settingsSchema.parse({ ...settings, datadog });
  return switchedOn(readInputs(changed, stack, {}, () => now).datadog);
}

/** The problems of these settings, each without what comes before its place. */
function problemsWith(changes: object, options: Parameters<typeof routesWith>[1] = {}): readonly string[] {
  try {
    routesWith(changes, options);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

const handle = "@slack-fleet-rehearsal";
const shadow = { handle: "@slack-shadow", until: "2026-02-03" };

describe("the routes", () => {
  it("are the one handle, unless config says more", () => {
    const { routes, routeNotices } = routesWith({});
    assert.deepEqual(routes, { page: [handle], alert: [handle], warning: [handle] });
    assert.deepEqual(routeNotices, []);
    assert.deepEqual(routesWith({ routes: { page: ["@oncall-a"], warning: ["@slack-w"] } }).routes, {
      page: ["@oncall-a"],
      alert: [handle],
      warning: ["@slack-w"],
    });
  });

  it("lead a page to the teams that call the contacts", () => {
    const contacts = { "on-call-engineer": { team: "fleet" }, "devops-lead": { team: "fleet" } };
    assert.deepEqual(routesWith({ contacts }).routes, {
      page: [handle, "@oncall-fleet"],
      alert: [handle],
      warning: [handle],
    });
  });

  it("are the shadow until its day is over", () => {
    const inShadow = routesWith({ shadow }, { now: new Date("2026-02-03T23:59:59Z") });
    const all = ["@slack-shadow"];
    assert.deepEqual(inShadow.routes, { page: all, alert: all, warning: all, shadowUntil: "2026-02-03" });
    assert.deepEqual(inShadow.ownRoutes, { page: [handle], alert: [handle], warning: [handle] });
    assert.deepEqual(inShadow.routeNotices, [
      "In shadow until the end of 2026-02-03: every monitor tells @slack-shadow alone, and pages nobody. The first update " +
        "after that day sets the routes",
    ]);
    const after = routesWith({ shadow }, { now: new Date("2026-02-04T00:00:00Z") });
    assert.deepEqual([after.routes, after.routeNotices], [after.ownRoutes, []]);
  });

  it("say where production's page wakes nobody", () => {
    assert.deepEqual(routesWith({}, { stack: "prod" }).routeNotices, [
      "An alert that pages goes to @slack-fleet-alerts, which wakes nobody (docs/routing.md)",
    ]);
    assert.deepEqual(routesWith({ routes: { page: ["@oncall-a"] } }, { stack: "prod" }).routeNotices, []);
    assert.deepEqual(routesWith({}, { stack: "staging" }).routeNotices, []);
  });
});

describe("routes that are refused", () => {
  const place = "marsana-fleet:datadog";
  for (const [what, changes, problems] of [
    [
      "a pager as the one handle, which warnings go to as well",
      { handle: "@oncall-a" },
      ["alert", "warning"].map(
        (route) =>
          `${place}.routes.${route}: found @oncall-a, from datadog.handle; required: handles that wake nobody: only ` +
          `datadog.routes.page may hold one that does; mend: pulumi config set --stack rehearsal --path '${place}.routes.${route}[0]' '@<handle>'`,
      ),
    ],
    [
      "a pager for warnings",
      { routes: { warning: ["@slack-w", "@pagerduty-a", "@team-b"] } },
      [
        `${place}.routes.warning: found @pagerduty-a, @team-b; required: handles that wake nobody: only datadog.routes.page ` +
          `may hold one that does; mend: pulumi config set --stack rehearsal --path '${place}.routes.warning[0]' '@<handle>'`,
      ],
    ],
    [
      "a pager in the shadow",
      { shadow: { ...shadow, handle: "@oncall-a" } },
      [
        `${place}.shadow.handle: found @oncall-a; required: a handle that wakes nobody; mend: pulumi config set --stack ` +
          `rehearsal --path '${place}.shadow.handle' '@<handle>'`,
      ],
    ],
    [
      "a shadow in the channel of a route",
      { shadow: { ...shadow, handle: "@slack-w" }, routes: { warning: ["@slack-w"] } },
      [
        `${place}.shadow.handle: found @slack-w, as in the route warning; required: a channel of its own; mend: pulumi config ` +
          `set --stack rehearsal --path '${place}.shadow.handle' '@<handle>'`,
      ],
    ],
    [
      "a contact that the runbook has not",
      { contacts: { "on-call-enginer": { team: "a" } } },
      [
        `${place}.contacts.on-call-enginer: found a contact that the runbook has not; required: the nearest is on-call-engineer; ` +
          `mend: pulumi config rm --stack rehearsal --path '${place}.contacts.on-call-enginer'`,
      ],
    ],
    [
      "a page to somebody who is only notified",
      { contacts: { "product-manager": { team: "a" } } },
      [
        `${place}.contacts.product-manager: found a team that is paged, and marsana-fleet:gate.contacts.product-manager.reach ` +
          "notify; required: a contact who is reached by a page; mend: pulumi config set --stack rehearsal --path " +
          "'marsana-fleet:gate.contacts.product-manager.reach' 'page', or pulumi config rm --stack rehearsal --path " +
          `'${place}.contacts.product-manager'`,
      ],
    ],
  ] as [string, object, string[]][]) {
    it(`are ${what}`, () => {
      assert.deepEqual(problemsWith(changes), problems);
    });
  }

  it("are a shadow of more than a month, in production", () => {
    const until = (day: string, stack: Stack) =>
      problemsWith({ shadow: { ...shadow, until: day } }, { stack });
    assert.deepEqual(until("2026-03-06", "prod"), []);
    assert.deepEqual(until("2026-03-07", "prod"), [
      `${place}.shadow.until: found 2026-03-07; required: a day at most 31 days from now, in production; mend: pulumi config ` +
        `set --stack prod --path '${place}.shadow.until' '2026-03-06'`,
    ]);
    assert.deepEqual(until("2027-03-07", "staging"), []);
  });
});
