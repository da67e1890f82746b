// Who started a run, by a token that GitHub signed, and every token that is not believed.
import assert from "node:assert/strict";
import type { Fault } from "../../rehearsal/faults.ts";
import { actionsRun } from "../../services/githubActions.ts";
import type { Transport } from "../../services/request.ts";
import { actionsPerTest, leasRun, runSecret, type Signing } from "../support/actions.ts";

const now = () => new Date();
const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("who started a run of GitHub Actions", () => {
  const start = actionsPerTest();

  async function run(signing: Signing = {}, fault?: Fault, at = "/", transport: Partial<Transport> = {}) {
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => void waits.push(milliseconds);
    const { environment, url, requests } = await start(signing, ({ path }) =>
      path.startsWith(at) ? fault : undefined,
    );
    const given = { environment, transport: { sleep, ...transport }, now, issuer: url };
    const found = await actionsRun(given).catch((error: Error) => {
      assert.ok(!`${error.message} ${error.stack}`.includes(runSecret));
      return error.message;
    });
    return { found, waits, requests };
  }

  it("is what the token says, which is asked for this purpose", async () => {
    const { found, requests } = await run();
    assert.deepEqual(found, leasRun);
    assert.deepEqual(
      requests.map(({ path }) => path),
      ["/token?api-version=2.0&audience=marsana-fleet", "/.well-known/jwks"],
    );
  });

  it("is not known elsewhere, or where the run may get no token", async () => {
    const { environment } = await start();
    for (const name of ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) {
      assert.equal(await actionsRun({ environment: { ...environment, [name]: undefined }, now }), undefined);
      assert.equal(await actionsRun({ environment: { ...environment, [name]: "" }, now }), undefined);
    }
  });

  const part = (index: number, value: object) => (token: string) =>
    token
      .split(".")
      .map((one, at) => (at === index ? encoded(value) : one))
      .join(".");
  const unsigned = (token: string) => `${encoded({ alg: "none" })}.${token.split(".")[1]}.`;
  const unbelieved: readonly [what: string, signing: Signing, words: RegExp][] = [
    ["signed by another key", { otherKey: true }, /signature verification failed/],
    [
      "changed on its way",
      { changed: part(1, { ...leasRun, actor: "eve" }) },
      /signature verification failed/,
    ],
    ["not signed", { changed: unsigned }, /"alg" \(Algorithm\)/],
    [
      "signed with a secret's algorithm",
      { changed: part(0, { alg: "HS256", kid: "1" }) },
      /"alg" \(Algorithm\)/,
    ],
    ["no token", { changed: () => "token" }, /Invalid Compact JWS/],
    ["for another purpose", { audience: "sts.amazonaws.com" }, /unexpected "aud" claim value/],
    ["of another issuer", { issuer: "https://token.actions.example.com" }, /unexpected "iss" claim value/],
    ["over", { from: minutes(-10), to: minutes(-1) }, /"exp" claim timestamp check failed/],
    // Far enough ahead, however long the tests before this one take.
    ["not valid yet", { from: minutes(24 * 60) }, /"nbf" claim timestamp check failed/],
    ...Object.keys(leasRun).map((name): [string, Signing, RegExp] => [
      `without ${name}`,
      { claims: { ...leasRun, [name]: undefined } },
      /it does not say it/,
    ]),
    ["with a run that is a path", { claims: { ...leasRun, run_id: "../../x" } }, /it does not say it/],
  ];
  for (const [what, signing, words] of unbelieved) {
    it(`is not believed from a token that is ${what}`, async () => {
      const { found } = await run(signing);
      assert.match(String(found), /^the token that says who started this run is not believed: /);
      assert.match(String(found), words);
    });
  }

  const echo = `{"message":"${runSecret}"}`;
  const faults: readonly [what: string, Fault, waits: readonly number[]][] = [
    ["500", { status: 500, body: echo }, [1000, 2000, 4000]],
    ["403", { status: 403, body: echo }, []],
    ["a redirect", { status: 302, body: "", headers: { location: "https://example.com/" } }, []],
    ["a body that breaks off", { status: 200, body: '{"value": "ey' }, []],
    ["another form", { status: 200, body: '{"token": "x"}' }, []],
    ["a broken connection", "drop", [1000, 2000, 4000]],
  ];
  for (const [what, fault, expected] of faults) {
    for (const at of ["/token", "/.well-known"]) {
      it(`is not known where ${at} answers with ${what}`, async () => {
        const { found, waits } = await run({}, fault, at);
        assert.equal(typeof found, "string");
        assert.deepEqual(waits, expected);
      });
    }
  }

  it("is not known where nobody answers in time", async () => {
    for (const at of ["/token", "/.well-known"]) {
      const { found } = await run({}, "hang", at, { timeoutMs: 100, retries: 0 });
      assert.match(String(found), /no answer within 100 ms/);
    }
  });

  it("is asked over https only, or on this machine", async () => {
    const { environment } = await start();
    for (const address of ["http://token.example.com/", "ftp://127.0.0.1/", "token"]) {
      const asked = actionsRun({
        environment: { ...environment, ACTIONS_ID_TOKEN_REQUEST_URL: address },
        now,
      });
      await assert.rejects(asked, { message: "ACTIONS_ID_TOKEN_REQUEST_URL is no address over https" });
    }
  });

  it("is said by GitHub and nobody else, whatever the environment says", async () => {
    const { environment, url: issuer } = await start();
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (request, init) => {
      const { url } = request as Request;
      asked.push(url);
      return url.startsWith("http:")
        ? await globalThis.fetch(request, init)
        : new Response("", { status: 404 });
    };
    const real = { ...environment, ACTIONS_ISSUER: issuer };
    await assert.rejects(actionsRun({ environment: real, transport: { fetch }, now }), /is not believed/);
    assert.equal(asked.at(-1), "https://token.actions.githubusercontent.com/.well-known/jwks");
  });
});
