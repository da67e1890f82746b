// How the clients on official SDKs fail: when they try again, what they say, and that no credential is in it.
import assert from "node:assert/strict";
import { InputError } from "../../inputs/inputError.ts";
import type { Fault } from "../../rehearsal/faults.ts";
import { datadogClient } from "../../services/datadog.ts";
import { type Meaning, Refusal } from "../../services/refusal.ts";
import type { Transport } from "../../services/request.ts";
import { sendGridClient } from "../../services/sendgrid.ts";
import { slackClient } from "../../services/slack.ts";
import { planted, requests } from "../support/sdkRequests.ts";
import { lines, servicesPerTest } from "../support/watching.ts";

/** What the service's own words may repeat. */
const words = JSON.stringify({ errors: [{ message: `the key ${planted} is\nnot let in` }], message: "no" });

for (const { name, service, path, line, send, harmful } of requests) {
  describe(`the request for ${name}`, () => {
    const start = servicesPerTest();

    /** How it fails where this happens instead of an answer, and what it took. */
    async function failure(fault: Fault, transport: Partial<Transport> = {}) {
      const waits: number[] = [];
      const services = await start({ faults: () => fault });
      const sleep = async (milliseconds: number) => void waits.push(milliseconds);
      const baseUrl = String(services.environment["SLACK_API_URL"]).replace("/slack", path);
      const error: unknown = await send({ baseUrl, transport: { sleep, ...transport } }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Refusal, `a Refusal, not ${error}`);
      assert.ok(!error.message.includes(planted), error.message);
      assert.ok(!/[\r\n]/.test(error.message), error.message);
      return { error, waits, lines: lines(services) };
    }

    const refusals: [number, Meaning][] = [
      [401, "denied"],
      [403, "denied"],
      [418, "denied"],
      [302, "denied"],
    ];
    for (const [status, meaning] of refusals) {
      it(`is not sent again after ${status}, and says who refused it`, async () => {
        const headers = { location: "https://elsewhere.example/" };
        const { error, waits, lines } = await failure({ status, body: words, headers });
        assert.equal(error.meaning, meaning);
        assert.match(
          error.message,
          new RegExp(`^${service}: \\w+ ${path}/.*: ${status} .*the key \\[token\\] is not let in`),
        );
        assert.deepEqual([waits, lines], [[], [line]]);
      });
    }

    it("waits as long as a 429 asks, three times, and was then refused", async () => {
      const { error, waits, lines } = await failure({
        status: 429,
        body: "{}",
        headers: { "retry-after": "7" },
      });
      assert.equal(error.meaning, "denied");
      assert.deepEqual(
        [waits, lines],
        [
          [7000, 7000, 7000],
          [line, line, line, line],
        ],
      );
    });

    it("does not wait out a 429 that asks for an hour", async () => {
      const { error, waits } = await failure({ status: 429, body: "{}", headers: { "retry-after": "3600" } });
      assert.deepEqual([error.meaning, waits], ["denied", []]);
    });

    const tries = harmful ? 1 : 4;
    const passing: [string, Fault][] = [
      ["a 500", { status: 500, body: "<html>\nSorry</html>" }],
      ["a 503", { status: 503, body: "" }],
      ["silence", "hang"],
      ["a broken connection", "drop"],
    ];
    for (const [what, fault] of passing) {
      it(`is sent ${harmful ? "once" : "four times"} where ${what} is the answer, and nobody knows what it did`, async () => {
        const { error, waits, lines } = await failure(fault, fault === "hang" ? { timeoutMs: 50 } : {});
        assert.equal(error.meaning, "unsure");
        assert.deepEqual(lines, Array<string>(tries).fill(line));
        assert.deepEqual(waits, harmful ? [] : [1000, 2000, 4000]);
      });
    }

    const lies: [string, string][] = [
      ["half of an answer", '{"ok": true, "id": 1, "widg'],
      ["a page", "<html>Sign in</html>"],
      ["another list", '[{"id": "one"}]'],
      ["text", '"fine"'],
      ["nothing", "null"],
    ];
    for (const [what, body] of lies) {
      it(`is not granted where ${what} comes with a 200`, async () => {
        const { error, lines } = await failure({ status: 200, body });
        assert.equal(error.meaning, "unsure");
        assert.deepEqual(lines, [line]);
      });
    }

    it("ends when it is told to", async () => {
      const services = await start({ faults: () => "hang" });
      const baseUrl = String(services.environment["SLACK_API_URL"]).replace("/slack", path);
      const ended = new AbortController();
      const answer = send({ baseUrl, signal: ended.signal, transport: { timeoutMs: 60_000 } });
      const failed = assert.rejects(
        answer,
        (error) => error instanceof Refusal && error.meaning === "unsure",
      );
      setImmediate(() => ended.abort());
      await failed;
    });

    for (const baseUrl of ["", "http://api.example.com", `https://user:${planted}@api.example.com`]) {
      it(`is never sent to ${JSON.stringify(baseUrl.replace(planted, "…"))}`, async () => {
        await assert.rejects(
          async () => await send({ baseUrl }),
          (error) =>
            error instanceof InputError &&
            /address: found another form/.test(error.message) &&
            !error.message.includes(planted),
        );
      });
    }
  });
}

describe("a credential of another form", () => {
  const baseUrl = "https://api.example.com";
  const wrong = `${planted}\n`;
  const uses: [string, () => unknown][] = [
    ["an API key of Datadog", () => datadogClient({ apiKey: wrong, appKey: planted, baseUrl })],
    ["an application key of Datadog", () => datadogClient({ apiKey: planted, appKey: wrong, baseUrl })],
    ["a token of Slack", () => slackClient({ token: wrong, baseUrl })],
    ["an API key of SendGrid", () => sendGridClient({ apiKey: wrong, baseUrl })],
    ["another service's key for SendGrid", () => sendGridClient({ apiKey: planted.slice(3), baseUrl })],
  ];
  for (const [what, use] of uses) {
    it(`is refused as ${what}, and not repeated`, () => {
      assert.throws(use, (error) => error instanceof InputError && !error.message.includes(planted.slice(3)));
    });
  }
});
