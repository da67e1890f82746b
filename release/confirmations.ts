// Raises how well it is known whom a record is from, by the confirmations among the records. Nothing else changes by them.
import { type EvidenceRecord, identities, recordDigest } from "./record.ts";

/**
 * The records, each of a person with the identity that a confirmation of it gives where that is a better one. One that
 * confirms no record that is there changes nothing.
 */
export function withConfirmations(records: readonly EvidenceRecord[]): readonly EvidenceRecord[] {
  const confirmed = new Set(records.flatMap((record) => (record.type === "confirmation" ? [record.of] : [])));
  if (confirmed.size === 0) return records;
  return records.map((record) => {
    const raised = canBeConfirmed(record) && confirmed.has(recordDigest(record));
    return raised ? { ...record, identity: "reviewed" } : record;
  });
}

/** Whether it is the word of a person that is known as theirs in a weaker way than by a review. */
export function canBeConfirmed({ source, identity }: EvidenceRecord): boolean {
  return source.kind === "person" && identities.indexOf(identity) < identities.indexOf("reviewed");
}

/** The confirmations of what is not among the records: it was edited or taken away after it was confirmed. */
export function confirmationsOfNothing(records: readonly EvidenceRecord[]): EvidenceRecord[] {
  const confirmations = records.filter((record) => record.type === "confirmation");
  if (confirmations.length === 0) return [];
  const known = new Set(records.map(recordDigest));
  return confirmations.filter(({ of }) => !known.has(of));
}
