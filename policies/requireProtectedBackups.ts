// Requires exactly one backup schedule, protected, with point-in-time recovery, as configured.
import { applyBackupSchedule } from "../components/DatabaseBackups.ts";
import { compare, isEmpty } from "./differences.ts";
import { isWithin, types } from "./resourceTypes.ts";
import type { CheckedResource, Report, ResourceRule } from "./rule.ts";

export const requireProtectedBackups: ResourceRule = {
  name: "require-protected-backups",
  description:
    "The stack must have exactly one backup schedule: protected, with point-in-time recovery, never undone.",
  mend: "Declare `DatabaseBackups` once, with `protect: true`; change its values in `marsana-fleet:supabase`.",
  staging: "advisory",
  appliesTo: [types.command],
  checkResource(command, { settings }, report) {
    if (isSchedule(command)) checkSchedule(command, settings.supabase, report);
  },
  checkStack(resources, _inputs, report) {
    const schedules = resources.filter(isSchedule);
    if (schedules.length !== 1) {
      report(
        `the stack must have exactly one backup schedule, and has ${schedules.length}; mend: declare DatabaseBackups once`,
      );
    }
  },
};

function isSchedule({ type, urn }: CheckedResource): boolean {
  return type === types.command && isWithin(urn, types.backups);
}

function checkSchedule(
  { props, protect }: CheckedResource,
  required: { projectRef: string; region: string; backupTime?: string | undefined; pitrDays: number },
  report: Report,
): void {
  const environment = (props["environment"] ?? {}) as Readonly<Record<string, unknown>>;
  const values = {
    SUPABASE_PROJECT_REF: required.projectRef,
    SUPABASE_REGION: required.region,
    BACKUP_TIME: required.backupTime,
    PITR_DAYS: String(required.pitrDays),
  };
  if (!protect) report("the backup schedule must be protected; mend: set protect on it");
  compare(environment, values, ({ name, found, wanted }) =>
    report(
      `${name} is ${String(found ?? "not set")}, and must be ${String(wanted ?? "left out")}, as configured`,
    ),
  );
  for (const name of ["create", "update"])
    if (props[name] !== applyBackupSchedule)
      report(`the backup schedule's ${name} must be "${applyBackupSchedule}"; mend: declare it so`);
  for (const name of ["delete", "triggers"])
    if (!isEmpty(props[name]))
      report(`the backup schedule must have no ${name}: it would take the backups away when it is replaced`);
}
