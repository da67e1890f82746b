// Everything an assessment looks at: the release, what the runbook asks of it, what has been recorded, and the instant.
import type { Runbook } from "../runbook/index.ts";
import { withConfirmations } from "./confirmations.ts";
import type { GateSettings } from "./gateSettings.ts";
import { type EvidenceRecord, identities, type RecordOf, recordText } from "./record.ts";
import { digestParts, digestsOf, type Release, startOf } from "./release.ts";

/** A release of the project with everything that was recorded for it. */
export interface RecordedRelease {
  readonly release: Release;
  readonly records: readonly EvidenceRecord[];
}

export interface Situation {
  readonly runbook: Runbook;
  readonly release: Release;
  readonly records: readonly EvidenceRecord[];
  /** The project's other releases. */
  readonly others: readonly RecordedRelease[];
  readonly settings: GateSettings;
  /** The name of the stack that is to be updated. */
  readonly stack: string;
  readonly instant: Date;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The instant so many hours before the deployment may begin. */
export function hoursBefore({ release }: Situation, hours: number): Date {
  return new Date(startOf(release).getTime() - hours * hourMs);
}

/** Records of a type, in the order in which they are given. */
export function recordsOf<Type extends EvidenceRecord["type"]>(
  records: readonly EvidenceRecord[],
  type: Type,
): RecordOf<Type>[] {
  return records.filter((record): record is RecordOf<Type> => record.type === type);
}

/** Oldest first; what was recorded in one instant in an order that depends on nothing but what it says. */
export function inOrder(records: readonly EvidenceRecord[]): EvidenceRecord[] {
  const timed = records.map((record) => ({ record, time: Date.parse(record.at), text: "" }));
  const textOf = (one: (typeof timed)[number]) => (one.text ||= recordText(one.record));
  timed.sort(
    (a, b) => a.time - b.time || worst(a.record) - worst(b.record) || (textOf(a) < textOf(b) ? -1 : 1),
  );
  return timed.map(({ record }) => record);
}

/** Of two records of one instant the one that says worse counts, so it comes last. */
function worst(record: EvidenceRecord): number {
  if (record.type === "production") return record.state === "promoted" ? 0 : 1;
  return record.type === "evidence" ? ["pass", "unknown", "fail"].indexOf(record.result) : 0;
}

/** Which parts of the release have changed since a record was made. */
export function changedSince({ release }: Pick<Situation, "release">, record: EvidenceRecord): string[] {
  const now = digestsOf(release);
  return digestParts.filter((part) => record.release[part] !== now[part]);
}

/** Whether a person's word is known to be theirs in too weak a way. */
export function isTooWeak(
  { settings }: Pick<Situation, "settings">,
  { identity }: Pick<EvidenceRecord, "identity">,
): boolean {
  return identities.indexOf(identity) < identities.indexOf(settings.identity);
}

/** Whether the stack has been updated to exactly this release before. As it opens the whole gate, no weak word says it. */
export function isDeployed(
  situation: Pick<Situation, "release" | "records" | "stack" | "settings">,
): boolean {
  return recordsOf(withConfirmations(situation.records), "deployed").some(
    (record) =>
      record.stack === situation.stack &&
      changedSince(situation, record).length === 0 &&
      !(record.source.kind === "person" && isTooWeak(situation, record)),
  );
}
