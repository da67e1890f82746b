// The typed model of a production runbook: everything that the stack, the gate and the report derive from.
import { z } from "zod";
import { windowRuleSchema } from "../calendar/windowRule.ts";

/** A place in the document, both counted from 1. Never part of the digest: moving a line changes nothing. */
export const placeSchema = z.object({ line: z.int().min(1), column: z.int().min(1) });
export type Place = z.infer<typeof placeSchema>;

/**
 * What something is known by, unique within its list or table. `id` is what the document gives, or else the slug of
 * its text; `was` has the ids before that one, and is there, if empty, just where the document gives the id.
 */
const identity = { id: z.string(), was: z.array(z.string().min(1)).optional() };
export type Identity = z.infer<z.ZodObject<typeof identity>>;

/** A checklist item or a list line. */
export const itemSchema = z.object({
  ...identity,
  id: z.string().min(1),
  text: z.string().min(1),
  at: placeSchema,
});
export type Item = z.infer<typeof itemSchema>;

const items = z.array(itemSchema).min(1);

/** A checklist that is due a number of hours before the deployment. */
export const checklistSchema = z.object({
  hoursBefore: z.number().positive(),
  title: z.string(),
  items,
  at: placeSchema,
});
export type Checklist = z.infer<typeof checklistSchema>;

/** One line of a shell block: a command to run, or a comment that tells a person what to do. */
export const scriptLineSchema = z.object({
  kind: z.enum(["command", "comment"]),
  text: z.string(),
  at: placeSchema,
});
export type ScriptLine = z.infer<typeof scriptLineSchema>;

/** A step of the deployment: "Step 1: Database Migration" has number 1 and title "Database Migration". */
export const deploymentStepSchema = z.object({
  number: z.int().min(1),
  ...identity,
  title: z.string(),
  lines: z.array(scriptLineSchema).min(1),
  at: placeSchema,
});

/** A row of the table that is checked in the first minutes after a deployment. */
export const checkSchema = z.object({
  ...identity,
  check: z.string(),
  command: z.string(),
  expected: z.string(),
  at: placeSchema,
});

/** The heading over that table: "Immediate (0-15 minutes)". */
export const immediateSpanSchema = z.object({
  title: z.string(),
  fromMinutes: z.number().min(0),
  toMinutes: z.number().positive(),
  at: placeSchema,
});

/** A time span after the deployment with what is checked in it, e.g. "Short-term (15 minutes - 1 hour)". */
export const followUpSchema = z.object({
  ...identity,
  title: z.string(),
  fromMinutes: z.number().min(0),
  toMinutes: z.number().positive(),
  items,
  at: placeSchema,
});

/** A list that is worked through every so many minutes ("Every 4 hours" is 240, "Daily" is 1440). */
export const cadenceSchema = z.object({
  text: z.string(),
  everyMinutes: z.int().min(1),
  items,
  at: placeSchema,
});

/** A phase of the 72 hours after a deployment: "Hour 24-48: Standard Monitoring". Hours as written. */
export const monitoringPhaseSchema = z.object({
  ...identity,
  title: z.string(),
  fromHour: z.number().min(0),
  toHour: z.number().positive(),
  cadences: z.array(cadenceSchema).min(1),
  at: placeSchema,
});

/** An amount with the unit and the comparison sign the runbook writes: "< 500ms" is {"<", 500, "ms"}. */
export const quantitySchema = z.object({
  comparator: z.enum(["<", ">"]),
  value: z.number(),
  unit: z.enum(["percent", "ms", "s"]),
  text: z.string(),
});
export type Quantity = z.infer<typeof quantitySchema>;

/** A kind of incident. `trigger` is its heading's text in parentheses, if any; `threshold` that text's amount. */
export const incidentSchema = z.object({
  ...identity,
  title: z.string(),
  trigger: z.string().optional(),
  threshold: quantitySchema.optional(),
  services: z.array(z.string()),
  immediate: items,
  investigation: items,
  mitigation: items,
  at: placeSchema,
});
export type Incident = z.infer<typeof incidentSchema>;

/** A rollback: "Quick Rollback (< 5 minutes)" has title "Quick Rollback" and condition "< 5 minutes". */
export const rollbackSchema = z.object({
  ...identity,
  title: z.string(),
  condition: z.string(),
  lines: z.array(scriptLineSchema).min(1),
  at: placeSchema,
});

/** The recurring maintenance window and what belongs to it; and what starts an emergency one. */
export const maintenanceSchema = z.object({
  frequencyText: z.string(),
  rule: windowRuleSchema,
  activities: items,
  communication: items,
  at: placeSchema,
});
export const emergencySchema = z.object({
  triggers: z.array(z.string()).min(1),
  process: items,
  at: placeSchema,
});

/** A row of the threshold table: what is aimed at, and where somebody is told. */
export const thresholdSchema = z.object({
  ...identity,
  metric: z.string(),
  target: quantitySchema,
  alert: quantitySchema,
  at: placeSchema,
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** A dashboard of the runbook. `note` is what stands after the address in parentheses ("if configured"). */
export const dashboardSchema = z.object({
  ...identity,
  name: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  note: z.string().optional(),
  at: placeSchema,
});
export type Dashboard = z.infer<typeof dashboardSchema>;

/** A contact; `undefined` stands for what the runbook leaves open (TBD). */
export const contactSchema = z.object({
  ...identity,
  role: z.string(),
  name: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  at: placeSchema,
});
export type Contact = z.infer<typeof contactSchema>;

/** A section of the report template: its heading and the lines under it, as written. */
export const reportTemplateSchema = z.object({
  title: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })).min(1),
  source: z.string(),
});

export const runbookSchema = z.object({
  title: z.string(),
  preDeployment: z.array(checklistSchema).min(1),
  deployment: z.array(deploymentStepSchema).min(1),
  healthUrl: z.url({ protocol: /^https?$/ }),
  criticalFlows: items,
  immediateSpan: immediateSpanSchema,
  immediateChecks: z.array(checkSchema).min(1),
  followUps: z.array(followUpSchema).min(1),
  monitoring: z.array(monitoringPhaseSchema).min(1),
  incidents: z.array(incidentSchema).min(1),
  rollbacks: z.array(rollbackSchema).min(1),
  maintenance: maintenanceSchema,
  emergency: emergencySchema,
  thresholds: z.array(thresholdSchema).min(1),
  dashboards: z.array(dashboardSchema).min(1),
  contacts: z.array(contactSchema).min(1),
  report: reportTemplateSchema,
  lastUpdated: z.iso.date(),
  status: z.string(),
  reviewFrequency: z.object({ text: z.string(), months: z.int().min(1) }),
  at: z.object({ lastUpdated: placeSchema, status: placeSchema }),
});
export type Runbook = z.infer<typeof runbookSchema>;
