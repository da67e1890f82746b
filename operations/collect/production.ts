// Looks at what production serves, and makes a record of it: the gate itself asks no service.
import { releaseWith } from "../../release/production.ts";
import { type EvidenceRecord, recordSchema } from "../../release/record.ts";
import { digestsOf } from "../../release/release.ts";
import type { Situation } from "../../release/situation.ts";
import type { Collected } from "./collect.ts";
import type { CollectContext } from "./collector.ts";
import { dashboardOf, vercelOf, vercelToken } from "./vercelOf.ts";

/** How long it may take, in milliseconds. */
const limitMs = 60_000;

/** By the condition that it is for; without a record where Vercel cannot say. */
export async function collectProduction(
  situation: Situation,
  context: CollectContext,
  now: () => Date,
): Promise<Collected> {
  const named = { item: "require-unpinned-production", collector: "production" };
  if (!context.environment[vercelToken]) return { ...named, skipped: `${vercelToken} not set` };
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(limitMs)]);
  try {
    const served = await servedNow(situation, { ...context, signal });
    return { ...named, record: recordOf(served, situation, context, now()) };
  } catch (error) {
    return { ...named, skipped: error instanceof Error ? error.message : String(error) };
  }
}

type Served = Pick<
  Extract<EvidenceRecord, { type: "production" }>,
  "state" | "deployment" | "commit" | "detail"
>;

/** @throws Error where Vercel cannot say */
async function servedNow(situation: Situation, context: CollectContext): Promise<Served> {
  const { domain } = context.inputs;
  const vercel = vercelOf(context);
  const { id, rolledBackTo } = await vercel.project();
  if (rolledBackTo !== undefined)
    return {
      state: "rolled-back",
      deployment: rolledBackTo,
      detail: `production was rolled back to ${rolledBackTo}, and is pinned to it until another is promoted`,
    };
  const served = await vercel.servedBy(domain);
  const strange = (detail: string): Served => ({
    state: "unknown-deployment",
    ...(served && { deployment: served.deploymentId }),
    detail,
  });
  if (served === undefined) return strange(`nothing is served under ${domain}`);
  if (served.projectId !== id) return strange(`${domain} shows a deployment of another project`);
  const deployments = await vercel.readyDeployments(id, "all");
  const deployment = deployments.find((one) => one.id === served.deploymentId);
  if (deployment === undefined)
    throw new Error(`Vercel does not list ${served.deploymentId}, which ${domain} shows, among its newest`);
  const { commit } = deployment;
  const release = commit === undefined ? undefined : releaseWith(commit, situation);
  const what = `production serves ${served.deploymentId}, commit ${commit ?? "unknown"}`;
  if (release === undefined)
    return { ...strange(`${what}, which no release has brought there`), ...(commit && { commit }) };
  return {
    state: "promoted",
    deployment: served.deploymentId,
    ...(commit && { commit }),
    detail: `${what}, of release ${release.version}`,
  };
}

function recordOf(served: Served, situation: Situation, context: CollectContext, at: Date): EvidenceRecord {
  const { release, inputs } = context;
  return recordSchema.parse({
    type: "production",
    stack: situation.stack,
    ...served,
    at: at.toISOString(),
    by: "production",
    identity: "typed",
    source: { kind: "production", url: dashboardOf(inputs.settings, "deployments") },
    release: { version: release.version, ...digestsOf(release) },
  });
}
