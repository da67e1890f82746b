// The numbers and names by which releases are judged that no runbook says: each with its default, all open to config.
import { z } from "zod";
import { identities } from "./record.ts";
import { instantText, lineOfText } from "./release.ts";

const hours = z
  .number()
  .positive()
  .max(24 * 90);
const days = z.number().max(366);
const itemId = z.string().regex(/^[^\s/]+$/);
/** The name of a checklist: the hours before the deployment at which it is due. */
const phaseName = z.string().regex(/^\d+(?:\.\d+)?h$/, { message: "a checklist's hours, such as 48h" });

/** A setting with its meaning, which errors and docs give, and the value that its line in the docs shows. */
function setting<Schema extends z.ZodType>(schema: Schema, description: string, example: string): Schema {
  return schema.meta({ description, example });
}

const freezeSchema = z
  .strictObject({
    from: setting(instantText, "when nothing may be deployed any more", "2026-12-20T00:00:00Z"),
    to: setting(instantText, "when deployments may go on", "2027-01-04T00:00:00Z"),
    reason: setting(lineOfText, "why", "<reason>"),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    message: "an end after the start",
    path: ["to"],
  });

const contactSchema = z.strictObject({
  name: setting(lineOfText, "the name, where the runbook leaves it open", "<name>").optional(),
  phone: setting(
    lineOfText,
    "the phone, where the runbook leaves it open, in E.164 form",
    "<+49…>",
  ).optional(),
  email: setting(z.email(), "the email, where the runbook leaves it open", "<address>").optional(),
  reach: setting(z.enum(["page", "notify", "none"]), "how the person is reached", "page").optional(),
});

/** The id of the item that asks for a backup of production, in whichever checklist it stands. */
export const productionBackupItem = "database-backup-on-production";

/** Items whose proof ages, with the hours, whatever config adds. */
export const agingItems: Readonly<Record<string, number>> = { [productionBackupItem]: 30 };

/** What no emergency leaves out, whatever config adds. */
export const neverLeftOut: readonly string[] = ["final-staging-verification", productionBackupItem];

export const gateSettingsSchema = z.strictObject({
  provableFromHours: setting(
    z.record(phaseName, hours),
    "from how many hours before the deployment a checklist's items can be proven; left away, from when the list before it is due",
    "168",
  ).default({}),
  earliestHours: setting(
    hours,
    "the same for the earliest checklist, before which there is none; at least twice its own hours",
    "168",
  ).default(7 * 24),
  freshHours: setting(
    z.record(itemId, hours).overwrite((set) => ({ ...agingItems, ...set })),
    "items whose proof ages, next to the backup of production (30 h unless set here): provable from so many hours before the deployment, and at most so old when it begins",
    "30",
  ).default({ ...agingItems }),
  emergencyItems: setting(
    z.array(itemId).overwrite((set) => [...new Set([...neverLeftOut, ...set])]),
    "what an emergency release proves of the checklists that it may otherwise leave out, next to staging's verification and production's backup",
    "verify-backup-strategy",
  ).default([...neverLeftOut]),
  identity: setting(
    z.enum(identities),
    "the weakest way in which a person's own word may be known to be theirs",
    "reviewed",
  ).default("reviewed"),
  breakGlassHours: setting(hours, "for how long a break-glass lets through what lacks proof", "1").default(1),
  restoreDrillDays: setting(
    days.positive(),
    "how old the last restore drill may be when a destructive migration is deployed",
    "30",
  ).default(30),
  reviewGraceDays: setting(
    days.min(0),
    "for how many days a runbook may be used after its review is due",
    "14",
  ).default(14),
  looseningDays: setting(
    days.positive(),
    "for how many days a second person's review of what weakens the runbook or the config counts",
    "7",
  ).default(7),
  freezes: z.array(freezeSchema).default([]),
  contacts: z.record(itemId, contactSchema).default({}),
  observe: setting(
    z.record(z.string(), z.iso.date()),
    "rules, any but review-loosening, that only say what they would block, until the end of a day, by the rule's name",
    "2026-12-31",
  ).default({}),
});
export type GateSettings = z.infer<typeof gateSettingsSchema>;

/** The last day, in UTC, on which a rule only says what it would block; undefined once that day is over. */
export function observedUntil(rule: string, { observe }: GateSettings, instant: Date): string | undefined {
  const until = observe[rule];
  return until !== undefined && instant.getTime() < Date.parse(until) + 24 * 3_600_000 ? until : undefined;
}
