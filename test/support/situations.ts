// A release that may be deployed, with all its proof, and ways to change one thing of it. Instants count from its start, T.
import assert from "node:assert/strict";
import { type GateSettings, gateSettingsSchema } from "../../release/gateSettings.ts";
import { keyOf, phaseOf } from "../../release/items.ts";
import {
  type LooseningReview,
  type ReviewRecord,
  reviewRecordSchema,
} from "../../release/looseningReview.ts";
import { type EvidenceRecord, type RecordOf, recordDigest, recordSchema } from "../../release/record.ts";
import { digestsOf, type Release, releaseSchema } from "../../release/release.ts";
import type { RecordedRelease, Situation } from "../../release/situation.ts";
import type { Runbook } from "../../runbook/index.ts";
import { changedRunbook } from "./changedRunbook.ts";

export const plainRunbook = changedRunbook();

const unitMs = { ms: 1, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "T-48h+1ms" is one millisecond after 48 hours before T. */
export function instantAt(text: string, start = "2026-02-03T09:00:00Z"): Date {
  assert.match(text, /^T(?:[+-][\d.]+(?:ms|m|h|d))*$/);
  const steps = [...text.matchAll(/([+-][\d.]+)(ms|m|h|d)/g)];
  return new Date(
    steps.reduce(
      (sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
      Date.parse(start),
    ),
  );
}

/** A standard release that starts two days after a maintenance window, which is on a first Sunday. */
export function releaseOf(changes: object = {}): Release {
  const start = (changes as Partial<Release>).window?.start;
  return releaseSchema.parse({
    version: "2.0.0",
    commit: "1".repeat(40),
    window: { start: "2026-02-03T09:00:00Z", minutes: 120 },
    changes: ["Document upload in several parts"],
    migrations: [migrationOf("expand")],
    rollback: { plan: "Promote the previous deployment", database: false },
    authors: ["ann"],
    deployer: "dan",
    approver: "lea",
    verifier: "val",
    onCall: [{ person: "ola", from: iso("T-4h", start), to: iso("T+72h", start) }],
    channels: ["#deployments"],
    ...changes,
  });
}

export function migrationOf(kind: "expand" | "contract" | "destructive") {
  return { file: "drizzle/0007_parts.sql", class: kind, reversible: true, digest: "2".repeat(64) };
}

export const emergencyOf = (trigger = "Security vulnerability") => ({
  kind: "emergency",
  emergency: { trigger, severity: "critical", incident: "https://incidents.example.com/7" },
});

function iso(text: string, start?: string): string {
  return instantAt(text, start).toISOString();
}

/** Where nobody's word is typed, everybody can be reached, and nothing else is set. */
export function gateSettingsOf(changes: object = {}): GateSettings {
  const reached = (number: number) => ({
    name: `Person ${number}`,
    phone: `+4915550${number}`,
    email: `${number}@example.com`,
    reach: "page",
  });
  const contacts = Object.fromEntries(
    plainRunbook.contacts.map(({ id }, index) => [id, reached(100 + index)]),
  );
  return gateSettingsSchema.parse({ contacts, ...changes });
}

/** A record as somebody says it: its type, when, and what differs from a collector's. */
export interface Saying {
  readonly type: EvidenceRecord["type"];
  readonly at: string;
  readonly [field: string]: unknown;
}

export function recordOf({ at, url, kind, ...fields }: Saying, release: Release): EvidenceRecord {
  return recordSchema.parse({
    by: "col",
    identity: "oidc",
    source: { kind: kind ?? "collector", ...(url !== undefined && { url }) },
    detail: `${fields.type} is there`,
    release: { version: release.version, ...digestsOf(release) },
    ...fields,
    at: iso(at, release.window.start),
  });
}

/** GitHub shows whose record it is. */
export function confirmationOf(record: EvidenceRecord, at = "T-1h"): EvidenceRecord {
  return recordSchema.parse({
    type: "confirmation",
    of: recordDigest(record),
    at: iso(at),
    by: "confirm",
    identity: "reviewed",
    source: { kind: "github", url: "https://github.com/marsana/fleet/pull/7" },
    detail: "It came in by pull request 7",
    release: record.release,
  });
}

/** GitHub shows whose a review of what weakens is. */
export function confirmationOfReview(review: LooseningReview, at: string): ReviewRecord {
  return reviewRecordSchema.parse({
    type: "confirmation",
    of: recordDigest(review),
    at,
    by: "confirm",
    identity: "reviewed",
    source: { kind: "github", url: "https://github.com/marsana/fleet/pull/7" },
    detail: `It came in by pull request 7 of ${review.author}, approved by ${review.by}`,
  });
}

export const pass = (item: string, at: string, more: object = {}): Saying => {
  return { type: "evidence", item, result: "pass", at, ...more };
};
export const found = (result: "fail" | "unknown", item: string, at: string, more: object = {}): Saying => {
  return { type: "evidence", item, result, at, ...more };
};
/** What a person has said, known as the identity says. */
export const word = (identity: EvidenceRecord["identity"], by = "val") => ({ kind: "person", identity, by });

/** When the items of a list are proven: some hours before they are due, and not before they can be. */
const leadHours = 2;

/** What production serves on a stack, as a machine has seen it. */
export const serving = (state: RecordOf<"production">["state"], at: string, stack = "prod"): Saying => {
  return { type: "production", state, stack, at, deployment: "dpl_1", detail: `production is ${state}` };
};

/** One pass for each item of each list, what production serves, and the approval. */
export function allProof(runbook: Runbook = plainRunbook): Saying[] {
  const passes = runbook.preDeployment.flatMap((list) =>
    list.items.map((item) => pass(keyOf(list, item), `T-${list.hoursBefore + leadHours}h`)),
  );
  return [
    ...passes,
    serving("promoted", "T-3h"),
    { type: "approval", at: "T-3h", ...word("reviewed", "lea") },
  ];
}

/** What differs from the release that may be deployed. */
export interface Difference {
  readonly release?: object;
  /** What was recorded was recorded for this release, before it was changed. */
  readonly provenFor?: object;
  /** More that was recorded then. */
  readonly before?: readonly Saying[];
  readonly runbook?: Runbook;
  readonly settings?: object;
  /** Items, lists (`48h/*`), or types of which nothing is recorded. */
  readonly without?: readonly string[];
  /** What is recorded too, for the release as it is. */
  readonly with?: readonly Saying[];
  readonly others?: readonly RecordedRelease[];
  readonly stack?: string;
}

/** The situation at an instant: what was recorded until then, with the difference. */
export function situationAt(at: string, difference: Difference = {}): Situation {
  const { runbook = plainRunbook, without = [], others = [], stack = "prod" } = difference;
  const release = releaseOf(difference.release);
  const proven = releaseOf(difference.provenFor ?? difference.release);
  const instant = instantAt(at, release.window.start);
  const lists = runbook.preDeployment.map((list) => `${phaseOf(list)}/*`);
  for (const name of without)
    assert.ok(
      lists.includes(name) || allProof(runbook).some((one) => (one["item"] ?? one.type) === name),
      `there is no ${name} to leave out`,
    );
  const isLeft = ({ type, item }: Saying) =>
    !without.some((name) => name === (item ?? type) || name === String(item).replace(/\/.*/, "/*"));
  const records = [
    ...allProof(runbook)
      .filter(isLeft)
      .map((one) => recordOf(one, proven)),
    ...(difference.before ?? []).map((one) => recordOf(one, proven)),
    ...(difference.with ?? []).map((one) => recordOf(one, release)),
  ].filter((record) => Date.parse(record.at) <= instant.getTime());
  return { runbook, release, records, others, settings: gateSettingsOf(difference.settings), stack, instant };
}

/** Another release of the project, with what was recorded of it. */
export function otherRelease(release: object, ...said: readonly Saying[]): RecordedRelease {
  const other = releaseOf({ version: "1.9.0", ...release });
  return { release: other, records: said.map((one) => recordOf(one, other)) };
}
