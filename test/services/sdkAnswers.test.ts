// What the clients on official SDKs make of ordinary answers, and of the errors that are a service's own.
import assert from "node:assert/strict";
import { datadogClient } from "../../services/datadog.ts";
import type { Meaning } from "../../services/refusal.ts";
import { sendGridClient } from "../../services/sendgrid.ts";
import { slackClient } from "../../services/slack.ts";
import { accountMonitors, servicesPerTest } from "../support/watching.ts";

describe("what the clients make of ordinary answers", () => {
  const start = servicesPerTest();

  it("is a whole monitor, whatever else its account holds", async () => {
    const monitors = Object.values(accountMonitors());
    const { environment } = await start({ datadog: { monitors } });
    const [apiKey = "", appKey = "", baseUrl = ""] = ["API_KEY", "APP_KEY", "API_URL"].map(
      (name) => environment[`DATADOG_${name}`],
    );
    const listed = await datadogClient({ apiKey, appKey, baseUrl }).monitors(["runbook-metric:uptime"]);
    const [uptime] = listed;
    assert.ok(uptime !== undefined);
    assert.deepEqual([listed.length, uptime.name, uptime.overallState], [1, "Uptime (rehearsal)", "OK"]);
    assert.deepEqual(uptime.options, {
      thresholds: { critical: 99.5, warning: 99.9, criticalRecovery: 99.9, warningRecovery: 99.94 },
      onMissingData: "show_and_notify_no_data",
      requireFullWindow: false,
      // What nobody has set.
      evaluationDelay: undefined,
      timeoutH: undefined,
      schedulingOptions: undefined,
      silenced: {},
    });
    assert.deepEqual(Object.keys(uptime.definition).sort(), [
      "message",
      "name",
      "options",
      "priority",
      "query",
      "tags",
      "type",
    ]);
  });

  it("is a message that mentions nobody, whatever stands in it", async () => {
    const services = await start();
    const { SLACK_BOT_TOKEN: token = "", SLACK_API_URL: baseUrl = "" } = services.environment;
    const posted = await slackClient({ token, baseUrl }).post(
      "#deployments",
      "Tell <!channel> & <@U1> of it",
    );
    assert.match(
      posted.link ?? "",
      /^https:\/\/marsana-example\.slack\.com\/archives\/\w+\/p1770109200000001$/,
    );
    const sent = new URLSearchParams(services.requests[0]?.body);
    assert.equal(sent.get("text"), "Tell &lt;!channel&gt; &amp; &lt;@U1&gt; of it");
    assert.deepEqual([sent.get("mrkdwn"), sent.get("unfurl_links")], ["false", "false"]);
  });

  it("is a message even where Slack does not say where it stands", async () => {
    const faults = ({ path }: { path: string }) =>
      path.endsWith("getPermalink") ? ({ status: 500, body: "" } as const) : undefined;
    const { environment } = await start({ faults });
    const { SLACK_BOT_TOKEN: token = "", SLACK_API_URL: baseUrl = "" } = environment;
    const { link } = await slackClient({ token, baseUrl }).post("#deployments", "It comes.");
    assert.equal(link, undefined);
  });

  const slackErrors: [string, Meaning][] = [
    ["channel_not_found", "wrong"],
    ["not_in_channel", "wrong"],
    ["is_archived", "wrong"],
    ["missing_scope", "denied"],
    ["invalid_auth", "denied"],
    ["internal_error", "unsure"],
    ["fatal_error", "unsure"],
    ["two words", "unsure"],
  ];
  for (const [error, meaning] of slackErrors) {
    it(`is ${meaning} where Slack says ${error}`, async () => {
      const faults = () => ({ status: 200, body: JSON.stringify({ ok: false, error }) });
      const { environment } = await start({ faults });
      const { SLACK_BOT_TOKEN: token = "", SLACK_API_URL: baseUrl = "" } = environment;
      await assert.rejects(slackClient({ token, baseUrl }).post("#deployments", "It comes."), { meaning });
    });
  }

  it("is every list on which an address stands", async () => {
    const address = "a@marsana.example";
    const dropped = { bounces: [address], spam_reports: [address], global: [address] };
    const { environment } = await start({ sendGrid: { dropped } });
    const { SENDGRID_API_KEY: apiKey = "", SENDGRID_API_URL: baseUrl = "" } = environment;
    const client = sendGridClient({ apiKey, baseUrl });
    assert.deepEqual(await client.droppedBy(address), ["bounces", "spam reports", "global unsubscribes"]);
    assert.deepEqual(await client.droppedBy("b@marsana.example"), []);
  });

  it("is no sent mail where the service has only checked it, or names none", async () => {
    const address = "a@marsana.example";
    for (const fault of [
      { status: 200, body: "{}", headers: { "x-message-id": "1" } },
      { status: 202, body: "" },
    ]) {
      const { environment } = await start({ faults: () => fault });
      const { SENDGRID_API_KEY: apiKey = "", SENDGRID_API_URL: baseUrl = "" } = environment;
      await assert.rejects(
        sendGridClient({ apiKey, baseUrl }).send({
          from: address,
          to: [address],
          subject: "A",
          text: "B",
          category: "test",
        }),
        { meaning: "unsure" },
      );
    }
  });
});
