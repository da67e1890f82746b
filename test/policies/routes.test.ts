// Who is told of what by severity: the rule on the monitors that the program declares, and on what else tells people.
import assert from "node:assert/strict";
import { notifyConfiguredHandles } from "../../policies/notifyConfiguredHandles.ts";
import { types } from "../../policies/resourceTypes.ts";
import { routeBySeverity } from "../../policies/routeBySeverity.ts";
import { downtime, monitors, rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
// The teams exist, and routes alone name them.
const datadog = { ...settings.datadog, contacts: {}, onCall: {} };
const routes = { page: ["@slack-loud", "@oncall-fleet"], alert: ["@slack-loud"], warning: ["@slack-quiet"] };
const inputs = rehearsalInputs({ ...settings, datadog: { ...datadog, routes } });
const shadow = { handle: "@slack-shadow", until: "2026-02-10" };
const inShadow = rehearsalInputs({ ...settings, datadog: { ...datadog, routes, shadow } });

const [declared] = monitors(inputs);
assert.ok(declared !== undefined);
/** The first monitor with something else in it. */
const judge = (props: object) =>
  verdictOf(routeBySeverity, [{ ...declared, name: "one", props: { ...declared.props, ...props } }], inputs);
const message = String(declared.props["message"]);
const must = (what: string) => `one: the message must ${what}; mend: end it with recipientsLine`;
const woken =
  "one: a warning of it may page @oncall-fleet, and must page nobody; mend: tell @oncall-fleet within is_alert";

describe("route-by-severity", () => {
  it("passes what the program declares, in shadow too, where only the shadow is told", () => {
    for (const given of [rehearsalInputs(), inputs, inShadow]) {
      const all = [...monitors(given), downtime(given)];
      assert.deepEqual(verdictOf(routeBySeverity, all, given), []);
      assert.deepEqual(verdictOf(notifyConfiguredHandles, all, given), []);
    }
    for (const { props } of monitors(inShadow)) {
      assert.match(String(props["message"]), /^SHADOW until the end of 2026-02-10: [\s\S]*\n@slack-shadow$/);
      assert.equal(props["priority"], "2");
    }
    assert.equal(verdictOf(notifyConfiguredHandles, monitors(inputs), inShadow).length, 12);
  });

  it("refuses a message that misses a route, or one occasion of it", () => {
    assert.deepEqual(judge({ message: "Hello." }), [must("tell @slack-loud"), must("tell @slack-quiet")]);
    const silent = message.replace("{{#is_warning}} @slack-quiet {{/is_warning}}", "");
    assert.deepEqual(judge({ message: silent }), [must("tell @slack-quiet of warning")]);
    assert.deepEqual(judge({ message: `${message}-not`.replaceAll("@slack-loud", "@slack-loud-not") }), [
      must("tell @slack-loud"),
    ]);
  });

  it("asks for the page route where the monitor pages, and for what is said without data where it is said", () => {
    assert.deepEqual(judge({ priority: "1" }), [must("tell @oncall-fleet")]);
    const withoutNoData = message.replace(/\{\{#is_no_data\}\} @\S+ \{\{\/is_no_data\}\}/, "");
    assert.notEqual(withoutNoData, message);
    assert.deepEqual(judge({ message: withoutNoData, onMissingData: "show_no_data" }), []);
    for (const speaking of [
      { onMissingData: "show_and_notify_no_data" },
      { onMissingData: undefined, notifyNoData: true },
    ])
      assert.deepEqual(judge({ message: withoutNoData, ...speaking }), [must("tell @slack-loud of no data")]);
  });

  it("refuses a warning that may page, wherever that is said", () => {
    const paged = `${message}{{#is_alert}} @oncall-fleet {{/is_alert}}{{#is_no_data}} @oncall-fleet {{/is_no_data}}{{#is_recovery}} @oncall-fleet {{/is_recovery}}`;
    assert.deepEqual(judge({ message: `${message} @oncall-fleet`, priority: "1" }), [woken]);
    assert.deepEqual(judge({ message: paged, priority: "1", escalationMessage: "@oncall-fleet" }), [woken]);
    // Without a line for a warning there is none, but a composite has those of its monitors.
    const quiet = {
      message: `${message} @oncall-fleet`,
      monitorThresholds: { critical: "1" },
      priority: "1",
    };
    assert.deepEqual(judge(quiet), []);
    assert.deepEqual(judge({ ...quiet, type: "composite" }), [woken]);
  });

  it("refuses a page from a monitor that does not page, on whatever occasion", () => {
    const paging =
      "one: it may page @oncall-fleet, and its priority is 2: none but 1 may page; mend: take the handle away, or give it priority 1";
    for (const block of ["is_alert", "is_no_data", "is_recovery", "is_match"]) {
      const told = `${message}{{#${block}}} @oncall-fleet {{/${block}}}`;
      assert.deepEqual(
        judge({ message: told }).filter((one) => one !== woken),
        [paging],
        block,
      );
    }
    assert.deepEqual(judge({ message: `${message}{{#is_warning}} @oncall-fleet {{/is_warning}}` }), [woken]);
    assert.deepEqual(
      judge({ priority: undefined, escalationMessage: "{{#is_alert}}@oncall-fleet{{/is_alert}}" }),
      [paging.replace("is 2", "is not set")],
    );
  });

  it("refuses a page for whatever a notification rule or a downtime has to say", () => {
    for (const [type, props] of [
      [types.notificationRule, { recipients: ["oncall-fleet"] }],
      [types.notificationRule, { conditionalRecipients: { fallbackRecipients: ["oncall-fleet"] } }],
      [types.downtime, { message: "@oncall-fleet" }],
      [types.oldDowntime, { message: "@oncall-fleet" }],
    ] as const)
      assert.deepEqual(verdictOf(routeBySeverity, [resource(type, props)], inputs), [
        "resource: it tells @oncall-fleet of everything, warnings too, and must page nobody; mend: take the handle away, and " +
          "let the monitors tell it of their alerts",
      ]);
    assert.deepEqual(
      verdictOf(routeBySeverity, [resource(types.downtime, { message: "@slack-loud" })], inputs),
      [],
    );
  });

  it("throws, and so fails closed, at a message whose blocks do not close each other", () => {
    assert.throws(
      () => judge({ message: `${message}{{#is_alert}}` }),
      /is_alert in the message is not closed/,
    );
  });
});
