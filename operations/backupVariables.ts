// What the step that sets the backup schedule is told by its environment.
import { z } from "zod";
import { InputError } from "../inputs/inputError.ts";
import { baseUrlSchema } from "../services/access.ts";
import { accessTokenSchema, type PitrDays, pitrVariants } from "../services/supabase.ts";
import type { DesiredBackups } from "./backupSchedule.ts";

export interface BackupVariables {
  desired: DesiredBackups;
  accessToken: string;
  /** Undefined for the service itself. */
  baseUrl: string | undefined;
}

const pitrDays = Object.keys(pitrVariants).map((text) => Number(text) as PitrDays);

const schema = z.object({
  SUPABASE_PROJECT_REF: z
    .string()
    .regex(/^[a-z]{20}$/)
    .describe("the project's reference: 20 lower-case letters"),
  SUPABASE_REGION: z
    .string()
    .regex(/^[a-z]{2}-[a-z]+-\d$/)
    .describe("the project's region, as AWS names it"),
  BACKUP_TIME: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/)
    .transform((time) => (time.length === "HH:MM".length ? `${time}:00` : time))
    .optional()
    .describe("HH:MM or HH:MM:SS, in UTC"),
  PITR_DAYS: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number)
    .pipe(z.literal(pitrDays))
    .describe(`one of ${pitrDays.join(", ")}`),
  SUPABASE_ACCESS_TOKEN: accessTokenSchema,
  SUPABASE_API_URL: baseUrlSchema.optional().describe(baseUrlSchema.description ?? ""),
});

/** Their values may be or hold a secret: an error does not repeat them. */
const unshown: ReadonlySet<string> = new Set(["SUPABASE_ACCESS_TOKEN", "SUPABASE_API_URL"]);

/** @throws InputError that names every missing or malformed variable at once */
export function readBackupVariables(environment: NodeJS.ProcessEnv): BackupVariables {
  // A variable that is empty is one that was not set: a shell cannot always leave it out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    const problems = [...names].map((name) => problem(name, given[name]));
    throw new InputError("The backup schedule cannot be applied with these environment variables.", problems);
  }
  const variables = parsed.data;
  return {
    desired: {
      projectRef: variables.SUPABASE_PROJECT_REF,
      region: variables.SUPABASE_REGION,
      ...(variables.BACKUP_TIME !== undefined && { backupTime: variables.BACKUP_TIME }),
      pitrDays: variables.PITR_DAYS,
    },
    accessToken: variables.SUPABASE_ACCESS_TOKEN,
    baseUrl: variables.SUPABASE_API_URL,
  };
}

function problem(name: string, value: string | undefined): string {
  const shown = unshown.has(name) ? "a value of another form" : JSON.stringify(value);
  const required = schema.shape[name as keyof typeof schema.shape].description;
  const mend =
    name === "SUPABASE_API_URL" ? `unset it for the service itself, or correct it` : `set ${name} to it`;
  return `${name}: found ${value === undefined ? "nothing" : shown}; required: ${required}; mend: ${mend}`;
}
