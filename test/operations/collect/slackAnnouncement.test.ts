// Where the deployment window is announced in Slack, and that it is announced there once.
import assert from "node:assert/strict";
import { slackAnnouncement } from "../../../operations/collect/slackAnnouncement.ts";
import type { ServicesOptions } from "../../../rehearsal/services/index.ts";
import { announcement, gone, office, posted, window } from "../../support/office.ts";
import { sampleInputs } from "../../support/watching.ts";

describe("the announcement in Slack", () => {
  const open = office();

  it("stands in every channel of the manifest, and leads there", async () => {
    const { ask, messages } = await open();
    const { result, detail, sent, url } = await ask(slackAnnouncement);
    assert.equal(detail, "Slack has accepted it for #deployments, #incidents");
    assert.deepEqual([result, sent], ["pass", { window, to: ["#deployments", "#incidents"], unsure: [] }]);
    assert.deepEqual(posted(messages), [
      ["#deployments", announcement.text],
      ["#incidents", announcement.text],
    ]);
    assert.match(url ?? "", /^https:\/\/marsana-example\.slack\.com\/archives\/\w+\/p1770109200000001$/);
  });

  it("is not posted again where it stands", async () => {
    const { ask, again, messages } = await open();
    const { record } = await ask(slackAnnouncement);
    const { result } = await again(slackAnnouncement, [record]);
    assert.deepEqual([result, messages.length], ["pass", 2]);
  });

  it("fails for a channel that it cannot be posted to, and is posted there alone once it can", async () => {
    const { ask, messages } = await open({ slack: { refusing: { "#incidents": "not_in_channel" } } });
    const { result, detail, record } = await ask(slackAnnouncement);
    assert.equal(detail, "Slack: #incidents: not_in_channel; reached: #deployments");
    assert.deepEqual([result, messages.length], ["fail", 1]);
    const healed = await open();
    const second = await healed.again(slackAnnouncement, [record]);
    assert.equal(
      second.detail,
      "Slack has accepted it for #deployments, #incidents; #deployments had it before",
    );
    assert.deepEqual([second.result, posted(healed.messages)], ["pass", [["#incidents", announcement.text]]]);
  });

  it("is not posted twice to a channel of which nobody knows", async () => {
    const faults: ServicesOptions["faults"] = ({ path, body }) =>
      path.endsWith("postMessage") && body?.includes("channel=%23incidents") ? gone : undefined;
    const lost = await (await open({ faults })).ask(slackAnnouncement);
    assert.deepEqual(lost.sent, { window, to: ["#deployments"], unsure: ["#incidents"] });
    const { again, messages } = await open();
    const { result, sent } = await again(slackAnnouncement, [lost.record]);
    assert.deepEqual([result, sent, messages], ["unknown", lost.sent, []]);
  });

  it("is unknown with another token, which is in no record", async () => {
    const { ask, messages } = await open();
    const { result, record } = await ask(slackAnnouncement, {
      environment: { SLACK_BOT_TOKEN: "xoxb-planted" },
    });
    assert.match(record.detail, /^Slack: #deployments: invalid_auth; Slack: #incidents: invalid_auth$/);
    assert.deepEqual([result, messages], ["unknown", []]);
    assert.doesNotMatch(JSON.stringify(record), /planted/);
  });

  it("ends with what it has said where the time is up", async () => {
    const ended = new AbortController();
    const faults: ServicesOptions["faults"] = ({ path, body }) => {
      if (!path.endsWith("postMessage") || !body?.includes("channel=%23incidents")) return undefined;
      setImmediate(() => ended.abort());
      return "hang";
    };
    const { ask, services } = await open({ faults });
    const { result, sent, detail } = await ask(slackAnnouncement, {
      inputs: sampleInputs({ release: { channels: ["#deployments", "#incidents", "#fleet"] } }),
      signal: ended.signal,
    });
    assert.deepEqual([result, sent], ["unknown", { window, to: ["#deployments"], unsure: ["#incidents"] }]);
    assert.match(detail, /; it was ended before all were told; reached: #deployments$/);
    assert.equal(
      services.requests.some(({ body }) => body?.includes("channel=%23fleet")),
      false,
    );
  });
});
