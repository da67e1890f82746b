// Conditions apart from the checklists: commit, freezes, contacts, cover, people.
import { gateSettingsOf } from "../situations.ts";
import type { ReleaseCase } from "./case.ts";

const freeze = (from: string, to: string) => ({ freezes: [{ from, to, reason: "Year end" }] });
const overlaps = { verdict: "blocked", states: { "avoid-freezes": "failed" } } as const;

/** A release whose window starts then, with cover that moves along. */
const starting = (start: string, minutes = 120) => ({ window: { start, minutes } });

const calendar: readonly ReleaseCase[] = [
  {
    what: "a freeze that ends as the window opens",
    at: "T",
    settings: freeze("2026-02-01T00:00:00Z", "2026-02-03T09:00:00Z"),
    verdict: "ready",
  },
  {
    what: "a freeze that ends 1 ms later",
    at: "T",
    settings: freeze("2026-02-01T00:00:00Z", "2026-02-03T09:00:00.001Z"),
    ...overlaps,
    says: { "avoid-freezes": "to 2026-02-03T09:00:00.001Z: Year end" },
  },
  {
    what: "a freeze that begins as the window closes",
    at: "T",
    settings: freeze("2026-02-03T12:00:00+01:00", "2026-02-04T00:00:00Z"),
    verdict: "ready",
  },
  {
    what: "a freeze that begins 1 ms before",
    at: "T",
    settings: freeze("2026-02-03T11:59:59.999+01:00", "2026-02-04T00:00:00Z"),
    ...overlaps,
  },
  {
    what: "a window that opens as maintenance ends",
    at: "T",
    release: starting("2026-03-01T04:00:00Z"),
    verdict: "ready",
  },
  {
    what: "a window that opens 1 ms before",
    at: "T",
    release: starting("2026-03-01T03:59:59.999Z"),
    ...overlaps,
    says: { "avoid-freezes": "(Monthly (first Sunday, 2-4 AM UTC)) of 2026-03-01T02:00:00.000Z" },
  },
  {
    what: "a window that closes as maintenance begins",
    at: "T",
    release: starting("2026-03-01T00:00:00Z"),
    verdict: "ready",
  },
  {
    what: "a window that closes a minute later",
    at: "T",
    release: starting("2026-03-01T00:00:00Z", 121),
    ...overlaps,
  },
  {
    what: "a window of a day around the maintenance",
    at: "T",
    release: starting("2026-02-28T20:00:00Z", 1440),
    ...overlaps,
  },
  {
    what: "a window on another Sunday, at that time",
    at: "T",
    release: starting("2026-03-08T02:00:00Z"),
    verdict: "ready",
  },
];

const { contacts } = gateSettingsOf();
const contactsWith = (change: object) => ({
  contacts: { ...contacts, ceo: { ...contacts["ceo"], ...change } },
});
const unreachable = { verdict: "blocked", states: { "require-contacts": "failed" } } as const;

const people: readonly ReleaseCase[] = [
  {
    what: "contacts that are all TBD",
    at: "T",
    settings: { contacts: {} },
    ...unreachable,
    says: {
      "require-contacts":
        "CEO (ceo) has no name, no phone, no email, no word on whether to page, notify or leave alone",
    },
  },
  {
    what: "a phone as it is dialled at home",
    at: "T",
    settings: contactsWith({ phone: "0155 50100" }),
    ...unreachable,
    says: { "require-contacts": "a phone that is not in E.164 form" },
  },
  {
    what: "a phone of 16 digits",
    at: "T",
    settings: contactsWith({ phone: "+1234567890123456" }),
    ...unreachable,
  },
  {
    what: "a phone in groups",
    at: "T",
    settings: contactsWith({ phone: "+49 (155) 501-00" }),
    verdict: "ready",
  },
  {
    what: "a contact of whom nobody knows how to reach them",
    at: "T",
    settings: contactsWith({ reach: undefined }),
    ...unreachable,
  },
  {
    what: "a contact that the runbook has not",
    at: "T",
    settings: { contacts: { ...contacts, cto: {} } },
    ...unreachable,
    says: { "require-contacts": "config has a contact cto" },
  },
];

const cover = (...spans: [string, string][]) => ({
  onCall: spans.map(([from, to]) => ({ person: "ola", from: `2026-02-${from}`, to: `2026-02-${to}` })),
});
const uncovered = { verdict: "blocked", states: { "require-on-call-cover": "failed" } } as const;

const onCall: readonly ReleaseCase[] = [
  {
    what: "cover that begins 1 ms too late",
    at: "T",
    release: cover(["03T08:00:00.001Z", "06T09:00:00Z"]),
    ...uncovered,
    says: { "require-on-call-cover": "nobody is on call at 2026-02-03T08:00:00.000Z" },
  },
  {
    what: "cover that ends 1 ms too early",
    at: "T",
    release: cover(["03T08:00:00Z", "06T08:59:59.999Z"]),
    ...uncovered,
    says: { "require-on-call-cover": "nobody is on call at 2026-02-06T08:59:59.999Z" },
  },
  {
    what: "cover with a gap of 1 ms",
    at: "T",
    release: cover(["03T08:00:00Z", "04T08:00:00Z"], ["04T08:00:00.001Z", "06T09:00:00Z"]),
    ...uncovered,
    says: { "require-on-call-cover": "nobody is on call at 2026-02-04T08:00:00.000Z" },
  },
  {
    what: "cover by turns, in any order, one within another",
    at: "T",
    release: cover(
      ["04T08:00:00Z", "06T09:00:00Z"],
      ["03T10:00:00Z", "03T11:00:00Z"],
      ["03T07:00:00Z", "04T08:00:00Z"],
    ),
    verdict: "ready",
  },
  {
    what: "cover whose end comes before its start",
    at: "T",
    release: cover(["06T09:00:00Z", "03T08:00:00Z"]),
    ...uncovered,
  },
];

const commits: readonly ReleaseCase[] = ["main", "1".repeat(39), "v2.0.0", "A".repeat(40)].map((commit) => {
  return {
    what: `the commit ${commit}`,
    at: "T",
    release: { commit },
    verdict: "blocked",
    states: { "require-full-commit": "failed" },
  } as const;
});

export const conditionsHeld: readonly ReleaseCase[] = [
  ...calendar,
  ...people,
  ...onCall,
  ...commits,
  { what: "a commit of SHA-256", at: "T", release: { commit: "b".repeat(64) }, verdict: "ready" },
];
