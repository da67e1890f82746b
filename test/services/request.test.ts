// How a request survives a service's bad moments, and that no credential shows when it does not.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { Fault } from "../../rehearsal/faults.ts";
import { endedBy, ServiceError } from "../../services/request.ts";
import { clientOf, lines, plantedToken, ref, root, standInsPerTest } from "../support/supabase.ts";

const get = `GET ${root}`;

describe("a request to a service", () => {
  const start = standInsPerTest();
  /** A stand-in that fails the first `times` requests. */
  const failing = (fault: Fault, times = Number.POSITIVE_INFINITY) =>
    start({ faults: (_request, count) => (count <= times ? fault : undefined) });

  const passing: { name: string; fault: Fault }[] = [
    { name: "500", fault: { status: 500, body: "" } },
    { name: "503 of a proxy", fault: { status: 503, body: "<html>busy</html>" } },
    { name: "429 without a wait", fault: { status: 429, body: "{}" } },
    { name: "a broken connection", fault: "drop" },
    { name: "no answer in time", fault: "hang" },
  ];
  for (const { name, fault } of passing) {
    it(`is tried again after ${name}, each time after twice the wait`, async () => {
      const standIn = await failing(fault, 2);
      const { client, waits } = clientOf(standIn, { timeoutMs: 250, backoffMs: 100 });
      assert.equal((await client.project(ref)).ref, ref);
      assert.deepEqual(lines(standIn), [get, get, get]);
      assert.deepEqual(waits, [100, 200]);
    });
  }

  it("waits for a slow answer as long as a try may take, and no longer", async () => {
    const slow = async (delayMs: number) => {
      const { client } = clientOf(await failing({ delayMs }), { timeoutMs: 400, retries: 0 });
      return (await client.project(ref)).ref;
    };
    assert.equal(await slow(50), ref);
    await assert.rejects(slow(2_000), /none within 400 ms/);
  });

  it("is given up after the last retry, with the service's last words", async () => {
    const standIn = await failing({ status: 500, body: '{"message":"Failed to retrieve project"}' });
    const { client, waits } = clientOf(standIn, { retries: 2, backoffMs: 100 });
    await assert.rejects(client.project(ref), {
      name: "ServiceError",
      status: 500,
      message: `Supabase: ${get}: 500 Internal Server Error: Failed to retrieve project. The service is in trouble (https://status.supabase.com): run this again later.`,
    });
    assert.equal(standIn.requests.length, 3);
    assert.deepEqual(waits, [100, 200]);
  });

  it("says how long it waited where no answer came", async () => {
    const standIn = await failing("hang");
    const { client } = clientOf(standIn, { retries: 0, timeoutMs: 60 });
    await assert.rejects(client.project(ref), {
      status: undefined,
      message: `Supabase: ${get}: no answer: none within 60 ms. Check the network and that ${standIn.url} is the service's address, then run this again.`,
    });
  });

  it("names the reason where nobody listens", async () => {
    const standIn = await start();
    await standIn.close();
    const { client } = clientOf({ url: standIn.url }, { retries: 1 });
    await assert.rejects(client.project(ref), /GET .*: no answer: .*ECONNREFUSED/);
  });

  const asked: { name: string; headers: Record<string, string>; waits: number[] }[] = [
    { name: "seconds", headers: { "retry-after": "7" }, waits: [7_000] },
    { name: "a date", headers: { "retry-after": "Tue, 03 Feb 2026 09:00:30 GMT" }, waits: [30_000] },
    {
      name: "a date that has passed",
      headers: { "retry-after": "Tue, 03 Feb 2026 08:00:00 GMT" },
      waits: [0],
    },
    { name: "nothing it can read", headers: { "retry-after": "soon" }, waits: [1_000] },
    { name: "the end of the limit per minute", headers: { "x-ratelimit-reset": "42" }, waits: [42_000] },
  ];
  for (const { name, headers, waits: expected } of asked) {
    it(`waits as a 429 asks: ${name}`, async () => {
      const standIn = await failing({ status: 429, body: "{}", headers }, 1);
      const { client, waits } = clientOf(standIn, { now: () => Date.parse("2026-02-03T09:00:00Z") });
      await client.project(ref);
      assert.deepEqual(waits, expected);
    });
  }

  it("takes a limit per minute beside a 500 for what it is: no wait", async () => {
    const standIn = await failing({ status: 500, body: "", headers: { "x-ratelimit-reset": "42" } }, 1);
    const { client, waits } = clientOf(standIn);
    await client.project(ref);
    assert.deepEqual(waits, [1_000]);
  });

  it("is given up at once where the service asks for a longer wait than anybody would make", async () => {
    const standIn = await failing({ status: 429, body: "{}", headers: { "retry-after": "61" } });
    const { client, waits } = clientOf(standIn);
    await assert.rejects(client.project(ref), /the service asks to wait 61 s/);
    assert.deepEqual(lines(standIn), [get]);
    assert.deepEqual(waits, []);
  });

  const echoes = [
    { name: "in its message", body: JSON.stringify({ message: `bad token ${plantedToken}!` }) },
    { name: "as escaped text", body: `{"message":"bad token \\u0073${plantedToken.slice(1)}"}` },
    { name: "in a message that is no text", body: JSON.stringify({ message: { token: plantedToken } }) },
    { name: "in a page", body: `<p>\n${plantedToken}\n</p>` },
    { name: "where the text is cut short", body: `${"x".repeat(290)}${plantedToken}` },
  ];
  for (const { name, body } of echoes) {
    it(`hides the token when the service repeats it ${name}`, async () => {
      const standIn = await failing({ status: 401, body });
      const error: unknown = await clientOf(standIn)
        .client.project(ref)
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof ServiceError);
      assert.match(error.message, /\[token\]|x{290}/);
      for (const text of [error.message, error.stack ?? "", JSON.stringify(error), String(error.cause)])
        assert.ok(!text.includes(plantedToken.slice(0, 10)), text);
    });
  }

  it("tells the service's words on one line, and not more than 300 characters of them", async () => {
    const standIn = await failing({ status: 400, body: `<p>\r\n\tno\u0007</p>${"y".repeat(400)}` });
    const { client } = clientOf(standIn);
    await assert.rejects(client.project(ref), ({ message }: Error) => {
      assert.match(message, /: 400 Bad Request: <p> no <\/p>y{289}\. /);
      return true;
    });
  });
});

describe("a wait that ends with the command", () => {
  it("is cut short by the command's end", async () => {
    const command = new AbortController();
    const waiting = endedBy(command.signal, { sleep: () => new Promise(() => {}) }).sleep(1_000);
    command.abort(new Error("the command was ended"));
    await assert.rejects(waiting, /^Error: the command was ended$/);
  });

  it("leaves nothing behind that waits for the command's end", async () => {
    const command = new AbortController();
    await endedBy(command.signal, { sleep: async () => {} }).sleep(1_000);
    assert.deepEqual(getEventListeners(command.signal, "abort"), []);
  });
});
