// Whom a message tells.
import assert from "node:assert/strict";
import { handlesIn, tellsEverybody, unconditional } from "../../signals/handles.ts";

describe("the handles of a message", () => {
  const cases: readonly [message: string, handles: string[]][] = [
    ["Something is wrong. @slack-fleet-alerts", ["@slack-fleet-alerts"]],
    [
      "@pagerduty-Fleet, @webhook-hook @opsgenie-ops. (@team-fleet)",
      ["@pagerduty-Fleet", "@webhook-hook", "@opsgenie-ops", "@team-fleet"],
    ],
    [
      "{{#is_alert}}@oncall-fleet{{/is_alert}}{{^is_alert}}@slack-quiet{{/is_alert}}",
      ["@oncall-fleet", "@slack-quiet"],
    ],
    ["@slack-a @slack-a", ["@slack-a"]],
    ["Tell @user@example.com.", ["@user@example.com"]],
    ["Write to user@example.com, or see https://example.com/@user?to=@all", []],
    ["https://example.com,@slack-b", ["@slack-b"]],
    ["by **@slack-c** and [@slack-d](https://example.com)", ["@slack-c", "@slack-d"]],
    ["@slack-{{team.name}}-alerts @{{owner}}", ["@slack-{{team.name}}-alerts", "@{{owner}}"]],
    ["{{value}} on {{host.name}}", []],
    ["<!here> <!subteam^S1|fleet> <@U012>", ["<!here>", "<!subteam^S1|fleet>", "@U012"]],
    ["at 5 @ night, cost@all", ["@all"]],
  ];
  for (const [message, handles] of cases) {
    it(`are ${handles.join(" ") || "none"} in: ${message}`, () => {
      assert.deepEqual(handlesIn(message), handles);
    });
  }

  it("tell everybody by words of their own", () => {
    const everybody = ["@all", "@here", "@channel", "@everyone", "@ALL", "<!here>", "<!channel|channel>"];
    assert.deepEqual(everybody.filter(tellsEverybody), everybody);
    assert.deepEqual(
      ["@allison", "@slack-all", "@all@example.com", "<!subteam^S1>"].filter(tellsEverybody),
      [],
    );
  });
});

describe("what a message says in every state", () => {
  it("is what stands in no block", () => {
    assert.equal(unconditional("a {{#is_alert}}b{{/is_alert}} c").replaceAll(/\s+/g, " "), "a c");
    assert.equal(unconditional("a {{^is_alert}}b{{/is_alert}}").trim(), "a");
    assert.equal(unconditional("{{value}} a"), "{{value}} a");
  });

  it("is not what stands in a block within a block, or in one that never ends", () => {
    const nested = '{{#is_match "a" "b"}}x{{#is_alert}}y{{/is_alert}}z{{/is_match}}w';
    assert.equal(unconditional(nested).trim(), "w");
    assert.equal(unconditional("w{{#is_alert}}y").trim(), "w");
  });
});
