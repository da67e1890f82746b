// The collectors that ask Vercel: what they take for proof, what they find wrong, and when they cannot tell.
import assert from "node:assert/strict";
import { collectors } from "../../../operations/collect/collectors.ts";
import { environment } from "../../../operations/collect/environment.ts";
import { rollbackPlan } from "../../../operations/collect/rollbackPlan.ts";
import { secrets } from "../../../operations/collect/secrets.ts";
import { contextOf } from "../../support/collecting.ts";
import { planted, servicesPerTest, ways } from "../../support/services.ts";
import { vercelCases } from "../../support/vercelCases.ts";
import { haveEndpoints, unknownRequests } from "../../support/vercelEndpoints.ts";

const asking = [rollbackPlan, secrets, environment];

describe("what Vercel proves of a release", () => {
  const start = servicesPerTest();

  for (const { what, collector, vercel, given, result, says } of vercelCases) {
    it(`${collector.name} is ${result}: ${what}`, async () => {
      const found = await collector.collect(contextOf(await start({ ...(vercel && { vercel }) }), given));
      assert.equal(found.detail, says);
      assert.equal(found.result, result);
      assert.match(found.url ?? "", /^https:\/\/vercel\.com\/marsana\/marsana-fleet-rehearsal\//);
    });
  }

  for (const collector of asking) {
    for (const { way, fault } of ways) {
      it(`${collector.name} is unknown where Vercel ${way}`, async () => {
        const services = await start({ faults: () => fault });
        await assert.rejects(collector.collect(contextOf(services)), /^ServiceError: Vercel: GET/);
      });
    }

    it(`${collector.name} asks again after a 429`, async () => {
      const limit = { status: 429, body: "{}", headers: { "retry-after": "1" } };
      const services = await start({ faults: (_, count) => (count === 1 ? limit : undefined) });
      assert.equal((await collector.collect(contextOf(services))).result, "pass");
    });

    it(`${collector.name} repeats no token that is not let in`, async () => {
      const services = await start({ vercel: { token: "right" } });
      const given = { environment: { VERCEL_API_TOKEN: planted } };
      await assert.rejects(collector.collect(contextOf(services, given)), (error: Error) => {
        assert.match(error.message, /403/);
        return !error.message.includes(planted);
      });
    });

    it(`${collector.name} sends its token to no address in the clear`, async () => {
      const given = { environment: { VERCEL_API_URL: "http://vercel.example.com" } };
      await assert.rejects(
        collector.collect(contextOf(await start(), given)),
        /VERCEL_API_URL has another form/,
      );
    });

    it(`${collector.name} is among the collectors, for items of the runbook`, () => {
      assert.ok(collectors.includes(collector));
      const { runbook } = contextOf({ environment: {} }).inputs;
      const items = runbook.preDeployment.flatMap((list) => list.items.map(({ id }) => id));
      assert.ok(collector.items.every((item) => items.includes(item)));
      assert.deepEqual(collector.needs, ["VERCEL_API_TOKEN"]);
    });
  }

  it("sends no request that Vercel's SDK does not know", async function () {
    if (!haveEndpoints) {
      console.log("        skipped: the list of Vercel's endpoints is not beside the project");
      this.skip();
    }
    const services = await start();
    for (const collector of asking) await collector.collect(contextOf(services));
    assert.ok(services.requests.length >= 6);
    assert.deepEqual(unknownRequests(services.requests), []);
  });
});
