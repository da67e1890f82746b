// What every monitor of the stack has in common, whatever it watches: one object from inputs to message.
import type { Dashboard } from "../runbook/model.ts";
import type { Routes } from "./recipients.ts";
import { type MonitoringScope, ownerTag, scopeTags } from "./scope.ts";

export interface Monitoring {
  readonly scope: MonitoringScope;
  readonly routes: Routes;
  /** The team that owns the monitors. */
  readonly team: string;
  /** The page on which people read the runbook. */
  readonly runbookUrl: string;
  readonly dashboards: readonly Dashboard[];
}

/** The tags that every monitor of the stack carries: whose it is, and by which the downtime finds it. */
export function monitoringTags({ scope, team }: Monitoring): string[] {
  return [...scopeTags(scope), ownerTag(team)];
}
