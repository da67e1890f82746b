// Raises how well it is known whom a record is from, by the confirmations among the records. Nothing else changes by them.
import { type Identity, identities, recordDigest, type Stored } from "./record.ts";

/** A record of a release, or a review of what weakens; or a confirmation of one, which says of which. */
export interface Confirmable extends Stored {
  readonly identity: Identity;
  readonly source: { readonly kind: string };
  readonly of?: string;
}

/**
 * The records, each of a person with the identity that a confirmation of it gives where that is a better one. One that
 * confirms no record that is there changes nothing.
 */
export function withConfirmations<Kind extends Confirmable>(records: readonly Kind[]): readonly Kind[] {
  const confirmed = new Set(confirmationsAmong(records).map(({ of }) => of));
  if (confirmed.size === 0) return records;
  return records.map((record) => {
    const raised = canBeConfirmed(record) && confirmed.has(recordDigest(record));
    return raised ? { ...record, identity: "reviewed" } : record;
  });
}

/** Whether it is the word of a person that is known as theirs in a weaker way than by a review. */
export function canBeConfirmed({ source, identity }: Confirmable): boolean {
  return source.kind === "person" && identities.indexOf(identity) < identities.indexOf("reviewed");
}

/** The confirmations of what is not among the records: it was edited or taken away after it was confirmed. */
export function confirmationsOfNothing<Kind extends Confirmable>(records: readonly Kind[]): Kind[] {
  const confirmations = confirmationsAmong(records);
  if (confirmations.length === 0) return [];
  const known = new Set(records.map(recordDigest));
  return confirmations.filter(({ of = "" }) => !known.has(of));
}

function confirmationsAmong<Kind extends Confirmable>(records: readonly Kind[]): Kind[] {
  return records.filter(({ type }) => type === "confirmation");
}
