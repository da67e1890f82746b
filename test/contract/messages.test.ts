// Every message that this project sends, and every answer of the stand-ins, against the descriptions that Slack and SendGrid
// have of their APIs; and their own examples, as the clients read them.
import assert from "node:assert/strict";
import { Refusal } from "../../services/refusal.ts";
import { sendGridClient } from "../../services/sendgrid.ts";
import { slackClient } from "../../services/slack.ts";
import examples from "../recordings/examples.json" with { type: "json" };
import { ApiSpec, type Exchange } from "../support/apiSpec.ts";
import { keepingExchanges, short } from "../support/exchanges.ts";
import { servicesPerTest } from "../support/watching.ts";

const slack = new ApiSpec("slack.json");
const sendgrid = new ApiSpec("sendgrid.json", { refusals: true });

/** Slack's SDK posts every call; what only reads is described as GET, with the same fields in the query. */
function asDescribed({ method, path, body = "", ...rest }: Exchange): Exchange {
  const reads = ["/conversations.replies", "/auth.test"].includes(path);
  return reads && method === "POST"
    ? { method: "GET", path: `${path}?${body}`, ...rest }
    : { method, path, body, ...rest };
}

/** A bot's messages are described where one is posted, and not among the answers to it: those without the bot's id. */
function withoutBotId(exchange: Exchange): Exchange {
  const { status = 0, body = "" } = exchange.answer ?? {};
  const kept = JSON.parse(body, (key, value) => (key === "bot_id" ? undefined : value));
  return { ...exchange, answer: { status, body: JSON.stringify(kept) } };
}

const answering = (body: object, init?: ResponseInit) => ({
  token: "xoxb-token",
  baseUrl: "http://127.0.0.1:9",
  transport: { fetch: async () => Response.json(body, init) },
});

describe("the contract with Slack", () => {
  const start = servicesPerTest();

  async function observed(options: Parameters<typeof start>[0] = {}, token?: string) {
    const { environment } = await start(options);
    const { exchanges, fetch } = keepingExchanges("/slack");
    const client = slackClient({
      token: token ?? environment["SLACK_BOT_TOKEN"] ?? "",
      baseUrl: environment["SLACK_API_URL"] ?? "",
      transport: { fetch },
    });
    return { client, exchanges, environment };
  }

  it("is kept by a message and the answers to it", async () => {
    const answers = () => [{ user: "U1ANN", text: "I have it" }, { text: "noted" }];
    const { client, exchanges } = await observed({ slack: { answers } });
    const { thread } = await client.post("#deployments", "It comes.");
    assert.deepEqual(await client.replies(thread), [{ user: "U1ANN", text: "I have it" }]);
    assert.deepEqual(exchanges.map(short), [
      "POST /chat.postMessage 200",
      // Not in the description that we have; without its answer the message counts all the same.
      "POST /chat.getPermalink 200",
      "POST /conversations.replies 200",
    ]);
    const [posted, , replies] = exchanges.map(asDescribed);
    assert.ok(posted !== undefined && replies !== undefined);
    assert.deepEqual(slack.problems(posted), []);
    assert.deepEqual(slack.problems(withoutBotId(replies)), []);
  });

  const refusals: [string, Parameters<typeof start>[0], string | undefined][] = [
    ["channel_not_found", { slack: { refusing: { "#deployments": "channel_not_found" } } }, undefined],
    ["not_in_channel", { slack: { refusing: { "#deployments": "not_in_channel" } } }, undefined],
    ["invalid_auth", {}, "xoxb-another"],
  ];
  for (const [error, options, token] of refusals) {
    it(`is kept by the refusal ${error}`, async () => {
      const { client, exchanges } = await observed(options, token);
      await assert.rejects(client.post("#deployments", "It comes."), new RegExp(error));
      await assert.rejects(client.replies({ channel: "C0DEPLOYED", ts: "1770109200.000001" }), Refusal);
      for (const one of exchanges.map(asDescribed)) assert.deepEqual(slack.problems(one), [], short(one));
    });
  }

  it("is kept by who a token is of", async () => {
    const { environment } = await observed();
    for (const headers of [{ authorization: "Bearer token" }, {}] as Record<string, string>[]) {
      const answer = await fetch(`${environment["SLACK_API_URL"]}/auth.test`, { headers });
      const body = await answer.text();
      const exchange = { method: "GET", path: "/auth.test", answer: { status: answer.status, body } };
      assert.deepEqual(slack.problems(exchange), []);
    }
  });

  it("is broken by a field that is misspelt, or an answer without its channel", () => {
    const sent = { method: "POST", path: "/chat.postMessage", body: "channel=C1&texts=a" };
    assert.match(slack.problems(sent).join("\n"), /request: additionalProperties .*"texts"/);
    const answer = { status: 200, body: '{"ok":true,"ts":"1503435956.000247"}' };
    assert.match(
      slack.problems({ ...sent, body: "channel=C1", answer }).join("\n"),
      /answer: required .*"channel"/,
    );
  });

  it("has examples, which the client reads", async () => {
    const { "/chat.postMessage": posting, "/conversations.replies": reading } = examples.slack;
    const thread = { channel: "C1H9RESGL", ts: "1503435956.000247" };
    assert.deepEqual(await slackClient(answering(posting.answer)).post("#deployments", "It comes."), {
      thread,
    });
    const asked = { channel: "C1H9RESGL", ts: "1482960137.003543" };
    assert.deepEqual(
      await slackClient(answering(reading.answer)).replies(asked),
      ["one island", "two island", "three for the land"].map((text) => ({ user: "U061F7AUR", text })),
    );
    for (const { refusal } of Object.values(examples.slack))
      await assert.rejects(
        slackClient(answering(refusal)).post("#deployments", "It comes."),
        (error) => error instanceof Refusal && error.message === `Slack: #deployments: ${refusal.error}`,
      );
  });
});

