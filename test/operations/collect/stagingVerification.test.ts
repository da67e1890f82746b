// The verification of staging: what its answers prove, behind Vercel's protection and without.
import assert from "node:assert/strict";
import { collectors } from "../../../operations/collect/collectors.ts";
import { stagingVerification } from "../../../operations/collect/stagingVerification.ts";
import { changedRunbook } from "../../support/changedRunbook.ts";
import { contextOf, type Given } from "../../support/collecting.ts";
import { hurried, planted, servicesPerTest } from "../../support/services.ts";

const path = "/staging/api/health";
const bypass = "VERCEL_AUTOMATION_BYPASS_SECRET";

describe("the verification of staging", () => {
  const start = servicesPerTest();
  type Options = NonNullable<Parameters<typeof start>[0]>;

  async function verified(options: Options = {}, given: Given = {}) {
    const services = await start(options);
    const found = await stagingVerification.collect(contextOf(services, given));
    const told = {
      ...found,
      detail: found.detail.replaceAll(services.environment["STAGING_URL"] ?? "", "<staging>"),
    };
    return { ...told, services };
  }

  it("passes where health answers as the runbook expects, and says what is left", async () => {
    const { result, detail, url, services } = await verified();
    assert.equal(result, "pass");
    assert.equal(
      detail,
      "Application Health: <staging>/api/health answers 200; which commit staging serves is not known; left to people: 4 more of the runbook's checks",
    );
    assert.equal(url, services.environment["STAGING_URL"]);
    assert.deepEqual(services.requests, [{ method: "GET", path }]);
  });

  for (const health of [500, 503, 404, 204, 403]) {
    it(`fails where health answers ${health}, as often as it is asked`, async () => {
      const { result, detail, services } = await verified({ staging: { health } });
      assert.equal(detail, `Application Health: <staging>/api/health answers ${health}; required: 200`);
      assert.equal(result, "fail");
      assert.equal(services.requests.length, health >= 500 ? 3 : 1);
    });
  }

  it("fails where one check of several does not answer as expected", async () => {
    const runbook = changedRunbook([
      "`curl /api/health` | 200 OK |",
      "`curl /api/health` | 200 OK |\n| Version | `curl /api/version` | 200 |",
    ]);
    const { result, detail } = await verified({}, { inputs: { runbook } });
    assert.equal(detail, "Version: <staging>/api/version answers 404; required: 200");
    assert.equal(result, "fail");
  });

  it("takes any success where the runbook says no status", async () => {
    const runbook = changedRunbook(["`curl /api/health` | 200 OK |", "`curl /api/health` | fine |"]);
    const { result, detail } = await verified({}, { inputs: { runbook } });
    assert.equal(
      detail,
      "Health: <staging>/api/health answers 200; which commit staging serves is not known; left to people: 5 more of the runbook's checks",
    );
    assert.equal(result, "pass");
  });

  it("is unknown where staging is protected, and says what lets it in", async () => {
    const { result, detail } = await verified({ staging: { bypass: "right" } });
    assert.equal(
      detail,
      `Application Health: <staging>/api/health answers 401: it is protected; required: 200; mend: set ${bypass} to the secret of Vercel's Protection Bypass for Automation`,
    );
    assert.equal(result, "unknown");
  });

  it("gets past the protection with the secret", async () => {
    const { result } = await verified(
      { staging: { bypass: planted } },
      { environment: { [bypass]: planted } },
    );
    assert.equal(result, "pass");
  });

  it("is unknown where the secret is not taken, and does not repeat it", async () => {
    const { result, detail } = await verified(
      { staging: { bypass: "right" } },
      { environment: { [bypass]: planted } },
    );
    assert.match(detail, /mend: correct VERCEL_AUTOMATION_BYPASS_SECRET: staging does not take it/);
    assert.ok(!detail.includes(planted));
    assert.equal(result, "unknown");
  });

  it("is unknown where staging sends to a login", async () => {
    const headers = { location: "https://vercel.com/sso-api" };
    const { result, detail } = await verified({ faults: () => ({ status: 302, body: "", headers }) });
    assert.match(detail, /answers 302: it is protected/);
    assert.equal(result, "unknown");
  });

  it("waits for a limit, and is unknown where that lasts", async () => {
    const limit = { status: 429, body: "", headers: { "retry-after": "3" } };
    const services = await start({ faults: (_, count) => (count < 3 ? limit : undefined) });
    const { waits, transport } = hurried();
    const found = await stagingVerification.collect({ ...contextOf(services), transport });
    assert.equal(found.result, "pass");
    assert.deepEqual(waits, [3000, 3000]);
    assert.equal((await verified({ faults: () => limit })).result, "unknown");
  });

  for (const fault of ["hang", "drop"] as const) {
    it(`cannot say where staging does not answer: ${fault}`, async () => {
      const context = contextOf(await start({ faults: () => fault }), { environment: { [bypass]: planted } });
      await assert.rejects(stagingVerification.collect(context), (error: Error) => {
        assert.match(error.message, /^no answer/);
        return !error.message.includes(planted);
      });
    });
  }

  it("asks the host that staging's stack file names, over https", async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked.push(new Request(input, init).url);
      return new Response("", { status: 200 });
    };
    const found = await stagingVerification.collect({
      ...contextOf({ environment: {} }),
      transport: { fetch },
    });
    assert.deepEqual(asked, ["https://staging.marsana.com/api/health"]);
    assert.equal(found.result, "pass");
  });

  const refused: [string, RegExp][] = [
    ["http://staging.marsana.com", /^Error: STAGING_URL has another form/],
    ["https://app.marsana.com", /app\.marsana\.com is production's own address/],
  ];
  for (const [address, told] of refused) {
    it(`asks nobody at ${address}`, async () => {
      const fetch = () => assert.fail("asked");
      const context = contextOf({ environment: {} }, { environment: { STAGING_URL: address } });
      await assert.rejects(stagingVerification.collect({ ...context, transport: { fetch } }), told);
    });
  }

  it("is among the collectors, and needs no credential", () => {
    assert.ok(collectors.includes(stagingVerification));
    assert.deepEqual(stagingVerification.needs, []);
  });
});
