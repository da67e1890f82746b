// Who gets the mail about the deployment window, in which words, and that nobody gets it twice.
import assert from "node:assert/strict";
import { recordOf as statementOf } from "../../../operations/attest.ts";
import { stakeholders } from "../../../operations/collect/stakeholders.ts";
import type { ServicesOptions } from "../../../rehearsal/services/index.ts";
import type { Release } from "../../../release/release.ts";
import { migrationFor } from "../../support/github.ts";
import { announcement, from, gone, managers, office, sample, support, window } from "../../support/office.ts";
import { announcing, contextOf, sampleInputs } from "../../support/watching.ts";

describe("the mail to the stakeholders", () => {
  const open = office();

  it("says when, what changes and whom to turn to, and counts once SendGrid has accepted it", async () => {
    const { ask, mails } = await open();
    const { result, detail, sent } = await ask(stakeholders);
    assert.equal(detail, `SendGrid has accepted it for ${managers}, ${support}`);
    assert.deepEqual([result, sent], ["pass", { window, to: [managers, support], unsure: [] }]);
    assert.deepEqual(mails, [{ id: "rehearsal-1", from, to: [managers, support], ...announcement }]);
  });

  it("goes to each for themselves, so that nobody sees another's address", async () => {
    const { ask, services } = await open();
    await ask(stakeholders);
    const body = JSON.parse(services.requests.at(-1)?.body ?? "");
    assert.deepEqual(body.personalizations, [{ to: [{ email: managers }] }, { to: [{ email: support }] }]);
  });

  it("is not sent again where it was sent for this window", async () => {
    const { ask, again, mails } = await open();
    const first = await ask(stakeholders);
    const { result, detail, sent } = await again(stakeholders, [first.record]);
    assert.equal(detail, "sent before, as recorded at 2026-02-03T09:00:00.000Z; nothing was sent again");
    assert.deepEqual([result, sent, mails.length], ["pass", first.sent, 1]);
  });

  it("is sent again for another window, and for another version", async () => {
    for (const changes of [
      { window: { ...window, start: "2026-02-03T10:00:00Z" } },
      { window: { ...window, minutes: 60 } },
      { version: "1.0.0-rc2" },
    ]) {
      const { ask, again, mails } = await open();
      const { record } = await ask(stakeholders);
      const { result } = await again(stakeholders, [record], { release: changes });
      assert.deepEqual([result, mails.length], ["pass", 2], JSON.stringify(changes));
    }
  });

  it("is not sent again for another commit, other migrations or another plan, and proves the item anew", async () => {
    for (const changes of [
      { commit: "f".repeat(40) },
      { migrations: [migrationFor("select 1;")] },
      { rollback: { plan: "Another", database: false } },
    ] as Partial<Release>[]) {
      const { ask, again, mails } = await open();
      const first = await ask(stakeholders);
      const { result, sent, record } = await again(stakeholders, [first.record], { release: changes });
      assert.deepEqual([result, sent, mails.length], ["pass", first.sent, 1], JSON.stringify(changes));
      assert.notDeepEqual(record.release, first.record.release);
    }
  });

  it("is not sent where a person has told them of another commit", async () => {
    const { again, mails } = await open();
    const told = {
      type: "evidence",
      item: "48h/notify-stakeholders-of-deployment-window",
      by: "ann",
      link: "https://example.com/mail",
      identity: "typed",
    } as const;
    const word = statementOf(told, sample, [told.item], new Date("2026-02-01T08:00:00Z"));
    const { result } = await again(stakeholders, [word], { release: { commit: "f".repeat(40) } });
    assert.deepEqual([result, mails], ["unknown", []]);
  });

  it("is not sent again where the window is the same in other words", async () => {
    const { ask, again, mails } = await open();
    const { record } = await ask(stakeholders);
    const words = { window: { ...window, start: "2026-02-03T10:00:00+01:00" } };
    await again(stakeholders, [record], { release: words });
    assert.equal(mails.length, 1);
  });

  it("goes to whom config has added since, and to nobody else", async () => {
    const { ask, again, mails } = await open();
    const { record } = await ask(stakeholders, {
      inputs: sampleInputs({ settings: announcing({ stakeholders: [managers] }) }),
    });
    const { result, detail } = await again(stakeholders, [record]);
    assert.equal(detail, `SendGrid has accepted it for ${managers}, ${support}; ${managers} had it before`);
    assert.deepEqual([result, mails.map(({ to }) => to)], ["pass", [[managers], [support]]]);
  });

  it("is not sent twice where nobody knows what became of the first: a person looks", async () => {
    const { again, mails } = await open();
    for (const fault of [gone, "drop"] as const) {
      const faults: ServicesOptions["faults"] = ({ method }) => (method === "POST" ? fault : undefined);
      const lost = await (await open({ faults })).ask(stakeholders);
      assert.deepEqual(
        [lost.result, lost.sent],
        ["unknown", { window, to: [], unsure: [managers, support] }],
      );
      const { result, detail, sent } = await again(stakeholders, [lost.record]);
      assert.equal(
        detail,
        `whether it reached ${managers}, ${support} before 2026-02-03T09:00:00.000Z is not known, and nobody is told twice: ` +
          "look there, and attest the item",
      );
      assert.deepEqual([result, sent, mails], ["unknown", lost.sent, []]);
    }
  });

  it("fails for an address that SendGrid drops, and reaches the others", async () => {
    const { ask, mails } = await open({ sendGrid: { dropped: { bounces: [support] } } });
    const { result, detail, sent, record } = await ask(stakeholders);
    assert.equal(
      detail,
      `SendGrid would drop mail to ${support}, which is on its bounces; mend: take it off there, or correct the address; ` +
        `reached: ${managers}`,
    );
    assert.deepEqual([result, sent], ["fail", { window, to: [managers], unsure: [] }]);
    const healed = await open();
    const { result: second } = await healed.again(stakeholders, [record]);
    assert.deepEqual([second, healed.mails.map(({ to }) => to)], ["pass", [[support]]]);
    assert.deepEqual(
      mails.map(({ to }) => to),
      [[managers]],
    );
  });

  it("is sent to nobody where the lists cannot be asked, and the next time to all", async () => {
    const faults: ServicesOptions["faults"] = ({ method }) => (method === "GET" ? gone : undefined);
    const lost = await (await open({ faults })).ask(stakeholders);
    assert.deepEqual([lost.result, lost.sent], ["unknown", { window, to: [], unsure: [] }]);
    const { again, mails } = await open();
    const { result } = await again(stakeholders, [lost.record]);
    assert.deepEqual([result, mails.length], ["pass", 1]);
  });

  it("is unknown where the sender is not verified, and is sent the next time", async () => {
    const { ask } = await open({ sendGrid: { sender: "other@marsana.example" } });
    const refused = await ask(stakeholders);
    assert.match(
      refused.detail,
      /403 Forbidden: The from address does not match a verified Sender Identity$/,
    );
    assert.deepEqual([refused.result, refused.sent?.unsure], ["unknown", []]);
    const { again, mails } = await open();
    await again(stakeholders, [refused.record]);
    assert.equal(mails.length, 1);
  });

  it("waits out a 429, and is sent once", async () => {
    const faults: ServicesOptions["faults"] = ({ method }, count) =>
      method === "POST" && count === 1
        ? { status: 429, body: "{}", headers: { "retry-after": "2" } }
        : undefined;
    const { ask, mails } = await open({ faults });
    const { result, waits } = await ask(stakeholders);
    assert.deepEqual([result, waits, mails.length], ["pass", [2000], 1]);
  });

  it("is not sent where a person has told them, and its word does not become a machine's", async () => {
    const { services, mails } = await open();
    const told = {
      type: "evidence",
      item: "48h/notify-stakeholders-of-deployment-window",
      by: "ann",
      link: "https://example.com/mail",
      identity: "typed",
    } as const;
    const word = statementOf(told, sample, [told.item], new Date("2026-02-01T08:00:00Z"));
    const { context } = contextOf(services, { inputs: sampleInputs({}, [word]) });
    const { result, detail } = await stakeholders.collect(context);
    assert.equal(detail, "ann has recorded at 2026-02-01T08:00:00.000Z that it is done: nothing was sent");
    assert.deepEqual([result, mails], ["unknown", []]);
  });

  const stack = "pulumi config set --stack rehearsal --path";
  const gaps: [Parameters<typeof announcing>[0], string][] = [
    [
      { from: undefined },
      `not set: marsana-fleet:announce.from; mend: ${stack} 'marsana-fleet:announce.from' '<address>'`,
    ],
    [
      { from: undefined, stakeholders: [] },
      `not set: marsana-fleet:announce.from, marsana-fleet:announce.stakeholders; mend: ${stack} 'marsana-fleet:announce.from' ` +
        `'<address>' && ${stack} 'marsana-fleet:announce.stakeholders[0]' '<address>'`,
    ],
  ];
  for (const [changes, required] of gaps) {
    it(`is unknown without ${Object.keys(changes).join(" and ")} in config`, async () => {
      const { ask, services } = await open();
      const { result, detail } = await ask(stakeholders, {
        inputs: sampleInputs({ settings: announcing(changes) }),
      });
      assert.equal(detail, required);
      assert.deepEqual([result, services.requests], ["unknown", []]);
    });
  }

  it("goes nowhere but to the stand-ins in a rehearsal, whatever key there is", async () => {
    const { ask, mails } = await open();
    const environment = { SENDGRID_API_URL: undefined, SENDGRID_API_KEY: "SG.planted.key" };
    const { result, record } = await ask(stakeholders, { environment });
    assert.equal(
      record.detail,
      "a rehearsal sends to nobody: SENDGRID_API_URL does not lead to a stand-in on this machine",
    );
    assert.deepEqual([result, mails], ["unknown", []]);
    assert.doesNotMatch(JSON.stringify(record), /planted/);
  });
});