describe("the contract with SendGrid", () => {
  const start = servicesPerTest();
  const mail = {
    from: "deployments@marsana.example",
    to: ["a@marsana.example", "b@marsana.example"],
    subject: "A release",
    text: "It comes.",
    category: "test",
  };

  async function observed(options: Parameters<typeof start>[0] = {}, apiKey?: string) {
    const { environment } = await start(options);
    const { exchanges, fetch } = keepingExchanges("/sendgrid");
    const client = sendGridClient({
      apiKey: apiKey ?? environment["SENDGRID_API_KEY"] ?? "",
      baseUrl: environment["SENDGRID_API_URL"] ?? "",
      transport: { fetch },
    });
    return { client, exchanges };
  }

  it("is kept by a mail that is accepted", async () => {
    const { client, exchanges } = await observed();
    await client.send(mail);
    assert.deepEqual(exchanges.map(short), ["POST /v3/mail/send 202"]);
    for (const one of exchanges) assert.deepEqual(sendgrid.problems(one), []);
  });

  const refusals: [string, number, () => ReturnType<typeof observed>, object][] = [
    ["of another key", 401, () => observed({}, "SG.another"), {}],
    [
      "from a sender that is not verified",
      403,
      () => observed({ sendGrid: { sender: "c@marsana.example" } }),
      {},
    ],
    ["to nobody", 400, () => observed(), { to: [] }],
    ["without a subject", 400, () => observed(), { subject: "" }],
  ];
  for (const [what, status, open, changes] of refusals) {
    it(`is kept by the refusal of a mail ${what}`, async () => {
      const { client, exchanges } = await open();
      await assert.rejects(client.send({ ...mail, ...changes }), Refusal);
      assert.deepEqual(exchanges.map(short), [`POST /v3/mail/send ${status}`]);
      // What was sent is wrong on purpose, and only the answer judged.
      for (const { body: _, ...one } of exchanges) assert.deepEqual(sendgrid.problems(one), []);
    });
  }

  it("has examples of refusals, whose words are told", async () => {
    const meanings: Record<string, string> = { 400: "wrong", 413: "wrong", 500: "unsure" };
    for (const [status, body] of Object.entries(examples.sendgrid)) {
      const fetch = async () => Response.json(body, { status: Number(status) });
      const client = sendGridClient({
        apiKey: "SG.key",
        baseUrl: "http://127.0.0.1:9",
        transport: { fetch },
      });
      const refused = await client.send(mail).catch((error: unknown) => error);
      assert.ok(refused instanceof Refusal);
      assert.equal(refused.meaning, meanings[status] ?? "denied", status);
      assert.ok(refused.message.endsWith(`: ${status}: ${body.errors[0]?.message}`), refused.message);
    }
  });

  it("is broken by a mail from nobody, or with a field that is misspelt", () => {
    const problems = (body: object) =>
      sendgrid.problems({ method: "POST", path: "/v3/mail/send", body: JSON.stringify(body) }).join("\n");
    const personalizations = [{ to: [{ email: "a@marsana.example" }] }];
    assert.match(problems({ personalizations }), /request: required .*"from"/);
    const from = { email: "a@marsana.example" };
    assert.match(problems({ personalizations, from, categorys: [] }), /additionalProperties .*"categorys"/);
  });
});
