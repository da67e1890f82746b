// What a stack's config may say: every key that is not a secret, its meaning, its form and an example.
import { z } from "zod";
import { gateSettingsSchema } from "../release/gateSettings.ts";
import { signalSchema } from "../signals/signalSchema.ts";
import { adoptSchema } from "./adoptSettings.ts";
import { announceSchema } from "./announceSettings.ts";
import { datadogSchema } from "./datadogSettings.ts";
import { incidentsSchema } from "./incidentSettings.ts";
import { objectiveSchema } from "./objectiveSettings.ts";
import { rollbackSchema } from "./rollbackSettings.ts";
import { sentrySchema } from "./sentrySettings.ts";
import { key, slug } from "./settingKeys.ts";
import { supabaseSchema } from "./supabaseSettings.ts";
import { flowsSchema, heartbeatSchema, syntheticsSchema } from "./syntheticsSettings.ts";
import { vercelSchema } from "./vercelSettings.ts";

/** YAML reads `1` and `true` as other than text; an environment variable is text all the same. */
const plainText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const settingsSchema = z.strictObject({
  environment: key(slug, "the `env` tag of what this stack watches", "production"),
  release: key(z.string(), "the release to deploy: a folder below releases/, or none", "<version>"),
  now: key(z.iso.datetime(), "the instant of a rehearsal, in UTC", "2026-02-03T09:00:00Z").optional(),
  runbookUrl: key(
    z.url({ protocol: /^https$/ }),
    "where people read the runbook",
    "https://<host>/RUNBOOK.md",
  ),
  vercel: vercelSchema,
  variables: key(
    z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), plainText),
    "environment variables that are not secret, by name",
    "<value>",
  ).default({}),
  supabase: supabaseSchema,
  sentry: sentrySchema,
  datadog: datadogSchema,
  signals: z.record(slug, signalSchema).default({}),
  synthetics: syntheticsSchema.prefault({}),
  flows: flowsSchema,
  heartbeat: heartbeatSchema.prefault({}),
  objectives: objectiveSchema.prefault({}),
  incidents: incidentsSchema.prefault({}),
  adopt: adoptSchema.prefault({}),
  gate: gateSettingsSchema.prefault({}),
  announce: announceSchema.prefault({}),
  rollback: rollbackSchema.prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
