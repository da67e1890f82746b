// The tags of the stack's monitors: what they have in common, of what part of the runbook each is, and what mutes it.

/** The Datadog tags `env` and `service` of what a stack watches. */
export interface MonitoringScope {
  environment: string;
  service: string;
}

/** The tag of all that the stack makes in Datadog. */
export const sourceTag = "source:runbook";

/** The tags that every monitor of the stack carries. */
export function scopeTags({ environment, service }: MonitoringScope): string[] {
  return [`env:${environment}`, `service:${service}`, sourceTag];
}

/** The tag that says who owns a monitor: Datadog's own, by which it finds the team. */
export function ownerTag(team: string): string {
  return `team:${team}`;
}

/** Of what a monitor is: a row's line, its target alone, an objective of it, or an incident; of a test, a check or a flow. */
const purposes = ["metric", "warning", "objective", "incident", "check", "flow"] as const;
export type Purpose = (typeof purposes)[number];

/** The tag that says of what part of the runbook a monitor is: each monitor of the stack has exactly one. */
export function purposeTag(purpose: Purpose, id: string): string {
  return `runbook-${purpose}:${id}`;
}

/** The tag that says which row of the runbook's table a monitor watches. */
export function metricTag(metricId: string): string {
  return purposeTag("metric", metricId);
}

/** Those of a monitor's tags that say of what part of the runbook it is. */
export function purposeTagsIn(tags: readonly string[]): string[] {
  return tags.filter((tag) => purposes.some((purpose) => tag.startsWith(purposeTag(purpose, ""))));
}

/** The tag of every monitor that the maintenance window mutes: its downtime finds these by it, and no others. */
export const mutedTag = "runbook-maintenance:muted";

/** The tag of every monitor that speaks of a target alone: by it the downtime outside of business hours finds them. */
export const warningTag = "runbook-severity:warning";

/** The tag of the test that calls the runbook's health address: uptime is counted by it alone. */
export const healthTag = purposeTag("check", "health");
/** Of the test that looks at how long the certificate is valid. */
export const certificateTag = purposeTag("check", "certificate");
/** Of the test that shows a service outside that Datadog is alive. */
export const heartbeatTag = purposeTag("check", "heartbeat");
