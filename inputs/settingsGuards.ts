// Reads off the config what guards the stack beside the runbook: the gate, backups, protection.
import { phaseOf, provableHoursOf, ruleOf } from "../release/items.ts";
import { completed } from "../release/people.ts";
import { identities } from "../release/record.ts";
import { dayMs } from "../release/situation.ts";
import type { Runbook } from "../runbook/index.ts";
import { amount, type Entry, formerly, weakening } from "./guardEntry.ts";
import type { Settings } from "./settings.ts";
import { retentionDays } from "./vercelSettings.ts";

/** Of the gate: how it judges, and what config lets it leave out. */
export function gateGuards({ gate: settings }: Settings, runbook: Runbook): Entry[] {
  const { identity, freshHours, emergencyItems, observe } = settings;
  const { breakGlassHours, restoreDrillDays, reviewGraceDays, looseningDays } = settings;
  const rank = identities.indexOf(identity);
  return [
    [
      "gate/identity",
      { words: "how a person's word is known", stricter: "higher", value: rank, text: identity },
    ],
    amount(
      "gate/break-glass",
      "the time for which a broken glass lets through",
      "lower",
      breakGlassHours,
      "h",
    ),
    amount("gate/restore-drill", "the age of a restore drill", "lower", restoreDrillDays, "days"),
    amount("gate/review-grace", "the grace of a review that is due", "lower", reviewGraceDays, "days"),
    amount(
      "gate/loosening",
      "the time for which a review of what weakens counts",
      "lower",
      looseningDays,
      "days",
    ),
    ...Object.entries(freshHours).map(([id, hours]) =>
      amount(`gate/fresh/${id}`, `the age of the proof of ${id}`, "lower", hours, "h"),
    ),
    ...runbook.preDeployment.map((list): Entry => {
      const hours = provableHoursOf({ runbook, settings }, list);
      const words = `the time before a release from which ${phaseOf(list)} items can be proven`;
      const [id, guard] = amount(`gate/provable/${ruleOf(list)}`, words, "lower", hours, "h");
      return [id, { ...guard, mayGo: true }];
    }),
    ...emergencyItems.map(
      (id): Entry => [`gate/emergency/${id}`, { words: `${id} in an emergency release` }],
    ),
    ...Object.entries(observe).map(([rule, date]) => {
      const until = Date.parse(date) + dayMs;
      const words = `${rule} only says what it would block, until the end of a day`;
      return weakening(`observe/${rule}`, words, { stricter: "lower", value: until, text: date, until });
    }),
  ];
}

export function supabaseGuards({ supabase: { pitrDays, storageCopy } }: Settings): Entry[] {
  return [
    amount("backup/recovery", "point-in-time recovery", "higher", pitrDays, "days"),
    ...(storageCopy?.buckets ?? []).map(
      (bucket): Entry => [`backup/bucket/${bucket}`, { words: `the copy of the storage bucket ${bucket}` }],
    ),
  ];
}

/** How people are told, weakest first. */
const reaches: readonly unknown[] = ["none", "notify", "page"];

/** Of each person whom the runbook calls, how they are reached. */
export function contactGuards({ gate: { contacts } }: Settings, runbook: Runbook): Entry[] {
  return runbook.contacts.map((contact): Entry => {
    const { reach } = completed(contact, contacts);
    const how =
      reach === undefined
        ? {}
        : ({ stricter: "higher", value: reaches.indexOf(reach), text: reach } as const);
    const words = `the way in which "${contact.role}" is reached`;
    return [`contact/${contact.id}`, { words, ...how, ...formerly("contact", contact) }];
  });
}

/** Vercel's protections, weakest first; the two standards, which differ in name, protect alike. */
const protections: Readonly<Record<Settings["vercel"]["protection"]["deployments"], number>> = {
  none: 0,
  onlyPreviewDeployments: 1,
  standardProtectionNew: 2,
  standardProtection: 2,
  allDeployments: 3,
};

export function vercelGuards({ vercel: { protection, retention, functions } }: Settings): Entry[] {
  const { deployments, exceptions } = protection;
  return [
    [
      "protection/deployments",
      {
        words: "deployment protection",
        stricter: "higher",
        value: protections[deployments],
        text: deployments,
      },
    ],
    ...exceptions.map((host) =>
      weakening(`protection/exception/${host}`, `${host} is reached without a login`),
    ),
    amount(
      "retention/production",
      "the time for which production deployments are kept",
      "higher",
      retentionDays[retention.production],
      "days",
    ),
    ...(functions.acceptOtherRegion
      ? [weakening("accept/region", "functions that run far from the database are accepted")]
      : []),
  ];
}
