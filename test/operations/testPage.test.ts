// The test that goes through the page route: whom it tells, what counts as an answer, and what is kept of it.
import assert from "node:assert/strict";
import { datadogEventsOf, slackOf } from "../../operations/collect/access.ts";
import { lastPageTest, type PageTestOutcome, pageTestRecord, testPage } from "../../operations/testPage.ts";
import type { Faults } from "../../rehearsal/faults.ts";
import type { EventBody } from "../../rehearsal/services/datadog.ts";
import type { ServicesOptions } from "../../rehearsal/services/index.ts";
import { onCallAnswers } from "../../rehearsal/services/onCall.ts";
import type { SlackMessage } from "../../rehearsal/services/slack.ts";
import { clock } from "../support/inputs.ts";
import { gone, sample } from "../support/office.ts";
import { contextOf, lines, servicesPerTest } from "../support/watching.ts";

const code = "TEST-12AB34CD";
const test = {
  release: sample,
  stack: "rehearsal",
  handles: ["@oncall-fleet", "@slack-alerts"],
  channel: "#deployments",
  code,
};

describe("the test of the page route", () => {
  const start = servicesPerTest();

  async function run(
    options: Partial<ServicesOptions> & { answers?: (events: EventBody[]) => object[] } = {},
  ) {
    const { answers, ...rest } = options;
    const events: EventBody[] = [];
    const messages: SlackMessage[] = [];
    const answer =
      answers === undefined ? onCallAnswers(events) : () => answers(events) as { text: string }[];
    const services = await start({ ...rest, datadog: { events }, slack: { messages, answers: answer } });
    const { context } = contextOf(services);
    const waits: number[] = [];
    const sent: PageTestOutcome[] = [];
    const outcome = await testPage(test, {
      events: await datadogEventsOf(context, "datadoghq.com"),
      slack: await slackOf(context),
      tags: ["env:rehearsal"],
      waitMs: 25_000,
      sleep: async (milliseconds) => void waits.push(milliseconds),
      onSent: (one) => sent.push(one),
    }).catch((error: unknown) => error as Error);
    return { outcome, sent, events, messages, waits, lines: lines(services) };
  }

  it("tells every handle of the route once, and passes with the code that went there alone", async () => {
    const { outcome, sent, events, messages, waits } = await run();
    assert.ok(!(outcome instanceof Error), String(outcome));
    assert.equal(outcome.result, "pass");
    assert.equal(
      outcome.detail,
      "@oncall-fleet, @slack-alerts got the test: UONCALL in Slack has answered with its code",
    );
    assert.match(outcome.url ?? "", /^https:\/\/marsana-example\.slack\.com\//);
    assert.deepEqual([outcome.to, outcome.unsure, waits], [test.handles, [], []]);
    assert.equal(events.length, 1);
    assert.match(events[0]?.title ?? "", /^TEST, nothing is wrong: /);
    assert.match(events[0]?.text ?? "", /^TEST\. .* TEST-12AB34CD\. .*@oncall-fleet @slack-alerts$/);
    assert.deepEqual(events[0]?.tags, ["env:rehearsal"]);
    assert.deepEqual(
      messages.map(({ channel }) => channel),
      ["#deployments"],
    );
    assert.doesNotMatch(JSON.stringify(messages), /TEST-/);
    // Known before anybody answers: who ends the command then has not paged for nothing.
    assert.deepEqual(
      sent.map(({ result, to }) => [result, to]),
      [["unknown", test.handles]],
    );
  });

  for (const [who, answers] of [
    ["nobody", () => []],
    ["somebody without the code", () => [{ user: "U1", text: "I am here" }]],
    ["somebody with another code", () => [{ user: "U1", text: "TEST-00000000" }]],
    ["a bot that repeats the message", (events: EventBody[]) => events.map(({ text }) => ({ text }))],
  ] as const) {
    it(`fails where ${who} answers, after a bounded wait`, async () => {
      const { outcome, waits, events } = await run({ answers });
      assert.ok(!(outcome instanceof Error), String(outcome));
      assert.deepEqual([outcome.result, outcome.to, outcome.unsure], ["fail", test.handles, []]);
      assert.equal(
        outcome.detail,
        "nobody has answered in #deployments with the code that went to @oncall-fleet, @slack-alerts, within 25 s",
      );
      assert.deepEqual([waits, events.length], [[10_000, 10_000, 10_000], 1]);
    });
  }

  it("passes where the answer comes later, in small letters, or after Slack has failed", async () => {
    let asked = 0;
    const answers = () => (++asked < 3 ? [] : [{ user: "U1", text: `here: ${code.toLowerCase()}` }]);
    const { outcome, waits } = await run({ answers });
    assert.ok(!(outcome instanceof Error), String(outcome));
    assert.deepEqual([outcome.result, waits], ["pass", [10_000]]);
    const faults: ServicesOptions["faults"] = ({ path }, count) =>
      path.endsWith("conversations.replies") && count === 2 ? gone : undefined;
    const again = await run({ faults });
    assert.ok(!(again.outcome instanceof Error));
    assert.deepEqual([again.outcome.result, again.waits], ["pass", [10_000]]);
  });

  it("pages nobody where the answers could not be read, or nobody could be asked for one", async () => {
    for (const method of ["chat.postMessage", "conversations.replies"]) {
      const refused = { status: 200, body: '{"ok":false,"error":"missing_scope"}' };
      const { outcome, events, sent } = await run({
        faults: ({ path }) => (path.endsWith(method) ? refused : undefined),
      });
      assert.match((outcome as Error).message, /^Slack: .*: missing_scope$/);
      assert.deepEqual([events, sent], [[], []], method);
    }
  });

  it("has told nobody where Datadog refuses it, and may have where no answer comes, and is not sent again", async () => {
    const at =
      (status: number): Faults =>
      ({ path }) =>
        path.endsWith("/events") ? { status, body: "{}" } : undefined;
    const refused = await run({ faults: at(403) });
    assert.match((refused.outcome as Error).message, /^Datadog: POST \/datadog\/api\/v1\/events: 403/);
    assert.deepEqual(refused.sent, []);
    const { outcome, sent, lines: requests } = await run({ faults: at(500) });
    assert.ok(!(outcome instanceof Error), String(outcome));
    assert.deepEqual([outcome.result, outcome.to, outcome.unsure], ["fail", [], test.handles]);
    assert.match(outcome.detail, /within 25 s; Datadog: POST .*: 500/);
    assert.deepEqual(
      sent.map(({ unsure }) => unsure),
      [test.handles],
    );
    assert.equal(requests.filter((line) => line.endsWith("/events")).length, 1);
  });

  it("is kept for its version and its stack", async () => {
    const { outcome } = await run();
    assert.ok(!(outcome instanceof Error), String(outcome));
    const record = pageTestRecord(sample, "rehearsal", outcome, clock());
    assert.deepEqual([record.type, record.by, record.detail], ["page-test", "test-page", outcome.detail]);
    assert.equal(lastPageTest([record], sample.version, "rehearsal"), record);
    assert.equal(lastPageTest([record], sample.version, "prod"), undefined);
    assert.equal(lastPageTest([record], "9.9.9", "rehearsal"), undefined);
  });
});
