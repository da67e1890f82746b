// The sample release against the stand-ins as they are: what a machine can prove of it is proven.
import assert from "node:assert/strict";
import { collect } from "../../../operations/collect/collect.ts";
import { collectors } from "../../../operations/collect/collectors.ts";
import { startSupabase } from "../../../rehearsal/supabase.ts";
import { contextOf } from "../../support/collecting.ts";
import { servicesPerTest } from "../../support/services.ts";

describe("the sample release in a rehearsal", () => {
  const start = servicesPerTest();

  it("is proven by every collector that asks Vercel, staging, the services' identities, or the shell", async () => {
    const supabase = await startSupabase();
    try {
      const { environment } = await start();
      const all = {
        PATH: process.env["PATH"] ?? "",
        SUPABASE_API_URL: supabase.url,
        SUPABASE_ACCESS_TOKEN: "supabase-token",
        ...environment,
      };
      const context = contextOf({ environment: all });
      const { situation } = context.inputs.gate;
      assert.ok(situation);
      const now = () => new Date("2026-02-03T07:45:00Z");
      const collected = await collect(collectors, situation, context, { now, onCollected: () => {} });
      const results = collected.map(({ item, record, skipped }) => [
        item,
        record?.type === "evidence" ? `${record.source.kind}: ${record.result}` : skipped,
      ]);
      const proven = Object.fromEntries(results);
      assert.deepEqual(
        Object.entries({
          "48h/prepare-rollback-plan": "rollback-plan: pass",
          "24h/final-staging-verification": "staging-verification: pass",
          "24h/confirm-deployment-credentials": "credentials: pass",
          "1h/verify-all-secrets-are-configured": "secrets: pass",
          "1h/confirm-deployment-environment": "environment: pass",
          "1h/prepare-rollback-scripts": "rollback-scripts: pass",
        }).filter(([item, expected]) => proven[item] !== expected),
        [],
        JSON.stringify(results),
      );
    } finally {
      await supabase.close();
    }
  });
});
