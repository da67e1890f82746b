// What every monitor of the stack has in common, whatever it watches: one object from inputs to message.
import type { Dashboard } from "../runbook/model.ts";
import type { Routes } from "./recipients.ts";
import { type MonitoringScope, mutedTag, ownerTag, purposeTagsIn, scopeTags } from "./scope.ts";

export interface Monitoring {
  readonly scope: MonitoringScope;
  readonly routes: Routes;
  /** The team that owns the monitors. */
  readonly team: string;
  /** The page on which people read the runbook. */
  readonly runbookUrl: string;
  readonly dashboards: readonly Dashboard[];
  /** What the maintenance window mutes: the purpose tags of those monitors. */
  readonly muted: readonly string[];
}

/** The tags that every monitor of the stack carries: of which stack it is, and who owns it. */
export function monitoringTags({ scope, team }: Monitoring): string[] {
  return [...scopeTags(scope), ownerTag(team)];
}

/** All tags of a monitor that is of one part of the runbook. @param purpose the tag that says of which */
export function tagsFor(purpose: string, monitoring: Monitoring): string[] {
  const muting = monitoring.muted.includes(purpose) ? [mutedTag] : [];
  return [...monitoringTags(monitoring), ...muting, purpose];
}

/** Whether the maintenance window may mute a monitor: it may mute all that the monitor's tags say it is of. */
export function mayBeMuted(tags: readonly string[], { muted }: Pick<Monitoring, "muted">): boolean {
  const own = purposeTagsIn(tags);
  return own.length > 0 && own.every((tag) => muted.includes(tag));
}
