// Reads the evidence of a release, and the reviews of what weakens: every record is checked before it is believed.
import { confirmationsOfNothing } from "../release/confirmations.ts";
import { type ReviewRecord, reviewRecordSchema } from "../release/looseningReview.ts";
import { type EvidenceRecord, recordName, recordSchema } from "../release/record.ts";
import { problem } from "./configPlace.ts";
import { type ReadRecords, readRecords } from "./loadRecords.ts";
import { nearestOf } from "./nearest.ts";

export interface Expected {
  readonly version: string;
  /** The instant of the run: a rehearsal's may lie in the past, where later records are not made yet. */
  readonly instant: Date;
  /** What the clock says: a record later than both was made by a clock that is wrong. Default: the instant. */
  readonly latest?: Date;
}

/** Records that can be believed, oldest first, and a problem for each file that cannot be. */
export type Read<Kind extends EvidenceRecord | ReviewRecord> = Pick<
  ReadRecords<Kind>,
  "records" | "problems"
>;

/** The evidence in the folders; a folder that does not exist holds none. */
export function loadEvidence(
  folders: readonly string[],
  { version, instant, latest }: Expected,
): Read<EvidenceRecord> {
  const { records, problems, all } = readRecords(folders, {
    schema: recordSchema,
    instant,
    latest,
    again: "prove the item again",
    objection: ({ release }, place) =>
      release.version === version
        ? undefined
        : problem(place, `a record of release ${release.version}`, `one of ${version}`, "move it back"),
  });
  return {
    records,
    problems: [...problems, ...orphanProblems(all, problems, `releases/${version}/evidence`)],
  };
}

/** The reviews in the folders and what confirms them, as evidence is read: what cannot be believed counts for nothing. */
export function loadReviews(
  folders: readonly string[],
  { instant, latest }: Omit<Expected, "version">,
): Read<ReviewRecord> {
  const again = "have it reviewed again";
  const { records, problems, all } = readRecords(folders, {
    schema: reviewRecordSchema,
    instant,
    latest,
    again,
  });
  return { records, problems: [...problems, ...orphanProblems(all, problems, "reviews")] };
}

/**
 * For a release that is still to be deployed: the runbook may have changed since an earlier one was.
 * @param items the items of the runbook, such as `48h/verify-backup-strategy`
 * @returns a problem for every record of an item that the runbook has not
 */
export function unknownItemProblems(
  records: readonly EvidenceRecord[],
  version: string,
  items: readonly string[],
): string[] {
  return records.flatMap((record) => {
    if (!("item" in record) || items.includes(record.item)) return [];
    const nearest = nearestOf(record.item, items);
    return problem(
      `releases/${version}/evidence/${recordName(record)}`,
      `the item ${record.item}, which the runbook has not`,
      nearest === undefined
        ? `one of ${items.join(", ")}`
        : `an item of the runbook; the nearest is ${nearest}`,
      "prove the item under its name of today, and delete this record, or give the item its old words back",
    );
  });
}

/** One for each confirmation of nothing. Nobody knows what a file that cannot be read has been. */
function orphanProblems(
  all: readonly (EvidenceRecord | ReviewRecord)[],
  unreadable: readonly string[],
  folder: string,
): string[] {
  if (unreadable.length > 0) return [];
  return confirmationsOfNothing(all).map((one) =>
    problem(
      `${folder}/${recordName(one)}`,
      "a confirmation of a record that is not there: somebody has edited it or taken it away",
      "the record as it was confirmed",
      `bring it back (${one.detail}), or delete this file and confirm again`,
    ),
  );
}
