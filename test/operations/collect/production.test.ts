// The record of what production serves: what Vercel's answers come to, and how the gate takes it.
import assert from "node:assert/strict";
import { collect } from "../../../operations/collect/collect.ts";
import { collectProduction } from "../../../operations/collect/production.ts";
import { readyVercel, type VercelState } from "../../../rehearsal/services/vercel.ts";
import { assess } from "../../../release/assess.ts";
import { type EvidenceRecord, type Identity, recordDigest } from "../../../release/record.ts";
import { digestsOf } from "../../../release/release.ts";
import type { Situation } from "../../../release/situation.ts";
import { contextOf, type Given } from "../../support/collecting.ts";
import { planted, servicesPerTest, ways } from "../../support/services.ts";
import { releaseOf } from "../../support/situations.ts";

const now = () => new Date("2026-02-03T07:45:00Z");
const rule = "require-unpinned-production";
const [, serving] = readyVercel.deployments;
assert.ok(serving?.commit);

/** An earlier release, deployed to the rehearsal stack with the commit that serves. */
const earlier = releaseOf({ version: "0.9.0", commit: serving.commit });
const deployed: EvidenceRecord = {
  type: "deployed",
  stack: "rehearsal",
  at: "2026-01-10T10:00:00Z",
  by: "fleet-deploy",
  identity: "oidc",
  source: { kind: "engine" },
  detail: "stack rehearsal was updated",
  release: { version: "0.9.0", ...digestsOf(earlier) },
};

