// Proves that there is a way back: a deployment that production can go back to, and a plan that fits the migrations.
import { rollbackPlanProblem } from "../../release/rollbackPlan.ts";
import type { VercelClient } from "../../services/vercel.ts";
import type { CollectContext, Collector, Found } from "./collector.ts";
import { dashboardOf, vercelOf, vercelToken } from "./vercelOf.ts";

export const rollbackPlan: Collector = {
  name: "rollback-plan",
  items: ["prepare-rollback-plan"],
  needs: [vercelToken],
  async collect(context) {
    const { inputs, release } = context;
    const url = dashboardOf(inputs.settings, "deployments");
    const problem = rollbackPlanProblem(release);
    if (problem !== undefined) return { result: "fail", detail: problem, url };
    return { ...(await wayBack(context, vercelOf(context))), url };
  },
};

/**
 * Vercel names as candidates what has served before. What serves now becomes one as soon as the release is promoted.
 */
async function wayBack({ inputs, release }: CollectContext, vercel: VercelClient): Promise<Found> {
  const { id } = await vercel.project();
  const served = await vercel.servedBy(inputs.domain);
  const ready = await vercel.readyDeployments(id, "all");
  const candidates = await vercel.readyDeployments(id, "rollback-candidates");
  const ways = [...ready.filter((one) => one.id === served?.deploymentId), ...candidates];
  const way = ways.find(({ commit }) => commit !== undefined && commit !== release.commit);
  if (way !== undefined)
    return {
      result: "pass",
      detail: `production can go back to ${way.id} (${way.url}), commit ${way.commit}`,
    };
  if (ways.some(({ commit }) => commit === undefined))
    return {
      result: "unknown",
      detail: "Vercel does not say from which commit what could be gone back to was built",
    };
  return {
    result: "fail",
    detail: `no deployment that is ready, was in production and has another commit than ${release.commit}; required: one to go back to; mend: deploy and promote one, or give the item up with \`npm run runbook -- waive\``,
  };
}
