// The inputs of the rehearsal stack, as the program and the pack read them, and resources as the program makes them.
import { join, resolve } from "node:path";
import { applyBackupSchedule } from "../../components/DatabaseBackups.ts";
import { downtimeArgs } from "../../components/MaintenanceDowntime.ts";
import { declaredMonitors } from "../../engine/declaredMonitors.ts";
import { incidentSources } from "../../inputs/incidents.ts";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { readPlainSettings } from "../../inputs/neighbour.ts";
import type { Settings } from "../../inputs/settings.ts";
import { types } from "../../policies/resourceTypes.ts";
import { appliesTo, type CheckedResource, type ResourceRule, type StackRule } from "../../policies/rule.ts";
import { compositeQuery, compositeWatches, metricWatches } from "../../signals/incidentWatches.ts";

export const projectFolder = resolve(import.meta.dirname, "../..");

/** The plain settings of a stack file: what stands in it under the project's namespace, but for the secrets. */
export function settingsOf(stack: string): Settings {
  return readPlainSettings(join(projectFolder, `Pulumi.${stack}.yaml`));
}

/** A part of the inputs that is there unless config switches it off. */
export function switchedOn<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("config switches it off");
  return part;
}

/** The instant at which the rehearsal's release begins. */
export const clock = () => new Date("2026-02-03T09:00:00Z");

export function rehearsalInputs(settings = settingsOf("rehearsal")): Inputs {
  return readInputs(settings, "rehearsal", {}, clock);
}

/** A resource as a rule sees it. */
export function resource(
  type: string,
  props: object,
  changes: Partial<CheckedResource> = {},
): CheckedResource {
  const name = changes.name ?? "resource";
  const urn = `urn:pulumi:rehearsal::marsana-fleet::${type}::${name}`;
  return { type, name, urn, props: { ...props }, protect: false, ...changes };
}

/** The monitors that the program declares of rows, one for each. */
export function monitors(inputs: Inputs): CheckedResource[] {
  const ids = inputs.runbook.thresholds.map(({ id }) => id);
  return Object.entries(declaredMonitors(inputs))
    .filter(([name]) => ids.includes(name))
    .map(([name, args]) => resource(types.monitor, args, { name }));
}

/** The monitors that the program declares of incidents, with ids as after an update. */
export function incidentMonitors(inputs: Inputs): CheckedResource[] {
  const sources = incidentSources(inputs);
  if (sources === undefined) return [];
  const all = [
    ...metricWatches(sources).map(({ id, args }) => ({ id, args })),
    ...compositeWatches(sources).map((one) => ({
      id: one.id,
      args: { ...one.args, query: compositeQuery(one, () => 101) },
    })),
  ];
  return all.map(({ id, args }) => resource(types.monitor, args, { name: `incident-${id}` }));
}

/** The downtime that the program declares. */
export function downtime(inputs: Inputs): CheckedResource {
  const { runbook, settings } = inputs;
  const { scope } = switchedOn(inputs.datadog);
  const now = new Date("2026-02-03T09:00:00Z");
  const args = { rule: runbook.maintenance.rule, scope, runbookUrl: settings.runbookUrl, now };
  return resource(types.downtime, downtimeArgs(args), { name: "downtime" });
}

/** The backup schedule that the program declares. */
export function backupSchedule(
  { settings }: Inputs,
  changes: Partial<CheckedResource> = {},
): CheckedResource {
  const { projectRef, region, backupTime, pitrDays } = settings.supabase;
  const environment = {
    SUPABASE_PROJECT_REF: projectRef,
    SUPABASE_REGION: region,
    ...(backupTime !== undefined && { BACKUP_TIME: backupTime }),
    PITR_DAYS: String(pitrDays),
  };
  return resource(
    types.command,
    { create: applyBackupSchedule, update: applyBackupSchedule, environment },
    {
      urn: `urn:pulumi:rehearsal::marsana-fleet::${types.backups}$${types.command}::backups-schedule`,
      protect: true,
      ...changes,
    },
  );
}

/** What the rule says of these resources: messages, each behind the name of the resource it is about. */
export function verdictOf(
  rule: ResourceRule | StackRule,
  resources: readonly CheckedResource[],
  inputs: Inputs,
  preview = true,
): string[] {
  const messages: string[] = [];
  const nameOf = (urn: string | undefined) => resources.find((one) => one.urn === urn)?.name ?? "stack";
  const seen = { ...inputs, preview, observedNothing: [], later: () => {} };
  rule.checkStack?.(resources, seen, (message, urn) => messages.push(`${nameOf(urn)}: ${message}`));
  if (!("checkResource" in rule)) return messages;
  for (const one of resources) {
    if (appliesTo(rule, one.type))
      rule.checkResource(one, seen, (message) => messages.push(`${one.name}: ${message}`));
  }
  return messages;
}
