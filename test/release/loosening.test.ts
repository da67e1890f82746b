// What weakens, and what does not: a table of single changes.
import assert from "node:assert/strict";
import { guardsOf } from "../../inputs/guards.ts";
import type { Inputs } from "../../inputs/inputs.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import type { Guards } from "../../release/guards.ts";
import { looseningsBetween } from "../../release/loosening.ts";
import { parseRunbook } from "../../runbook/index.ts";
import { type Change, changed, firstIn } from "../support/changedRunbook.ts";
import { clock, rehearsalInputs, settingsOf } from "../support/inputs.ts";

const plain = rehearsalInputs();

function runbookWith(...changes: Change[]): Inputs["runbook"] {
  const { runbook } = parseRunbook(changed(...changes), "RUNBOOK.md");
  assert.ok(runbook);
  return runbook;
}

/** The model of the rehearsal with a changed runbook. */
const byRunbook = (...changes: Change[]): Guards => guardsOf({ ...plain, runbook: runbookWith(...changes) });

/** The model of the rehearsal with some settings of the gate, or some sections, changed. */
function byGate(changes: object): Guards {
  return bySettings({ gate: { ...plain.settings.gate, ...changes } });
}
function bySettings(changes: object): Guards {
  return guardsOf(rehearsalInputs(settingsSchema.parse({ ...settingsOf("rehearsal"), ...changes })));
}

const before = guardsOf(plain);
const found = (one: Guards, other: Guards) =>
  looseningsBetween(one, other, clock()).map(({ id, text }) => `${id}: ${text}`);

const row = "| Error Rate <!-- id: error-rate --> |";
const { vercel, supabase, gate } = settingsOf("rehearsal") as {
  vercel: object;
  supabase: object;
  gate: { contacts: Record<string, object> };
};
/** The rehearsal with another way to reach somebody; without one, with no word on it. */
const reached = (id: string, reach?: string) => {
  const { reach: _, ...rest } = gate.contacts[id] as { reach: string };
  return byGate({ contacts: { ...gate.contacts, [id]: { ...rest, ...(reach && { reach }) } } });
};

