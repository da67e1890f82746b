// Requires deployments to be kept for as long as the runbook may want to go back to one.
import { retentionDays } from "../inputs/vercelSettings.ts";
import { lastPhase, type Runbook } from "../runbook/index.ts";
import { types } from "./resourceTypes.ts";
import type { CheckedResource, ResourceRule } from "./rule.ts";

const days: Readonly<Record<string, number>> = retentionDays;

/**
 * A release that is still watched may be rolled back to the one before it, so that one must still be there at the end
 * of the runbook's last monitoring phase.
 */
export const keepRollbackCandidates: ResourceRule = {
  name: "keep-rollback-candidates",
  description:
    "Production deployments must be kept at least until the runbook's monitoring of a release ends.",
  mend: "Set `marsana-fleet:vercel.retention.production` to a longer span, or shorten the runbook's monitoring.",
  appliesTo: [types.vercelRetention],
  checkResource(retention, { runbook }, report) {
    const problem = problemIn(retention, runbook);
    if (problem !== undefined) report(problem);
  },
  checkStack(resources, _inputs, report) {
    const count = resources.filter(({ type }) => type === types.vercelRetention).length;
    if (count === 1) return;
    report(
      `the stack must say once how long deployments are kept, and does so ${count} times; mend: declare DeploymentLifecycle once`,
    );
  },
};

/** @throws TypeError if the runbook watches nothing: then nobody knows how long is long enough */
function problemIn({ props }: CheckedResource, runbook: Runbook): string | undefined {
  const last = lastPhase(runbook);
  const span = String(props["expirationProduction"]);
  const kept = (days[span] ?? 0) * 24;
  if (kept >= last.toHour) return undefined;
  return (
    `production deployments are kept for ${span}, and must be kept for ${last.toHour} h, until "${last.title}" of the ` +
    "runbook ends; mend: set marsana-fleet:vercel.retention.production to a longer span"
  );
}
