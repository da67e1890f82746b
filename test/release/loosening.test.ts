// What weakens, and what does not: a table of single changes.
import assert from "node:assert/strict";
import { guardsOf } from "../../inputs/guards.ts";
import { settingsSchema } from "../../inputs/settings.ts";
import type { Guards } from "../../release/guards.ts";
import { looseningsBetween } from "../../release/loosening.ts";
import { changed } from "../support/changedRunbook.ts";
import { clock, rehearsalInputs, settingsOf } from "../support/inputs.ts";
import {
  before,
  byGate,
  byRunbook,
  bySettings,
  found,
  gate,
  looser,
  plain,
  runbookWith,
  supabase,
} from "../support/looserModels.ts";

const row = "| Error Rate <!-- id: error-rate --> |";

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

  it("is an issue, or a crash, that Sentry speaks of later, and nobody of whom it spoke to", () => {
    const own = settingsOf("rehearsal").sentry;
    const sentry = (changes: object) => bySettings({ sentry: { ...own, ...changes } });
    const slack = { workspaceId: 77, channel: "#fleet" };
    const looserBy = (one: Guards, changes: object) =>
      found(one, sentry(changes)).map((text) => text.split(":")[0]);
    const cases: [changes: object, ids: string[]][] = [
      [{ frequent: { ...own.frequent, events: 101 } }, ["sentry/events"]],
      [{ frequent: { ...own.frequent, eventsWithin: "15m" } }, ["sentry/events-within"]],
      [{ frequent: { ...own.frequent, sessionsPercent: 6 } }, ["sentry/sessions"]],
      [{ frequent: { ...own.frequent, sessionsWithin: "30m" } }, ["sentry/sessions-within"]],
      [{ crashFree: { ...own.crashFree, percent: 98 } }, ["sentry/crash-free"]],
      [{ crashFree: { ...own.crashFree, windowMinutes: 1440 } }, ["sentry/crash-free-window"]],
      [{ repeatMinutes: 1440 }, ["sentry/repeat"]],
    ];
    for (const [changes, ids] of cases) {
      assert.deepEqual(looserBy(before, changes), ids);
      assert.deepEqual(found(sentry(changes), before), []);
    }
    assert.deepEqual(looserBy(before, { team: "others" }), ["sentry/team"]);
    assert.deepEqual(looserBy(before, { slack }), []);
    assert.deepEqual(found(sentry({ slack }), before), [
      "sentry/slack: the Slack channel that Sentry's alerts tell (#fleet of 77) is taken away",
    ]);
    assert.deepEqual(looserBy(sentry({ slack }), { slack: { ...slack, channel: "#quiet" } }), [
      "sentry/slack",
    ]);
    assert.deepEqual(found(before, sentry({ crashFree: { ...own.crashFree, percent: 98 } })), [
      "sentry/crash-free: the crash-free sessions below which Sentry alerts is 98 %, and was 99 %",
    ]);
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