/** Each change, and the ids of what it weakens; undone, it weakens nothing. */
const looser: readonly (readonly [what: string, loosened: () => Guards, ids: readonly string[]])[] = [
  ["an alert that comes later", () => byRunbook(["> 1% ", "> 2% "]), ["alert/error-rate"]],
  ["an alert of another sign that comes later", () => byRunbook(["< 99.5%", "< 99%"]), ["alert/uptime"]],
  ["a warning that comes later", () => byRunbook(["< 0.5%", "< 0.7%"]), ["warning/error-rate"]],
  [
    "an incident that begins later",
    () => byRunbook(["Spike (> 5%)", "Spike (> 6%)"]),
    ["incident/error-rate-spike"],
  ],
  ["an item that is gone", () => byRunbook(["- [ ] Final code review\n", ""]), ["item/final-code-review"]],
  ["a longer window", () => byRunbook(["2-4 AM UTC", "2-5 AM UTC"]), ["silence/length"]],
  ["a rarer review", () => byRunbook(["Quarterly", "Yearly"]), ["runbook/review"]],
  ["a longer break-glass", () => byGate({ breakGlassHours: 2 }), ["gate/break-glass"]],
  [
    "older proof",
    () => byGate({ freshHours: { "database-backup-on-production": 31 } }),
    ["gate/fresh/database-backup-on-production"],
  ],
  [
    "older proof",
    () => byGate({ freshHours: { "database-backup-on-production": 31 } }),
    ["gate/fresh/database-backup-on-production"],
  ],
  ["older drills", () => byGate({ restoreDrillDays: 31 }), ["gate/restore-drill"]],
  ["more grace", () => byGate({ reviewGraceDays: 15 }), ["gate/review-grace"]],
  ["earlier proof", () => byGate({ provableFromHours: { "1h": 48 } }), ["gate/provable/prove-1h-items"]],
  [
    "a rule that is only observed",
    () => byGate({ observe: { "open-window": "2026-03-01" } }),
    ["observe/open-window"],
  ],
  [
    "a longer recovery that is cut",
    () => bySettings({ supabase: { ...supabase, storageCopy: undefined } }),
    ["backup/bucket/documents"],
  ],
  ["a contact that is gone", () => byRunbook(["| CEO | TBD | TBD | TBD |\n", ""]), ["contact/ceo"]],
  [
    "somebody who is only notified",
    () => reached("on-call-engineer", "notify"),
    ["contact/on-call-engineer"],
  ],
  ["somebody who is left alone", () => reached("product-manager", "none"), ["contact/product-manager"]],
  ["no word on how somebody is reached", () => reached("devops-lead"), ["contact/devops-lead"]],
  [
    "a check that is gone",
    () => byRunbook(["| Database Connection | Check Supabase dashboard | Connected |\n", ""]),
    ["check/database-connection"],
  ],
  [
    "a rollback that is gone",
    () => byRunbook([firstIn(/### Database Rollback [\s\S]*?(?=### Full Rollback)/), ""]),
    ["rollback/database-rollback"],
  ],
  ["no Datadog", () => bySettings({ datadog: { enabled: false, acceptOff: true } }), ["off/Datadog"]],
  [
    "an open host",
    () => bySettings({ vercel: { ...vercel, protection: { exceptions: ["old.marsana.com"] } } }),
    ["protection/exception/old.marsana.com"],
  ],
  [
    "less protection",
    () => bySettings({ vercel: { ...vercel, protection: { deployments: "onlyPreviewDeployments" } } }),
    ["protection/deployments"],
  ],
  [
    "fewer deployments kept",
    () => bySettings({ vercel: { ...vercel, retention: { production: "6m" } } }),
    ["retention/production"],
  ],
];

describe("what weakens", () => {
  it("is an emergency that proves less of what config adds, and not its opposite", () => {
    const more = byGate({ emergencyItems: ["verify-backup-strategy"] });
    const ids = (one: Guards, other: Guards) => looseningsBetween(one, other, clock()).map(({ id }) => id);
    assert.deepEqual(ids(more, before), ["gate/emergency/verify-backup-strategy"]);
    assert.deepEqual(ids(before, more), []);
  });

  for (const [what, loosened, ids] of looser) {
    it(`is ${what}, and not its opposite`, () => {
      assert.deepEqual(
        looseningsBetween(before, loosened(), clock()).map(({ id }) => id),
        ids,
      );
      assert.deepEqual(found(loosened(), before), []);
    });
  }

  it("is said with what it was and what it is", () => {
    assert.deepEqual(found(before, byRunbook(["> 1% ", "> 2% "])), [
      'alert/error-rate: the alert threshold of "Error Rate" is > 2%, and was > 1%',
    ]);
  });

  it("is a weaker identity, a shorter recovery, a later word of silence", () => {
    const strict = byGate({ identity: "oidc" });
    assert.deepEqual(found(strict, before), [
      "gate/identity: how a person's word is known is typed, and was oidc",
    ]);
    const longer = bySettings({ supabase: { ...supabase, pitrDays: 14 } });
    assert.deepEqual(found(longer, before), [
      "backup/recovery: point-in-time recovery is 7 days, and was 14 days",
    ]);
    const sentry = { ...settingsOf("rehearsal").sentry, silenceMinutes: 1440 };
    assert.deepEqual(
      found(before, bySettings({ sentry })).map((one) => one.split(":")[0]),
      ["sentry/silence"],
    );
  });

  it("is a row that is taken away, with its alert and its warning", () => {
    const text = /\| Uptime <!--.*\n/.exec(changed())?.[0] ?? "";
    assert.deepEqual(
      found(before, byRunbook([text, ""])).map((one) => one.split(":")[0]),
      ["alert/uptime", "warning/uptime"],
    );
  });

  it("is no row that is reworded, moved, renamed, or written in another unit", () => {
    for (const to of [
      "| Failure Rate <!-- id: error-rate --> |",
      "| Failures <!-- id: failures, was: error-rate --> |",
    ])
      assert.deepEqual(found(before, byRunbook([row, to])), []);
    const lines = changed()
      .split("\n")
      .filter((line) => /^\| .*<!-- id/.test(line));
    const [first = "", second = ""] = lines;
    assert.deepEqual(found(before, byRunbook([`${first}\n${second}`, `${second}\n${first}`])), []);
    assert.deepEqual(found(before, byRunbook(["< 500ms | > 1000ms", "< 0.5s | > 1s"])), []);
  });

  it("is no item that stands in another list", () => {
    const item = "- [ ] Review release notes and changelog\n";
    const after = byRunbook([item, ""], ["- [ ] Final code review\n", `- [ ] Final code review\n${item}`]);
    assert.deepEqual(found(before, after), []);
  });

  it("is an alert that turns round, in either direction: nobody can compare the two", () => {
    const turned = byRunbook(["| < 0.5% | > 1% |", "| > 2% | < 1% |"]);
    const compared = (one: Guards, other: Guards) =>
      found(one, other).filter((text) => text.startsWith("alert/"));
    assert.match(
      String(compared(before, turned)),
      /is < 1%, and was > 1%: one cannot be compared with the other/,
    );
    assert.match(
      String(compared(turned, before)),
      /is > 1%, and was < 1%: one cannot be compared with the other/,
    );
  });

  it("is another handle for Datadog's alerts, in either direction", () => {
    const { datadog } = settingsOf("rehearsal") as { datadog: { handle: string } };
    const after = bySettings({ datadog: { ...datadog, handle: "@nobody" } });
    const line = (is: string, was: string) =>
      `alert-handle: the handle that Datadog's alerts go to is ${is}, and was ${was}: nobody can tell whether it guards as much`;
    assert.deepEqual(found(before, after), [line("@nobody", datadog.handle)]);
    assert.deepEqual(found(after, before), [line(datadog.handle, "@nobody")]);
  });

  it("is no contact, check or rollback that is renamed", () => {
    for (const [from, to] of [
      ["| Database Connection |", "| Connection <!-- id: connection, was: database-connection --> |"],
      [
        "### Quick Rollback (< 5 minutes)",
        "### Fast Rollback (< 5 minutes) <!-- id: fast-rollback, was: quick-rollback -->",
      ],
    ] as const)
      assert.deepEqual(found(before, byRunbook([from, to])), []);
    const { ceo, ...others } = gate.contacts;
    const { settings } = rehearsalInputs(
      settingsSchema.parse({
        ...settingsOf("rehearsal"),
        gate: { ...plain.settings.gate, contacts: { ...others, head: ceo } },
      }),
    );
    const runbook = runbookWith(["| CEO | TBD", "| Head <!-- id: head, was: ceo --> | TBD"]);
    assert.deepEqual(found(before, guardsOf({ ...plain, settings, runbook })), []);
  });

  it("is another query, in either direction", () => {
    const signals = {
      ...plain.signals,
      uptime: {
        query: "avg(last_1h):avg:x{$environment} by {env}",
        unit: "percent",
        onMissingData: "show_and_notify_no_data",
      },
    } as const;
    const after = guardsOf({ ...plain, signals });
    assert.match(String(found(before, after)), /^signal\/uptime: the query of "Uptime" is .*nobody can tell/);
    assert.match(String(found(after, before)), /^signal\/uptime: /);
  });

  it("is more traffic that nobody is told of, and less that is done without data; the other way round is none", () => {
    const changed = (id: string, change: object) => bySettings({ signals: { [id]: change } });
    const [more, less] = [{ minimumTraffic: 500 }, { minimumTraffic: 0 }];
    assert.deepEqual(found(before, changed("error-rate", more)), [
      'traffic/error-rate: the traffic up to which nobody is told of "Error Rate" is 500 events, and was 200 events',
    ]);
    assert.deepEqual(found(before, changed("error-rate", less)), []);
    const quiet = changed("uptime", { onMissingData: "resolve" });
    assert.deepEqual(found(before, quiet), [
      'missing-data/uptime: what is done without data of "Uptime" is resolve, and was show_and_notify_no_data',
    ]);
    assert.deepEqual(found(quiet, before), []);
  });
});

describe("a freeze", () => {
  const freeze = (from: string, to: string) => byGate({ freezes: [{ from, to, reason: "Year end" }] });
  const kept = freeze("2026-12-20T00:00:00Z", "2027-01-04T00:00:00Z");

  it("is weakened by being shortened or taken away, and by nothing else", () => {
    const said =
      "freeze/2026-12-20T00:00:00Z: the freeze from 2026-12-20T00:00:00Z to 2027-01-04T00:00:00Z (Year end) is not kept whole";
    assert.deepEqual(found(kept, before), [said]);
    assert.deepEqual(found(kept, freeze("2026-12-20T00:00:00Z", "2027-01-03T23:59:59Z")), [said]);
    assert.deepEqual(found(kept, freeze("2026-12-20T00:00:01Z", "2027-01-04T00:00:00Z")), [said]);
    assert.deepEqual(found(kept, freeze("2026-12-19T00:00:00Z", "2027-01-05T00:00:00Z")), []);
    assert.deepEqual(found(before, kept), []);
  });

  it("that is over, and an observation that is, can be cleared away", () => {
    const past = freeze("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    assert.deepEqual(found(past, before), []);
    assert.deepEqual(found(before, byGate({ observe: { "open-window": "2026-02-02" } })), []);
  });

  it("is kept by two that follow each other", () => {
    const [middle, reason] = ["2026-12-28T00:00:00Z", "Year end"];
    const parts = byGate({
      freezes: [
        { from: middle, to: "2027-01-04T00:00:00Z", reason },
        { from: "2026-12-20T00:00:00Z", to: middle, reason },
      ],
    });
    assert.deepEqual(found(kept, parts), []);
  });
});