describe("what production serves", () => {
  const start = servicesPerTest();

  async function looked(
    vercel: Partial<VercelState> = {},
    others: Situation["others"] = [{ release: earlier, records: [deployed] }],
    given: Given = {},
    identity: Identity = "reviewed",
  ) {
    const context = contextOf(await start({ vercel }), given);
    const { situation } = context.inputs.gate;
    assert.ok(situation);
    const judged = {
      ...situation,
      others,
      settings: { ...situation.settings, identity },
    };
    const collected = await collectProduction(judged, context, now);
    return { collected, situation: judged };
  }

  interface Row {
    readonly what: string;
    readonly vercel?: Partial<VercelState>;
    readonly others?: Situation["others"];
    readonly record: object;
  }
  const commit = serving.commit;
  const typed: EvidenceRecord = { ...deployed, by: "ann", identity: "typed", source: { kind: "person" } };
  const confirmation: EvidenceRecord = {
    type: "confirmation",
    of: recordDigest(typed),
    at: "2026-01-11T10:00:00Z",
    by: "fleet-lead",
    identity: "reviewed",
    source: { kind: "github", url: "https://github.com/marsana/fleet/pull/9" },
    detail: "approved by fleet-lead",
    release: deployed.release,
  };
  const words: readonly [what: string, EvidenceRecord[], Identity, state: string][] = [
    ["no typed word where a review is asked for", [typed], "reviewed", "unknown-deployment"],
    ["a typed word once it is confirmed", [typed, confirmation], "reviewed", "promoted"],
    ["a typed word where no more is asked for", [typed], "typed", "promoted"],
    ["what is no person's word", [{ ...deployed, identity: "typed" }], "reviewed", "promoted"],
  ];
  for (const [what, records, identity, state] of words) {
    it(`is a release's by ${what}`, async () => {
      const { collected } = await looked({}, [{ release: earlier, records }], {}, identity);
      assert.equal(collected.record?.type === "production" && collected.record.state, state);
    });
  }
  const strange = { state: "unknown-deployment", deployment: "dpl_serving", commit };
  const rows: readonly Row[] = [
    {
      what: "promoted, where a release was deployed with its commit",
      record: {
        state: "promoted",
        deployment: "dpl_serving",
        commit,
        detail: `production serves dpl_serving, commit ${commit}, of release 0.9.0`,
      },
    },
    {
      what: "promoted, though the manifest of that release has changed since",
      others: [{ release: { ...earlier, commit: "5".repeat(40) }, records: [deployed] }],
      record: {
        state: "promoted",
        deployment: "dpl_serving",
        commit,
        detail: `production serves dpl_serving, commit ${commit}, of release 0.9.0`,
      },
    },
    {
      what: "unknown, where no release has its commit",
      others: [],
      record: {
        ...strange,
        detail: `production serves dpl_serving, commit ${commit}, which no release has brought there`,
      },
    },
    {
      what: "unknown, where its release was deployed to another stack only",
      others: [{ release: earlier, records: [{ ...deployed, stack: "prod" }] }],
      record: {
        ...strange,
        detail: `production serves dpl_serving, commit ${commit}, which no release has brought there`,
      },
    },
    {
      what: "unknown, where nobody knows its commit",
      vercel: { deployments: [{ id: "dpl_serving", state: "READY", rollbackCandidate: false }] },
      record: {
        state: "unknown-deployment",
        deployment: "dpl_serving",
        detail: "production serves dpl_serving, commit unknown, which no release has brought there",
      },
    },
    {
      what: "unknown, where nothing has the domain",
      vercel: { serving: undefined },
      record: { state: "unknown-deployment", detail: "nothing is served under app.marsana.com" },
    },
    {
      what: "rolled back",
      vercel: { lastChange: { type: "rollback", to: "dpl_before", status: "succeeded" } },
      record: {
        state: "rolled-back",
        deployment: "dpl_before",
        detail: "production was rolled back to dpl_before, and is pinned to it until another is promoted",
      },
    },
    {
      what: "promoted again after a rollback",
      vercel: { lastChange: { type: "promote", to: "dpl_serving", status: "succeeded" } },
      record: {
        state: "promoted",
        deployment: "dpl_serving",
        commit,
        detail: `production serves dpl_serving, commit ${commit}, of release 0.9.0`,
      },
    },
  ];
  for (const { what, vercel, others, record } of rows) {
    it(`is recorded as ${what}`, async () => {
      const { collected, situation } = await looked(vercel, others);
      const { release } = situation;
      assert.deepEqual(collected, {
        item: rule,
        collector: "production",
        record: {
          type: "production",
          stack: "rehearsal",
          ...record,
          at: "2026-02-03T07:45:00.000Z",
          by: "production",
          identity: "typed",
          source: {
            kind: "production",
            url: "https://vercel.com/marsana/marsana-fleet-rehearsal/deployments",
          },
          release: { version: release.version, ...digestsOf(release) },
        },
      });
    });
  }

  it("opens the gate's condition where a release has brought it there, and shuts it where it was rolled back", async () => {
    const stateAfter = async (vercel: Partial<VercelState>) => {
      const { collected, situation } = await looked(vercel);
      assert.ok(collected.record);
      const { findings } = assess({ ...situation, records: [...situation.records, collected.record] });
      return findings.find(({ item }) => item === rule)?.state;
    };
    assert.equal(await stateAfter({}), "done");
    assert.equal(
      await stateAfter({ lastChange: { type: "rollback", to: "dpl_before", status: "pending" } }),
      "failed",
    );
    const { situation } = await looked();
    assert.equal(assess(situation).findings.find(({ item }) => item === rule)?.state, "overdue");
    assert.equal(
      assess({ ...situation, others: [] }).findings.find(({ item }) => item === rule),
      undefined,
    );
  });

  it("is not recorded where what has the domain is not among the newest deployments", async () => {
    const { collected } = await looked({ serving: "dpl_old" });
    assert.deepEqual(collected, {
      item: rule,
      collector: "production",
      skipped: "Vercel does not list dpl_old, which app.marsana.com shows, among its newest",
    });
  });

  it("is not recorded without a token", async () => {
    const { collected } = await looked({}, [], { environment: { VERCEL_API_TOKEN: undefined } });
    assert.equal(collected.skipped, "VERCEL_API_TOKEN not set");
    assert.equal(collected.record, undefined);
  });

  for (const { way, fault } of ways) {
    it(`is not recorded where Vercel ${way}, and no token is repeated`, async () => {
      const context = contextOf(await start({ faults: () => fault }), {
        environment: { VERCEL_API_TOKEN: planted },
      });
      const { situation } = context.inputs.gate;
      assert.ok(situation);
      const { record, skipped } = await collectProduction(situation, context, now);
      assert.equal(record, undefined);
      assert.match(skipped ?? "", /^Vercel: GET/);
      assert.ok(!skipped?.includes(planted));
    });
  }

  it("is looked at by every collection, after the items", async () => {
    const context = contextOf(await start());
    const { situation } = context.inputs.gate;
    assert.ok(situation);
    const told: string[] = [];
    const onCollected = ({ item }: { item: string }) => told.push(item);
    const all = await collect([], situation, context, { now, onCollected });
    assert.equal(all.at(-1)?.item, rule);
    assert.equal(all.at(-1)?.record?.type, "production");
    assert.equal(told.at(-1), rule);
  });
});
