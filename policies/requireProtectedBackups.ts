// Requires exactly one backup schedule, protected, with point-in-time recovery, as configured.
import { applyBackupSchedule } from "../components/DatabaseBackups.ts";
import { isWithin, types } from "./resourceTypes.ts";
import type { CheckedResource, StackRule } from "./rule.ts";

export const requireProtectedBackups: StackRule = {
  name: "require-protected-backups",
  description:
    "The stack must have exactly one backup schedule: protected, with point-in-time recovery, never undone.",
  mend: "Declare `DatabaseBackups` once, with `protect: true`; change its values in `marsana-fleet:supabase`.",
  staging: "advisory",
  checkStack(resources, { settings }, report) {
    const schedules = resources.filter(
      ({ type, urn }) => type === types.command && isWithin(urn, types.backups),
    );
    if (schedules.length !== 1) {
      report(
        `the stack must have exactly one backup schedule, and has ${schedules.length}; mend: declare DatabaseBackups once`,
      );
    }
    for (const schedule of schedules) {
      for (const problem of problemsIn(schedule, settings.supabase)) report(problem, schedule.urn);
    }
  },
};

function problemsIn(
  { props, protect }: CheckedResource,
  required: { projectRef: string; region: string; backupTime?: string | undefined; pitrDays: number },
): string[] {
  const environment = (props["environment"] ?? {}) as Readonly<Record<string, unknown>>;
  const values = {
    SUPABASE_PROJECT_REF: required.projectRef,
    SUPABASE_REGION: required.region,
    BACKUP_TIME: required.backupTime,
    PITR_DAYS: String(required.pitrDays),
  };
  return [
    ...(protect ? [] : ["the backup schedule must be protected; mend: set protect on it"]),
    ...Object.entries(values)
      .filter(([name, value]) => environment[name] !== value)
      .map(
        ([name, value]) =>
          `${name} is ${String(environment[name] ?? "not set")}, and must be ${value ?? "left out"}, as configured`,
      ),
    ...["create", "update"]
      .filter((name) => props[name] !== applyBackupSchedule)
      .map((name) => `the backup schedule's ${name} must be "${applyBackupSchedule}"; mend: declare it so`),
    ...["delete", "triggers"]
      .filter((name) => props[name] !== undefined)
      .map(
        (name) =>
          `the backup schedule must have no ${name}: it would take the backups away when it is replaced`,
      ),
  ];
}
