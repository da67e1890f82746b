// Whom alerts may tell: the rule on messages, on those that the program declares, with one thing changed at a time.
import assert from "node:assert/strict";
import { notifyConfiguredHandles } from "../../policies/notifyConfiguredHandles.ts";
import { types } from "../../policies/resourceTypes.ts";
import { downtime, monitors, rehearsalInputs, resource, settingsOf, verdictOf } from "../support/inputs.ts";

const inputs = rehearsalInputs();

function judge(type: string, props: object): string[] {
  return verdictOf(notifyConfiguredHandles, [resource(type, props)], inputs);
}

const refused = (handle: string) =>
  `resource: it tells ${handle}, and must tell @slack-fleet-rehearsal, @oncall-fleet-rehearsal alone, as configured; mend: take the handle away, or ` +
  `pulumi config set --stack rehearsal --path 'marsana-fleet:datadog.handle' '${handle}'`;

describe("notify-configured-handles", () => {
  it("passes what the program declares", () => {
    const declared = [...monitors(inputs), downtime(inputs)];
    assert.deepEqual(verdictOf(notifyConfiguredHandles, declared, inputs), []);
  });

  it("refuses a handle that config does not name, wherever it stands in a monitor", () => {
    const handle = "@slack-nobody";
    assert.deepEqual(judge(types.monitor, { message: `@slack-fleet-rehearsal ${handle}` }), [
      refused(handle),
    ]);
    assert.deepEqual(
      judge(types.monitor, { message: `{{#is_alert_recovery}}${handle}{{/is_alert_recovery}}` }),
      [refused(handle)],
    );
    assert.deepEqual(judge(types.monitor, { message: "", escalationMessage: handle }), [refused(handle)]);
  });

  it("refuses a handle that is only decided when it is sent, and an address that is not configured", () => {
    assert.deepEqual(judge(types.monitor, { message: "@slack-{{team.name}} @user@example.com" }), [
      refused("@slack-{{team.name}}"),
      refused("@user@example.com"),
    ]);
  });

  it("refuses to tell everybody, also where config says so", () => {
    const settings = settingsOf("rehearsal");
    const everybody = rehearsalInputs({ ...settings, datadog: { ...settings.datadog, handle: "@all" } });
    assert.deepEqual(
      verdictOf(notifyConfiguredHandles, [resource(types.monitor, { message: "@all" })], everybody),
      ["resource: it tells @all, and must not tell everybody; mend: name who is on call instead"],
    );
  });

  it("finds the handles of every other resource that tells people", () => {
    const handle = "@slack-nobody";
    const message = { message: `Hello.\n${handle}` };
    for (const type of [types.downtime, types.oldDowntime, types.syntheticsTest])
      assert.deepEqual(judge(type, message), [refused(handle)]);
    for (const rule of [
      { recipients: ["slack-nobody"] },
      { conditionalRecipients: { conditions: [{ recipients: ["slack-nobody"], scope: "env:*" }] } },
      { conditionalRecipients: { fallbackRecipients: ["slack-nobody"] } },
    ]) {
      assert.deepEqual(judge(types.notificationRule, rule), [refused(handle)]);
    }
    assert.deepEqual(judge(types.notificationRule, { recipients: ["slack-fleet-rehearsal"] }), []);
  });
});
