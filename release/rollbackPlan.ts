// Whether the manifest's way back fits its migrations: what is restored, and what the old code would miss.
import type { Release } from "./release.ts";

/**
 * What is wrong with the plan; undefined if nothing is. Going back means that old code meets the new schema:
 *
 * - what an expanding migration adds, old code ignores: nothing has to be undone;
 * - what a contracting or destructive one takes away, old code may still use. Either the migration can be undone without
 *   loss, or the database has to be restored;
 * - a restore loses what was written since. So it may be planned only where something was taken away.
 */
export function rollbackPlanProblem({ rollback, migrations }: Release): string | undefined {
  const taking = migrations.filter((one) => one.class !== "expand");
  if (rollback.database && taking.length === 0) {
    const why =
      migrations.length === 0 ? "there is no migration" : "old code ignores what the migrations add";
    return `rollback.database is true, and ${why}: a restore would lose what was written since, and bring nothing back; required: rollback.database false`;
  }
  const lost = taking.filter(({ reversible }) => !reversible).map(({ file }) => file);
  if (rollback.database || lost.length === 0) return undefined;
  return `rollback.database is false, and nothing brings back what ${lost.join(", ")} takes from the old code; required: rollback.database true, or migrations that can be undone without loss`;
}
