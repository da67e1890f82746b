// What `npm run supabase` talks to: the real services, or for the rehearsal stack their stand-ins on this machine.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../inputs/inputError.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import type { Settings } from "../inputs/settings.ts";
import { type StorageCopy, storageSecrets } from "../inputs/supabaseSettings.ts";
import { startObjectStore } from "../rehearsal/objectStore.ts";
import { startSupabase } from "../rehearsal/supabase.ts";
import { type ObjectStore, type ObjectStoreOptions, objectStore } from "../services/objectStore.ts";
import { type SupabaseClient, supabaseClient } from "../services/supabase.ts";

export interface Opened<Service> {
  service: Service;
  close(): Promise<void>;
}

/** @throws InputError where the token is missing or cannot be used */
export async function openSupabase(
  stack: string,
  stateFolder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Opened<SupabaseClient>> {
  if (stack === rehearsalStack) {
    const { url, close } = await startSupabase({ stateFile: join(stateFolder, "supabase.json") });
    return { service: supabaseClient({ accessToken: "rehearsal", baseUrl: url }), close };
  }
  const { SUPABASE_ACCESS_TOKEN: accessToken = "" } = required(environment, ["SUPABASE_ACCESS_TOKEN"]);
  const baseUrl = environment["SUPABASE_API_URL"] || undefined;
  const service = supabaseClient({ accessToken, ...(baseUrl !== undefined && { baseUrl }) });
  return { service, close: async () => {} };
}

export interface Stores {
  source: ObjectStore;
  destination: ObjectStore;
}

/** The storage and where it is copied to. @throws InputError where a secret is missing */
export async function openStores(
  stack: string,
  { projectRef, region }: Settings["supabase"],
  copy: StorageCopy,
  stateFolder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Opened<Stores>> {
  const { destination } = copy;
  if (stack === rehearsalStack) return await openRehearsedStores(copy, stateFolder);
  const secrets = required(environment, storageSecrets);
  // The storage's own host, which takes large objects better than the project's.
  const storage = `https://${projectRef}.storage.supabase.co/storage/v1/s3`;
  return opened(
    { ...keyed(copy, secrets.SUPABASE_STORAGE_SECRET_KEY), endpoint: storage, region },
    { ...keyed(destination, secrets.STORAGE_COPY_SECRET_KEY), ...destination },
  );
}

const keyed = ({ accessKeyId }: { accessKeyId: string }, secretAccessKey: string) => ({
  accessKeyId,
  secretAccessKey,
});

/** Folders of the rehearsal's state: what lies in `storage/<bucket>` is what is copied. */
async function openRehearsedStores(
  { buckets, accessKeyId, destination }: StorageCopy,
  stateFolder: string,
): Promise<Opened<Stores>> {
  for (const bucket of buckets) {
    const folder = join(stateFolder, "storage", bucket);
    if (existsSync(folder)) continue;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "example.txt"), "An object of the rehearsal.\n");
  }
  mkdirSync(join(stateFolder, "storage-copy", destination.bucket), { recursive: true });
  const folders = [
    { folder: join(stateFolder, "storage"), accessKeyId },
    { folder: join(stateFolder, "storage-copy"), accessKeyId: destination.accessKeyId },
  ] as const;
  const [from, to] = await Promise.all([startObjectStore(folders[0]), startObjectStore(folders[1])]);
  const standIn = (accessKeyId: string, endpoint: string) => ({
    accessKeyId,
    endpoint,
    region: "rehearsal",
    secretAccessKey: "rehearsal",
  });
  return opened(standIn(accessKeyId, from.url), standIn(destination.accessKeyId, to.url), async () => {
    await from.close();
    await to.close();
  });
}

function opened(
  from: ObjectStoreOptions,
  to: ObjectStoreOptions,
  closeServices: () => Promise<void> = async () => {},
): Opened<Stores> {
  const service = { source: objectStore(from), destination: objectStore(to) };
  const close = async () => {
    service.source.close();
    service.destination.close();
    await closeServices();
  };
  return { service, close };
}

/** @throws InputError that names every variable that is missing */
function required<Name extends string>(
  environment: NodeJS.ProcessEnv,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new InputError(
      "The environment lacks what this command needs.",
      missing.map((name) => `${name}: found nothing; required: the secret; mend: set ${name} to it`),
    );
  }
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ""])) as Record<Name, string>;
}
