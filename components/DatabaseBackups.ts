// The backup schedule and the point-in-time recovery of the Supabase database.
import { Command } from "@pulumi/command/local/command.js";
import * as pulumi from "@pulumi/pulumi";

/** The step that sets the schedule in the project, to be run in the project's folder. */
export const applyBackupSchedule = "node operations/applyBackupSchedule.ts";

export interface DatabaseBackupsArgs {
  projectRef: string;
  /** Where the project must be: nothing is set in a project that is elsewhere. */
  region: string;
  /** When the daily backup is taken, HH:MM:SS in UTC; undefined for whenever the service takes it. */
  backupTime?: string | undefined;
  pitrDays: number;
  accessToken: pulumi.Input<string>;
}

export class DatabaseBackups extends pulumi.ComponentResource {
  readonly schedule: Command;

  constructor(name: string, args: DatabaseBackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("marsana:supabase:DatabaseBackups", name, {}, opts);
    this.schedule = new Command(
      `${name}-schedule`,
      {
        // The step reads the truth, changes what differs and reads it back: it may run any number of times. There
        // is no `delete` (it would take backups away) and no `triggers` (they would replace, and so delete).
        create: applyBackupSchedule,
        update: applyBackupSchedule,
        environment: {
          SUPABASE_PROJECT_REF: args.projectRef,
          SUPABASE_REGION: args.region,
          ...(args.backupTime !== undefined && { BACKUP_TIME: args.backupTime }),
          PITR_DAYS: String(args.pitrDays),
          SUPABASE_ACCESS_TOKEN: args.accessToken,
        },
        logging: "none",
      },
      // The backups are what every database rollback of the runbook starts from.
      { parent: this, protect: true },
    );
    this.registerOutputs({});
  }
}
