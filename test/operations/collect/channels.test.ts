// The message that tests whether announcements arrive: where it goes, what it says, and when it is made again.
import assert from "node:assert/strict";
import { channels } from "../../../operations/collect/channels.ts";
import type { ServicesOptions } from "../../../rehearsal/services/index.ts";
import { testMessageOf } from "../../../release/announcement.ts";
import { from, gone, office, posted, sample, tester, window } from "../../support/office.ts";
import { announcing, sampleInputs } from "../../support/watching.ts";

const test = testMessageOf(sample);

describe("the test of the channels", () => {
  const open = office();

  it("says in every channel and by mail that it is a test, and that nothing is to be done", async () => {
    const { ask, messages, mails } = await open();
    const { result, sent, url } = await ask(channels);
    assert.deepEqual(
      [result, sent],
      ["pass", { window, to: ["#deployments", "#incidents", tester], unsure: [] }],
    );
    assert.match(url ?? "", /^https:\/\/marsana-example\.slack\.com\//);
    assert.deepEqual(posted(messages), [
      ["#deployments", test.text],
      ["#incidents", test.text],
    ]);
    assert.deepEqual(mails, [{ id: "rehearsal-1", from, to: [tester], ...test }]);
  });

  it("is made once for a window", async () => {
    const { ask, again, messages, mails } = await open();
    const { record } = await ask(channels);
    const { result } = await again(channels, [record]);
    assert.deepEqual([result, messages.length, mails.length], ["pass", 2, 1]);
  });

  it("is made again where nobody knows whether it arrived: a test may arrive twice", async () => {
    const faults: ServicesOptions["faults"] = ({ path }) => (path.endsWith("mail/send") ? gone : undefined);
    const lost = await (await open({ faults })).ask(channels);
    assert.deepEqual([lost.result, lost.sent?.unsure], ["unknown", [tester]]);
    const { again, messages, mails } = await open();
    const { result, sent } = await again(channels, [lost.record]);
    assert.deepEqual([result, sent?.unsure, messages.length, mails.length], ["pass", [], 0, 1]);
  });

  it("fails where a channel is no more", async () => {
    const { ask, mails } = await open({ slack: { refusing: { "#incidents": "is_archived" } } });
    const { result, detail } = await ask(channels);
    assert.equal(detail, `Slack: #incidents: is_archived; reached: #deployments, ${tester}`);
    assert.deepEqual([result, mails.length], ["fail", 1]);
  });

  it("asks nobody else where the time is up", async () => {
    const ended = new AbortController();
    const faults: ServicesOptions["faults"] = ({ body }) => {
      if (!body?.includes("channel=%23incidents")) return undefined;
      setImmediate(() => ended.abort());
      return "hang";
    };
    const { ask, mails } = await open({ faults });
    const { result, sent, detail } = await ask(channels, { signal: ended.signal });
    assert.deepEqual([result, sent], ["unknown", { window, to: ["#deployments"], unsure: ["#incidents"] }]);
    assert.match(detail, /; it was ended before all were told; reached: #deployments$/);
    assert.doesNotMatch(detail, /SendGrid/);
    assert.deepEqual(mails, []);
  });

  it("is unknown without a mailbox for it, and sends nothing", async () => {
    const { ask, services } = await open();
    const { result, detail } = await ask(channels, {
      inputs: sampleInputs({ settings: announcing({ testRecipient: undefined }) }),
    });
    assert.match(detail, /^not set: marsana-fleet:announce\.testRecipient; mend: /);
    assert.deepEqual([result, services.requests], ["unknown", []]);
  });
});
