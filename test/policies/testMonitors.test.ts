// The rules about monitors on the synthetic tests, of each of which Datadog makes a monitor by itself.
import assert from "node:assert/strict";
import { declaredTests } from "../../engine/declaredTests.ts";
import { requireOwnerAndPriority } from "../../policies/requireOwnerAndPriority.ts";
import { requireRunbookInMessage } from "../../policies/requireRunbookInMessage.ts";
import { types } from "../../policies/resourceTypes.ts";
import { routeBySeverity } from "../../policies/routeBySeverity.ts";
import type { CheckedResource, ResourceRule } from "../../policies/rule.ts";
import { rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const settings = settingsOf("rehearsal");
const routes = { page: ["@slack-loud", "@oncall-fleet"], alert: ["@slack-quiet"], warning: ["@slack-quiet"] };
const inputs = rehearsalInputs({
  ...settings,
  datadog: { ...settings.datadog, routes, contacts: {}, onCall: {} },
} as typeof settings);
const declared = Object.entries(declaredTests(inputs)).map(([name, args]) =>
  resource(types.syntheticsTest, args, { name }),
);
const rules = [requireOwnerAndPriority, requireRunbookInMessage, routeBySeverity];

/** What the rule says of one test with this of it changed. */
function judge(
  rule: ResourceRule,
  name: string,
  change: (props: CheckedResource["props"]) => object,
): string[] {
  const own = declared.filter((one) => one.name === name);
  assert.equal(own.length, 1);
  return verdictOf(
    rule,
    own.map((one) => ({ ...one, props: { ...one.props, ...change(one.props) } })),
    inputs,
  );
}

const withPriority =
  (monitorPriority?: number) =>
  ({ optionsList }: CheckedResource["props"]) => ({
    optionsList: { ...(optionsList as object), monitorPriority },
  });
const without =
  (handle: string) =>
  ({ message }: CheckedResource["props"]) => ({
    message: String(message).replaceAll(handle, ""),
  });

describe("the rules about monitors, on a synthetic test", () => {
  for (const rule of rules)
    it(`${rule.name} passes what the program declares`, () => {
      assert.ok(declared.length >= 10);
      assert.deepEqual(verdictOf(rule, declared, inputs), []);
    });

  it("refuse one without an owner, or without a priority", () => {
    const tags = ({ tags: all }: CheckedResource["props"]) => ({
      tags: (all as string[]).filter((tag) => !tag.startsWith("team:")),
    });
    assert.deepEqual(judge(requireOwnerAndPriority, "synthetics-health", tags), [
      "synthetics-health: the monitor must be owned by team:marsana-fleet, and has no owner; mend: give it that tag alone",
    ]);
    for (const name of ["synthetics-health", "status-page-status-sendgrid"])
      assert.deepEqual(judge(requireOwnerAndPriority, name, withPriority()), [
        `${name}: the monitor must have a priority from 1 to 5, and has none; mend: give it one`,
      ]);
  });

  it("refuse one that does not lead to the runbook", () => {
    assert.match(
      judge(
        requireRunbookInMessage,
        "status-page-status-sendgrid",
        without(inputs.settings.runbookUrl),
      ).join(),
      /^status-page-status-sendgrid: the message must link the runbook/,
    );
  });

  it("refuse one that misses its route, or pages though its priority does not", () => {
    const must = (name: string, handle: string) =>
      `${name}: the message must tell ${handle}; mend: end it with recipientsLine`;
    const health = "synthetics-health";
    assert.deepEqual(judge(routeBySeverity, health, without("@oncall-fleet")), [
      must(health, "@oncall-fleet"),
    ]);
    assert.deepEqual(judge(routeBySeverity, "heartbeat", without("@slack-quiet")), [
      must("heartbeat", "@slack-quiet"),
    ]);
    assert.deepEqual(judge(routeBySeverity, health, withPriority(2)), [
      `${health}: it may page @oncall-fleet, and its priority is 2: none but 1 may page; mend: take the handle away, or give it ` +
        "priority 1",
      must(health, "@slack-quiet"),
    ]);
  });

  it("let the test of a status page be silent, but not page", () => {
    const [message] = judge(routeBySeverity, "status-page-status-sendgrid", ({ message: own }) => ({
      message: `${String(own)} @oncall-fleet`,
    }));
    assert.match(
      String(message),
      /^status-page-status-sendgrid: it may page @oncall-fleet, and its priority is 5/,
    );
  });
});
