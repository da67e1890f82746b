// No downtime with a wildcard, of either kind that Datadog has, on the declared one with one thing changed at a time.
import assert from "node:assert/strict";
import { refuseWildcardDowntimes } from "../../policies/refuseWildcardDowntimes.ts";
import { types } from "../../policies/resourceTypes.ts";
import { downtime, rehearsalInputs, resource, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();
const declared = downtime(inputs);
const tags = ["env:rehearsal", "service:marsana-fleet", "source:runbook", "runbook-maintenance:muted"];

const judge = (change: object) =>
  verdictOf(refuseWildcardDowntimes, [{ ...declared, props: { ...declared.props, ...change } }], inputs);
const judgeOlder = (change: object) => {
  const props = { scopes: ["env:rehearsal"], monitorTags: tags, ...change };
  return verdictOf(
    refuseWildcardDowntimes,
    [resource(types.oldDowntime, props, { name: "downtime" })],
    inputs,
  );
};

const scope = (found: string) =>
  `downtime: it silences ${found}, and must name its scope with no wildcard; mend: give it the scope env:rehearsal`;
const monitors = (found: string) =>
  `downtime: it silences ${found}, and must name its monitors by tags with no wildcard; mend: give it the tags ${tags.join(", ")}`;

describe("refuse-wildcard-downtimes", () => {
  it("passes what the program declares, and the same of the older kind", () => {
    assert.deepEqual(judge({}), []);
    assert.deepEqual(judgeOlder({}), []);
  });

  it("refuses a scope with a wildcard in it, or with nothing in it", () => {
    assert.deepEqual(judge({ scope: "*" }), [scope('the scope "*"')]);
    assert.deepEqual(judge({ scope: "env:rehearsal OR env:*" }), [
      scope('the scope "env:rehearsal OR env:*"'),
    ]);
    for (const empty of ["", "  ", undefined])
      assert.deepEqual(judge({ scope: empty }), [scope("every scope")]);
    assert.deepEqual(judgeOlder({ scopes: ["env:rehearsal", "*"] }), [scope('the scope "*"')]);
    assert.deepEqual(judgeOlder({ scopes: [] }), [scope("every scope")]);
  });

  it("refuses tags with a wildcard in them, and none at all", () => {
    const identified = (monitorIdentifier: object | undefined) => judge({ monitorIdentifier });
    assert.deepEqual(identified({ monitorTags: ["*"] }), [monitors('the monitors with the tag "*"')]);
    assert.deepEqual(identified({ monitorTags: ["service:*"] }), [
      monitors('the monitors with the tag "service:*"'),
    ]);
    for (const none of [{ monitorTags: [] }, {}, undefined, { monitorTags: [""], monitorId: 0 }])
      assert.deepEqual(identified(none), [monitors("every monitor")]);
    assert.deepEqual(judgeOlder({ monitorTags: undefined }), [monitors("every monitor")]);
  });

  it("passes the one monitor that is named by its number", () => {
    assert.deepEqual(judge({ monitorIdentifier: { monitorId: 7 } }), []);
    assert.deepEqual(judgeOlder({ monitorTags: undefined, monitorId: 7 }), []);
  });

  it("refuses a second downtime that is wide, beside the runbook's own", () => {
    const second = resource(
      types.downtime,
      { scope: "*", monitorIdentifier: { monitorTags: ["*"] } },
      { name: "downtime" },
    );
    assert.deepEqual(verdictOf(refuseWildcardDowntimes, [declared, second], inputs), [
      scope('the scope "*"'),
      monitors('the monitors with the tag "*"'),
    ]);
  });
});
