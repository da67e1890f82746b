// Copies new and changed storage objects to a bucket elsewhere. What is gone from the storage stays in the copy.
import type { ObjectStore, StoredObject } from "../services/objectStore.ts";

export interface CopyPlan {
  /** The buckets of the storage. */
  buckets: readonly string[];
  /** The bucket that keeps the copy, each storage bucket in a folder of its name below the prefix. */
  destination: { bucket: string; prefix: string };
}

export interface CopyReport {
  copied: number;
  unchanged: number;
  /** Of what was copied. */
  bytes: number;
  /** Objects that are in the copy and not in the storage any more: they are kept. */
  kept: number;
  /** Objects that could not be copied, and why; the others are. */
  failures: string[];
}

/**
 * An object that was changed less than this before its copy was made is copied again: it may have been changed while
 * it was being copied, and the clocks of two services may differ.
 */
const overlapMs = 3_600_000;

/** How many objects are on their way at a time. */
const width = 4;

/**
 * Makes the copy complete. May be stopped at any moment and run any number of times: what is in the copy already is
 * found by its size and age, not by a record of its own.
 * @throws what the stores throw where a bucket cannot be listed
 */
export async function copyStorage(
  source: ObjectStore,
  destination: ObjectStore,
  plan: CopyPlan,
): Promise<CopyReport> {
  const report: CopyReport = { copied: 0, unchanged: 0, bytes: 0, kept: 0, failures: [] };
  for (const bucket of plan.buckets) await copyBucket(source, destination, bucket, plan.destination, report);
  return report;
}

async function copyBucket(
  source: ObjectStore,
  destination: ObjectStore,
  bucket: string,
  to: CopyPlan["destination"],
  report: CopyReport,
): Promise<void> {
  const folder = `${to.prefix}${bucket}/`;
  const copies = new Map<string, StoredObject>();
  for await (const copy of destination.list(to.bucket, folder)) copies.set(copy.key, copy);

  const copyOne = async (object: StoredObject): Promise<void> => {
    const key = folder + object.key;
    const copy = copies.get(key);
    copies.delete(key);
    if (copy !== undefined && isCopyOf(copy, object)) {
      report.unchanged += 1;
      return;
    }
    try {
      const opened = await source.open(bucket, object.key);
      // Gone since it was listed: there is nothing to copy any more.
      if (opened === undefined) return;
      await destination.put(to.bucket, key, opened);
      report.copied += 1;
      report.bytes += object.size;
    } catch (error) {
      report.failures.push(
        `${bucket}/${object.key}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  await inParallel(source.list(bucket, ""), copyOne);
  report.kept += copies.size;
}

function isCopyOf(copy: StoredObject, object: StoredObject): boolean {
  return copy.size === object.size && copy.modified.getTime() - overlapMs > object.modified.getTime();
}

/** Does the work on each item, a few at a time, and reads on only as fast as the work is done. */
async function inParallel<Item>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const lane = async () => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
