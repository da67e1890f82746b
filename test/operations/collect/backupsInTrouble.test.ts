// What the collectors of the backups make of a service that fails, hangs, refuses, breaks off or says something else.
import assert from "node:assert/strict";
import { backupStrategy } from "../../../operations/collect/backupStrategy.ts";
import { productionBackup } from "../../../operations/collect/productionBackup.ts";
import type { Fault } from "../../../rehearsal/faults.ts";
import { backupCollecting, root } from "../../support/backupCollecting.ts";
import { plantedToken } from "../../support/supabase.ts";

describe("the collectors of the backups, of a service in trouble", () => {
  const { foundBy } = backupCollecting();

  for (const collector of [backupStrategy, productionBackup]) {
    describe(collector.name, () => {
      const quick = { timeoutMs: 60 };
      const faults: readonly [what: string, fault: Fault, detail: RegExp][] = [
        ["500 all the time", { status: 500, body: "" }, /500 .*run this again later/],
        [
          "too many requests all the time",
          { status: 429, body: "", headers: { "retry-after": "2" } },
          /429 .*asks to wait 2 s/,
        ],
        ["no answer", "hang", /none within 60 ms/],
        ["a broken connection", "drop", /no answer: /],
        ["half a body", { status: 200, body: '{"ref":"rehears' }, /an answer that is not JSON/],
        ["a body of another form", { status: 200, body: '{"backups":"many"}' }, /an answer of another form/],
        ["a page to sign in", { status: 302, body: "", headers: { location: "https://example.com" } }, /302/],
        [
          "a token that it does not know",
          { status: 401, body: '{"message":"Unauthorized"}' },
          /401 .*Set SUPABASE_ACC/,
        ],
        [
          "an error that repeats the token",
          { status: 403, body: JSON.stringify({ message: `no access for ${plantedToken}` }) },
          /403 .*no access for \[token\]/,
        ],
      ];
      for (const [what, fault, detail] of faults) {
        it(`says unknown, not pass, for ${what}`, async () => {
          const { found } = await foundBy(collector, { faults: () => fault, transport: quick });
          assert.equal(found.result, "unknown");
          assert.match(found.detail, detail);
        });
      }

      it("passes after a 429, the wait that it asks for, and a 500", async () => {
        const { found, waits } = await foundBy(collector, {
          faults: ({ path }, count) => {
            if (path !== root) return undefined;
            if (count === 1) return { status: 429, body: "", headers: { "retry-after": "7" } };
            return count === 2 ? { status: 500, body: "" } : undefined;
          },
        });
        assert.equal(found.result, "pass");
        assert.deepEqual(waits, [7000, 2000]);
      });
    });
  }
});
