// What no database backup holds, in words: the storage objects, and where else they are to be found.
import type { Settings } from "../inputs/settings.ts";

/** One line without an end. That a copy is configured does not say that its schedule runs: the words do not claim it. */
export function notBackedUp({ projectRef, storageCopy }: Settings["supabase"]): string {
  const what = `storage objects of Supabase project ${projectRef}: no part of its database backups`;
  if (storageCopy === undefined)
    return `${what}, and copied nowhere; to have them copied, set marsana-fleet:supabase.storageCopy (docs/config.md)`;
  const { buckets, schedule, destination } = storageCopy;
  const place = `${destination.bucket}/${destination.prefix} at ${destination.endpoint}`;
  return `${what}; the buckets ${buckets.join(", ")} are to be copied to ${place} at ${schedule} (UTC), and no others`;
}
