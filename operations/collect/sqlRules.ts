// Which statements of a migration are wrong for its class, and which are only said, by the linter's rules.
import type { Migration } from "../../release/release.ts";

/**
 * What is made of a rule of the linter, the same for all that it finds:
 * `loses`: rows or all that is in a schema go, so that the migration must be of the class destructive;
 * `takes away`: old code may still use it, so that the migration must not be of the class expand;
 * `mind`: readers or writers may have to wait, or every row is written: said, for whoever confirms the plan.
 */
export const sqlRules: Readonly<Record<string, "loses" | "takes away" | "mind">> = {
  banDropDatabase: "loses",
  banDropSchema: "loses",
  banTruncate: "loses",
  banTruncateCascade: "loses",
  banDeleteWithoutWhere: "loses",
  banDropTable: "takes away",
  banDropColumn: "takes away",
  renamingTable: "takes away",
  renamingColumn: "takes away",
  addingFieldWithDefault: "mind",
  addingForeignKeyConstraint: "mind",
  addingNotNullField: "mind",
  addingPrimaryKeyConstraint: "mind",
  addingRequiredField: "mind",
  avoidAddingExclusionConstraint: "mind",
  avoidAttachingPartition: "mind",
  avoidWideLockWindow: "mind",
  banConcurrentIndexCreationInTransaction: "mind",
  banUpdateWithoutWhere: "mind",
  banVacuumFull: "mind",
  changingColumnType: "mind",
  concurrentRefreshMatviewLock: "mind",
  constraintMissingNotValid: "mind",
  disallowUniqueConstraint: "mind",
  lockTimeoutWarning: "mind",
  requireConcurrentDetachPartition: "mind",
  requireConcurrentIndexCreation: "mind",
  requireConcurrentIndexDeletion: "mind",
  requireConcurrentRefreshMatview: "mind",
  requireConcurrentReindex: "mind",
  requireSeparateConstraintValidation: "mind",
  runningStatementWhileHoldingAccessExclusive: "mind",
};

/** What each class of migration may do of it. */
export const allowed: Readonly<Record<Migration["class"], readonly ("loses" | "takes away" | "mind")[]>> = {
  expand: ["mind"],
  contract: ["mind", "takes away"],
  destructive: ["mind", "takes away", "loses"],
};
