// Whom a message tells on each occasion, by the routes and by how loud the monitor is.
import assert from "node:assert/strict";
import { handlesIn } from "../../signals/handles.ts";
import { type Occasion, shownOn } from "../../signals/occasions.ts";
import { isPager, pagers } from "../../signals/pagers.ts";
import { pagersOfWarnings, unreached } from "../../signals/reach.ts";
import { type Loudness, type Routes, recipientsLine, shadowLines } from "../../signals/recipients.ts";

const routes: Routes = {
  page: ["@slack-alerts", "@oncall-fleet"],
  alert: ["@slack-alerts"],
  warning: ["@slack-warnings"],
};
const told = (line: string, occasion: Occasion) => handlesIn(shownOn(occasion, line).surely);

describe("the recipients of a message", () => {
  for (const loudness of ["page", "alert"] satisfies Loudness[]) {
    const line = recipientsLine(routes, loudness);

    it(`are those of an alert and its end, or those of a warning and its end: ${loudness}`, () => {
      for (const occasion of ["alert", "no data", "recovery from an alert", "recovery from no data"] as const)
        assert.deepEqual(told(line, occasion), routes[loudness], occasion);
      for (const occasion of [
        "warning",
        "recovery from a warning",
        "an alert that becomes a warning",
      ] as const)
        assert.deepEqual(told(line, occasion), ["@slack-warnings"], occasion);
    });

    it(`are what is asked of them: ${loudness}`, () => {
      const speech = { loudness, warns: true, tellsOfNoData: true };
      assert.deepEqual(unreached(line, routes, speech), []);
      assert.deepEqual(pagersOfWarnings(line), []);
      assert.deepEqual(unreached("", routes, speech), [
        ...routes[loudness].map((handle) => `tell ${handle}`),
        "tell @slack-warnings",
      ]);
    });
  }

  it("are told in every state where they are told of alert and warning alike", () => {
    const one = { page: ["@slack-a"], alert: ["@slack-a"], warning: ["@slack-a"] };
    assert.equal(recipientsLine(one, "alert"), "@slack-a");
    assert.equal(
      recipientsLine({ ...one, page: ["@slack-a", "@oncall-b"] }, "page"),
      "@slack-a {{#is_alert}} @oncall-b {{/is_alert}} {{#is_alert_recovery}} @oncall-b {{/is_alert_recovery}} " +
        "{{#is_no_data}} @oncall-b {{/is_no_data}} {{#is_no_data_recovery}} @oncall-b {{/is_no_data_recovery}}",
    );
  });

  it("are missed on the occasions that are named", () => {
    const line = recipientsLine(routes, "alert").replace(
      "is_alert_recovery}} @slack",
      "is_alert_recovery}} slack",
    );
    assert.deepEqual(unreached(line, routes, { loudness: "alert", warns: true, tellsOfNoData: false }), [
      "tell @slack-alerts of recovery from an alert",
    ]);
  });

  it("are woken for a warning by whatever may be shown then", () => {
    for (const message of [
      "@oncall-fleet",
      "{{#is_warning}}@oncall-fleet{{/is_warning}}",
      "{{^is_alert}}@oncall-fleet{{/is_alert}}",
      "{{#is_alert_to_warning}}@oncall-fleet{{/is_alert_to_warning}}",
      '{{#is_match "a" "b"}}@oncall-fleet{{/is_match}}',
    ])
      assert.deepEqual(pagersOfWarnings(message), ["@oncall-fleet"], message);
    assert.deepEqual(pagersOfWarnings("{{#is_alert}}@oncall-fleet{{/is_alert}} @slack-alerts"), []);
  });

  it("are a pager by how the handle begins", () => {
    for (const { begins } of pagers) assert.equal(isPager(`${begins.toUpperCase()}x`), true, begins);
    for (const handle of ["@slack-oncall", "@user@example.com", "@webhook-pagerduty", "@teams-fleet"])
      assert.equal(isPager(handle), false, handle);
  });

  it("are told first that the stack is in shadow, while it is", () => {
    assert.deepEqual(shadowLines(routes), []);
    assert.match(
      shadowLines({ ...routes, shadowUntil: "2026-03-01" })[0] ?? "",
      /^SHADOW until the end of 2026-03-01:/,
    );
  });
});
