// In which phase of the runbook's watch after a deployment an instant lies.
import type { Runbook } from "../runbook/index.ts";
import { trustedDeployments } from "./production.ts";
import { changedSince, hourMs, type Situation } from "./situation.ts";

export type WatchPhase = Runbook["monitoring"][number];

/**
 * The phase of the release at the situation's instant. One that is still to be deployed is in its first: the update
 * that deploys it begins its hours. Undefined after the last phase, and without a release.
 */
export function watchPhase(situation: Situation | undefined): WatchPhase | undefined {
  if (situation === undefined) return undefined;
  const { runbook, records, instant } = situation;
  const deployed = trustedDeployments(records, situation)
    .filter((record) => changedSince(situation, record).length === 0)
    .map(({ at }) => Date.parse(at));
  const hours = deployed.length === 0 ? 0 : (instant.getTime() - Math.max(...deployed)) / hourMs;
  return runbook.monitoring.find(({ toHour }) => hours < toHour);
}
