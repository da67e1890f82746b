// What a stack's config may say of the Supabase project.
import { z } from "zod";
import { key } from "./settingKeys.ts";

const httpsUrl = z.url({ protocol: /^https$/ });

/** Buckets of Supabase's storage may have other names than those of S3, but none with a slash. */
const sourceBucket = z.string().regex(/^[^/\s]+$/);
const s3Bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
const accessKeyId = z.string().regex(/^\w{3,128}$/);

/** The last value of each field: minute, hour, day of the month, month, day of the week. */
const cronFields = [59, 23, 31, 12, 7];

/**
 * Five fields of numbers. One that sets both kinds of day is refused: cron runs on the days that fit either, which is
 * hardly ever what was meant.
 */
function isCron(text: string): boolean {
  const fields = text.split(" ");
  const [, , dayOfMonth, , dayOfWeek] = fields;
  if (fields.length !== cronFields.length || (dayOfMonth !== "*" && dayOfWeek !== "*")) return false;
  return fields.every((field, index) => {
    const numbers = field.match(/\d+/g) ?? [];
    const form = /^(?:\*|\d+(?:-\d+)?)(?:\/\d+)?(?:,(?:\*|\d+(?:-\d+)?)(?:\/\d+)?)*$/;
    return form.test(field) && numbers.every((number) => Number(number) <= (cronFields[index] ?? 0));
  });
}

const whenToCopy =
  "when to copy: a cron expression of five fields in UTC, of which not both kinds of day are set";

const destination = z.strictObject({
  endpoint: key(
    httpsUrl,
    "the address of the S3-compatible service that keeps the copy",
    "https://s3.eu-west-1.amazonaws.com",
  ),
  region: key(z.string().regex(/^[a-z0-9-]+$/), "the region of that service", "eu-west-1"),
  bucket: key(s3Bucket, "the bucket that keeps the copy; with versions, so that no copy is lost", "<bucket>"),
  prefix: key(
    z.string().regex(/^(?:[\w.-]+\/)*$/),
    "what the copy's keys begin with: nothing, or folders that end in /",
    "production/",
  ).default(""),
  accessKeyId: key(accessKeyId, "the id of the key that may list and write there", "<id>"),
});

const storageCopy = z.strictObject({
  buckets: key(z.array(sourceBucket).min(1), "the buckets of Supabase's storage to copy", "documents"),
  accessKeyId: key(accessKeyId, "the id of the S3 access key of Supabase's storage", "<id>"),
  schedule: key(z.string().refine(isCron, whenToCopy), whenToCopy, "0 3 * * *"),
  destination,
});
export type StorageCopy = z.infer<typeof storageCopy>;

export const supabaseSchema = z.strictObject({
  projectRef: key(
    z.string().regex(/^[a-z]{20}$/),
    "the Supabase project's reference: 20 lower-case letters",
    "<reference>",
  ),
  region: key(
    z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
    "the region of the Supabase project, as AWS names it",
    "eu-central-1",
  ),
  backupTime: key(
    z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
    "the time of the daily backup, HH:MM:SS in UTC: for organizations on the Enterprise plan, others leave it out",
    "<HH:MM:SS>",
  ).optional(),
  pitrDays: key(z.literal([7, 14, 28]), "the days of point-in-time recovery", "7"),
  storageCopy: storageCopy.optional(),
});

/** The page of Supabase's dashboard that shows the database's backups. */
export function backupsPage({ projectRef }: { projectRef: string }): string {
  return `https://supabase.com/dashboard/project/${projectRef}/database/backups/scheduled`;
}

/**
 * The variables with the secret halves of the copy's two keys: of Supabase's storage, and of where the copy goes. They
 * are not in the stack's config, so that what runs on a schedule can open none of the stack's other secrets.
 */
export const storageSecrets = ["SUPABASE_STORAGE_SECRET_KEY", "STORAGE_COPY_SECRET_KEY"] as const;
